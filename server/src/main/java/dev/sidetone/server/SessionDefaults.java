package dev.sidetone.server;

import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A fresh session, key order as recorded. Some values depend on the model. */
final class SessionDefaults {

    /** The live service has a stock text of about 110 tokens here, with the same beginning. */
    static final String INSTRUCTIONS = "Your knowledge cutoff is 2023-10. You talk with a caller on the phone. Be friendly and brief, "
            + "answer in the caller's language, and call a function whenever one fits.";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SessionDefaults() {}

    static ObjectNode conversation(String id, String model, Instant expires) {
        var profile = ModelProfile.of(model);
        var session = JSON.objectNode();
        session.put("type", "realtime").put("object", "realtime.session").put("id", id).put("model", model);
        session.putArray("output_modalities").add("audio");
        session.put("instructions", INSTRUCTIONS);
        session.putArray("tools");
        session.put("tool_choice", "auto").put("max_output_tokens", "inf").putNull("tracing").put("truncation", "auto");
        session.putNull("prompt").put("expires_at", expires.getEpochSecond());
        var audio = session.putObject("audio");
        audio.set("input", input(serverVad(profile)));
        var output = audio.putObject("output");
        output.set("format", pcm());
        output.put("voice", profile.voice()).put("speed", 1.0);
        session.putNull("include");
        return session;
    }

    /** Recorded: no model, no instructions, nothing about output. */
    static ObjectNode transcriptionSession(String id, Instant expires) {
        var session = JSON.objectNode();
        session.put("type", "transcription").put("object", "realtime.transcription_session").put("id", id);
        session.put("expires_at", expires.getEpochSecond());
        session.putObject("audio").set("input", input(new SessionKind.Transcription().serverVad()));
        session.putNull("include");
        return session;
    }

    private static ObjectNode input(ObjectNode turnDetection) {
        var input = JSON.objectNode();
        input.set("format", pcm());
        input.putNull("transcription").putNull("noise_reduction").set("turn_detection", turnDetection);
        return input;
    }

    static ObjectNode pcm() {
        return JSON.objectNode().put("type", "audio/pcm").put("rate", 24_000);
    }

    static ObjectNode serverVad(ModelProfile profile) {
        return plainServerVad(profile.silenceMs())
                .putNull("idle_timeout_ms")
                .put("create_response", true)
                .put("interrupt_response", true);
    }

    /** As transcription sessions show it. */
    static ObjectNode plainServerVad(int silenceMs) {
        return JSON.objectNode()
                .put("type", "server_vad")
                .put("threshold", 0.5)
                .put("prefix_padding_ms", 300)
                .put("silence_duration_ms", silenceMs);
    }

    static ObjectNode semanticVad() {
        return JSON.objectNode()
                .put("type", "semantic_vad")
                .put("eagerness", "auto")
                .put("create_response", true)
                .put("interrupt_response", true);
    }

    static ObjectNode transcription() {
        return JSON.objectNode().putNull("model").putNull("language").putNull("prompt");
    }
}
