package dev.sidetone.server;

import java.util.Map;
import java.util.Optional;

/** What the beta of the API called its settings: clients that were never updated still do, and are told the new name. */
final class BetaNames {

    /** Without {@code session.} or {@code response.} in front. */
    private static final Map<String, String> NOW = Map.of(
            "modalities", "output_modalities",
            "voice", "audio.output.voice",
            "speed", "audio.output.speed",
            "input_audio_format", "audio.input.format",
            "output_audio_format", "audio.output.format",
            "input_audio_transcription", "audio.input.transcription",
            "input_audio_noise_reduction", "audio.input.noise_reduction",
            "turn_detection", "audio.input.turn_detection",
            "max_response_output_tokens", "max_output_tokens");

    private BetaNames() {}

    /**
     * What follows the words of the service when a parameter is unknown; ours.
     *
     * @param path of the parameter
     * @return empty unless the beta had it
     */
    static String hint(String path) {
        int dot = path.indexOf('.');
        var owner = path.substring(0, dot + 1);
        if (!owner.equals("session.") && !owner.equals("response.")) return "";
        var name = path.substring(dot + 1);
        if (name.equals("temperature")) return " Only the Realtime Beta API had it, which is no longer supported.";
        return Optional.ofNullable(NOW.get(name))
                .map(now -> " This is its name in the Realtime Beta API, which is no longer supported; now it is '" + owner + now + "'.").orElse("");
    }
}
