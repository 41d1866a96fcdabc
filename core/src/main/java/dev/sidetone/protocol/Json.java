package dev.sidetone.protocol;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON value we carry without a record of its own: tool schemas, settings, parts of the protocol we only pass on.
 * Treat the node as read-only; two are equal when their values are.
 */
public record Json(JsonNode node) {

    /** Shared by the whole protocol package; Jackson's mappers are immutable and thread-safe. */
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** @throws IllegalArgumentException when the text is not one JSON value */
    public static Json parse(String text) {
        try {
            return new Json(MAPPER.readTree(text));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage());
        }
    }

    public String text() {
        return node.toString();
    }

    /** May hold prompts or speech: only its size is printed. */
    @Override
    public String toString() {
        return "Json[" + node.toString().length() + " chars]";
    }
}
