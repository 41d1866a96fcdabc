package dev.sidetone.protocol;

import dev.sidetone.audio.AudioFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Responses, sessions and errors as servers tell them, both ways. */
final class ResponseText {

    private static final ItemText ITEMS = new ItemText(ItemText.Speaker.SERVER);

    private ResponseText() {}

    static void write(Written to, Response response) {
        var settings = response.settings();
        to.put("object", "realtime.response").put("id", response.id()).put("status", Vocabulary.word(response.status()));
        response.statusDetails().ifPresentOrElse(details -> to.object("status_details", () -> write(to, details)),
                () -> to.putNull("status_details"));
        to.objects("output", response.output(), item -> ITEMS.write(to, item));
        to.putOrNull("conversation_id", response.conversationId()).putWords("output_modalities", settings.modalities())
                .putLimit("max_output_tokens", settings.maxOutputTokens());
        to.object("audio", () -> to.object("output", () -> to.put("format", new Json(Vocabulary.format(settings.format())))
                .putIfPresent("voice", settings.voice())));
        response.usage().ifPresentOrElse(usage -> to.object("usage", () -> UsageText.write(to, usage)), () -> to.putNull("usage"));
        if (response.metadata().isEmpty()) to.putNull("metadata");
        else to.putPairs("metadata", response.metadata());
    }

    private static void write(Written to, Response.StatusDetails details) {
        to.put("type", details.type()).putIfPresent("reason", details.reason());
        details.error().ifPresent(error -> to.object("error", () ->
                to.put("type", error.type()).putOrNull("code", error.code()).put("message", error.message())));
    }

    static void write(Written to, ErrorDetails error, boolean withEventId) {
        to.object("error", () -> {
            to.put("type", error.type()).putOrNull("code", error.code()).put("message", error.message()).putOrNull("param", error.param());
            if (withEventId) to.putOrNull("event_id", error.eventId());
        });
    }

    static Response read(Fields from) {
        return new Response(from.string("id"), from.word(Response.Status.class, "status"),
                from.optionalObject("status_details").map(ResponseText::details),
                from.optionalObjects("output").orElse(List.of()).stream().map(ITEMS::read).toList(),
                from.optionalString("conversation_id"), settings(from),
                from.optionalObject("usage").flatMap(UsageText::read), from.pairs("metadata"));
    }

    private static Response.StatusDetails details(Fields from) {
        return new Response.StatusDetails(from.optionalString("type").orElse("unknown"), from.optionalString("reason"),
                from.optionalObject("error").map(ResponseText::error));
    }

    static ErrorDetails error(Fields from) {
        return new ErrorDetails(from.optionalString("type").orElse("unknown"), from.optionalString("code"),
                from.optionalString("message").orElse(""), from.optionalString("param"), from.optionalString("event_id"));
    }

    /** GA nests what older servers keep flat. */
    private static ResponseSettings settings(Fields from) {
        var output = from.optionalObject("audio").flatMap(audio -> audio.optionalObject("output"));
        var format = output.map(o -> format(o, "format")).orElseGet(() -> format(from, "output_audio_format"));
        var voice = output.map(o -> voice(o)).orElseGet(() -> voice(from));
        return new ResponseSettings(modalities(from), limit(from), format, voice);
    }

    private static OptionalInt limit(Fields from) {
        return from.optionalJson("max_output_tokens").filter(json -> json.node().isInt())
                .map(json -> OptionalInt.of(json.node().intValue())).orElse(OptionalInt.empty());
    }

    private static List<Modality> modalities(Fields from) {
        var words = from.optionalStrings("output_modalities").or(() -> from.optionalStrings("modalities")).orElse(List.of());
        var known = new ArrayList<Modality>();
        words.forEach(word -> Vocabulary.constant(Modality.class, word).ifPresent(known::add));
        return known;
    }

    /** Older servers name the format by one word; without any word it is PCM. */
    private static AudioFormat format(Fields from, String key) {
        var word = from.optionalJson(key).map(json -> json.node().isObject() ? json.node().path("type").asString("") : json.node().asString(""));
        return switch (word.orElse("")) {
            case "audio/pcmu", "g711_ulaw" -> AudioFormat.PCMU;
            case "audio/pcma", "g711_alaw" -> AudioFormat.PCMA;
            default -> AudioFormat.PCM16;
        };
    }

    /** A voice is a name, or an object with a name or an id. */
    private static Optional<String> voice(Fields from) {
        return from.optionalJson("voice").map(Json::node).map(node -> node.isObject()
                ? node.path("name").asString(node.path("id").asString("")) : node.asString("")).filter(name -> !name.isEmpty());
    }

    static Session session(Fields from) {
        var audio = from.optionalObject("audio");
        var input = audio.flatMap(a -> a.optionalObject("input"));
        var output = audio.flatMap(a -> a.optionalObject("output"));
        var transcription = input.map(i -> i.optionalObject("transcription")).orElseGet(() -> from.optionalObject("input_audio_transcription"));
        return new Session(from.optionalString("id").orElse(""), from.optionalString("model"), modalities(from),
                input.map(i -> format(i, "format")).orElseGet(() -> format(from, "input_audio_format")),
                output.map(o -> format(o, "format")).orElseGet(() -> format(from, "output_audio_format")),
                output.map(o -> voice(o)).orElseGet(() -> voice(from)),
                transcription.flatMap(t -> t.optionalString("model")), from.whole());
    }
}
