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

    static ObjectNode session(String id, String model, Instant expires) {
        var session = JSON.objectNode();
        session.put("type", "realtime").put("object", "realtime.session").put("id", id).put("model", model);
        session.putArray("output_modalities").add("audio");
        session.put("instructions", INSTRUCTIONS);
        session.putArray("tools");
        session.put("tool_choice", "auto").put("max_output_tokens", "inf").putNull("tracing").put("truncation", "auto");
        session.putNull("prompt").put("expires_at", expires.getEpochSecond());
        var audio = session.putObject("audio");
        var input = audio.putObject("input");
        input.set("format", pcm());
        input.putNull("transcription").putNull("noise_reduction").set("turn_detection", serverVad(model));
        var output = audio.putObject("output");
        output.set("format", pcm());
        output.put("voice", secondGeneration(model) ? "marin" : "alloy").put("speed", 1.0);
        session.putNull("include");
        return session;
    }

    static ObjectNode pcm() {
        return JSON.objectNode().put("type", "audio/pcm").put("rate", 24_000);
    }

    static ObjectNode serverVad(String model) {
        return JSON.objectNode()
                .put("type", "server_vad")
                .put("threshold", 0.5)
                .put("prefix_padding_ms", 300)
                // Recorded: 200 for gpt-realtime and -mini, 500 for the 2.1 models; the reference text says 500 for all.
                .put("silence_duration_ms", secondGeneration(model) ? 500 : 200)
                .putNull("idle_timeout_ms")
                .put("create_response", true)
                .put("interrupt_response", true);
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

    /** gpt-realtime-2, -2.1 and their minis: other defaults, and settings the first generation refuses. */
    static boolean secondGeneration(String model) {
        return model.startsWith("gpt-realtime-2");
    }
}
