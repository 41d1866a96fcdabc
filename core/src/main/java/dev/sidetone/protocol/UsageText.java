package dev.sidetone.protocol;

import java.math.BigDecimal;
import java.util.Optional;

/** Usage objects, both ways. */
final class UsageText {

    private UsageText() {}

    static void write(Written to, Usage usage) {
        to.put("total_tokens", usage.total()).put("input_tokens", usage.input().sum()).put("output_tokens", usage.output().sum());
        to.object("input_token_details", () -> {
            tokens(to, usage.input()).put("cached_tokens", usage.cached());
            usage.cachedByModality().ifPresent(cached -> to.object("cached_tokens_details", () -> tokens(to, cached)));
        });
        to.object("output_token_details", () -> {
            to.put("text_tokens", usage.output().text()).put("audio_tokens", usage.output().audio());
            if (usage.reasoning() > 0) to.put("reasoning_tokens", usage.reasoning());
        });
    }

    private static Written tokens(Written to, Usage.Tokens tokens) {
        return to.put("text_tokens", tokens.text()).put("audio_tokens", tokens.audio()).put("image_tokens", tokens.image());
    }

    /** A usage without its details says nothing that can be priced, so it counts as not reported. */
    static Optional<Usage> read(Fields from) {
        var input = from.optionalObject("input_token_details");
        var output = from.optionalObject("output_token_details");
        if (input.isEmpty() || output.isEmpty()) return Optional.empty();
        return Optional.of(new Usage(count(from, "total_tokens"), tokens(input.get()), count(input.get(), "cached_tokens"),
                input.get().optionalObject("cached_tokens_details").map(UsageText::tokens), tokens(output.get()),
                count(output.get(), "reasoning_tokens")));
    }

    private static Usage.Tokens tokens(Fields from) {
        return new Usage.Tokens(count(from, "text_tokens"), count(from, "audio_tokens"), count(from, "image_tokens"));
    }

    private static long count(Fields from, String key) {
        return from.optionalInteger(key).orElse(0L);
    }

    static void write(Written to, TranscriptionUsage usage) {
        switch (usage) {
            case TranscriptionUsage.Tokens tokens -> to.object("usage", () -> to.put("type", "tokens")
                    .put("total_tokens", tokens.total()).put("input_tokens", tokens.inputText() + tokens.inputAudio())
                    .object("input_token_details", () -> to.put("text_tokens", tokens.inputText()).put("audio_tokens", tokens.inputAudio()))
                    .put("output_tokens", tokens.output()));
            case TranscriptionUsage.Seconds seconds -> to.object("usage",
                    () -> to.put("type", "duration").put("seconds", Json.parse(seconds.seconds().toPlainString())));
            case TranscriptionUsage.Unreported ignored -> {}
        }
    }

    static TranscriptionUsage readTranscription(Fields event) {
        return event.optionalObject("usage").<TranscriptionUsage>map(UsageText::transcription)
                .orElseGet(TranscriptionUsage.Unreported::new);
    }

    private static TranscriptionUsage transcription(Fields from) {
        if (from.string("type").equals("duration")) {
            return new TranscriptionUsage.Seconds(from.optionalNumber("seconds").map(n -> n.decimalValue()).orElse(BigDecimal.ZERO));
        }
        var details = from.optionalObject("input_token_details");
        long audio = details.map(d -> count(d, "audio_tokens")).orElse(0L);
        // Without details all input is the caller's audio: that is what these models are given.
        long input = count(from, "input_tokens");
        if (details.isEmpty()) audio = input;
        return new TranscriptionUsage.Tokens(count(from, "total_tokens"), input - audio, audio, count(from, "output_tokens"));
    }
}
