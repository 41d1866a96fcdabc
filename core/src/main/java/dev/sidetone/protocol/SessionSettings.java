package dev.sidetone.protocol;

import dev.sidetone.audio.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client wants of its session, as the body of {@code session.update}. Absent means: leave as it is.
 *
 * @param transcription absent leaves it; {@link Transcription.Off} switches the built-in transcription off
 */
public record SessionSettings(
        Optional<String> instructions, Optional<Modality> modality, Optional<String> voice, Optional<TurnDetection> turnDetection,
        Optional<Transcription> transcription, AudioFormat inputFormat, AudioFormat outputFormat, List<Json> tools) {

    public static final SessionSettings UNCHANGED = new SessionSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            AudioFormat.PCM16, AudioFormat.PCM16, List.of());

    /** How the server finds the end of a turn. */
    public sealed interface TurnDetection {
        /**
         * By voice activity.
         *
         * @param threshold 0 to 1
         * @param createResponse whether the server answers each turn by itself
         */
        record ServerVad(double threshold, Duration prefixPadding, Duration silence, boolean createResponse, boolean interruptResponse)
                implements TurnDetection {
            public ServerVad {
                if (!(threshold >= 0 && threshold <= 1)) {
                    throw new IllegalArgumentException("a threshold lies between 0 and 1, not " + threshold);
                }
                if (prefixPadding.isNegative() || silence.isNegative()) {
                    throw new IllegalArgumentException("padding and silence cannot be negative");
                }
            }
        }

        /** The client commits by itself. */
        record Manual() implements TurnDetection {}
    }

    /** The built-in recogniser beside the model. */
    public sealed interface Transcription {
        /** @param tellsSureness whether it is to tell how sure it is of each token: {@code include} in the session */
        record By(String model, boolean tellsSureness) implements Transcription {
            /** Without a word on how sure it is. */
            public By(String model) {
                this(model, false);
            }
        }

        record Off() implements Transcription {}
    }

    public SessionSettings {
        tools = List.copyOf(tools);
    }

    /** The {@code session} object of a {@code session.update}; only what is set stands in it. */
    public Json toJson() {
        var session = Json.MAPPER.createObjectNode();
        session.put("type", "realtime");
        instructions.ifPresent(text -> session.put("instructions", text));
        modality.ifPresent(m -> session.putArray("output_modalities").add(Vocabulary.word(m)));
        if (!tools.isEmpty()) {
            var array = session.putArray("tools");
            tools.forEach(tool -> array.add(tool.node()));
        }
        if (transcription.filter(wanted -> wanted instanceof Transcription.By by && by.tellsSureness()).isPresent()) {
            session.putArray("include").add("item.input_audio_transcription.logprobs");
        }
        var audio = session.putObject("audio");
        var input = audio.putObject("input");
        input.set("format", Vocabulary.format(inputFormat));
        turnDetection.ifPresent(detection -> put(input, detection));
        transcription.ifPresent(wanted -> put(input, wanted));
        var output = audio.putObject("output");
        output.set("format", Vocabulary.format(outputFormat));
        voice.ifPresent(name -> output.put("voice", name));
        return new Json(session);
    }

    private static void put(ObjectNode input, TurnDetection detection) {
        switch (detection) {
            case TurnDetection.Manual ignored -> input.putNull("turn_detection");
            case TurnDetection.ServerVad vad -> input.putObject("turn_detection")
                    .put("type", "server_vad")
                    .put("threshold", vad.threshold())
                    .put("prefix_padding_ms", vad.prefixPadding().toMillis())
                    .put("silence_duration_ms", vad.silence().toMillis())
                    .put("create_response", vad.createResponse())
                    .put("interrupt_response", vad.interruptResponse());
        }
    }

    private static void put(ObjectNode input, Transcription wanted) {
        switch (wanted) {
            case Transcription.Off ignored -> input.putNull("transcription");
            case Transcription.By by -> input.putObject("transcription").put("model", by.model());
        }
    }

    /** Prompts are the user's property: they do not print. */
    @Override
    public String toString() {
        return "SessionSettings[voice " + voice.orElse("unchanged") + ", " + inputFormat + " in, " + outputFormat + " out]";
    }
}
