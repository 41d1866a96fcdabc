package dev.sidetone.test;

import dev.sidetone.protocol.Json;
import org.assertj.core.api.AbstractAssert;
import tools.jackson.databind.JsonNode;

/** Claims about the session that a client asked for. */
public final class SessionAssert extends AbstractAssert<SessionAssert, Json> {

    SessionAssert(Json session) {
        super(session, SessionAssert.class);
    }

    public SessionAssert hasInstructions(String text) {
        return has("/instructions", text);
    }

    public SessionAssert hasInstructionsContaining(String part) {
        var instructions = at("/instructions").asString("");
        if (!instructions.contains(part)) throw failure("expected instructions with \"%s\", but they are \"%s\"", part, instructions);
        return this;
    }

    public SessionAssert hasVoice(String name) {
        return has("/audio/output/voice", name);
    }

    /** The built-in recogniser, for instance {@code whisper-1}. */
    public SessionAssert hasTranscriptionModel(String model) {
        return has("/audio/input/transcription/model", model);
    }

    /** @param type for instance {@code server_vad} */
    public SessionAssert hasTurnDetection(String type) {
        return has("/audio/input/turn_detection/type", type);
    }

    /** The client ends turns by itself: {@code turn_detection} is null. */
    public SessionAssert hasNoTurnDetection() {
        return has("/audio/input/turn_detection", "null");
    }

    /** A function of this name. */
    public SessionAssert hasTool(String name) {
        for (var tool : at("/tools")) {
            if (tool.path("name").asString("").equals(name)) return this;
        }
        throw failure("expected a tool \"%s\", but the tools are %s", name, at("/tools").findValuesAsString("name"));
    }

    /**
     * Anything in the {@code session} object.
     *
     * @param pointer where, by RFC 6901: {@code /audio/output/speed}
     * @param value as JSON, or a text without its quotes
     */
    public SessionAssert has(String pointer, String value) {
        var found = at(pointer);
        if (found.isMissingNode()) throw failure("expected %s at %s of the session, but nothing was set there", value, pointer);
        if (!text(found).equals(value)) throw failure("expected %s at %s of the session, but it is %s", value, pointer, text(found));
        return this;
    }

    private JsonNode at(String pointer) {
        return actual.node().at(pointer);
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
