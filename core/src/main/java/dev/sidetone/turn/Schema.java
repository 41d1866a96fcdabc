package dev.sidetone.turn;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.sidetone.protocol.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A JSON schema (2020-12) of an object. Thread-safe. References may point into the schema itself only: nothing is fetched. */
public final class Schema {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialects.getDraft202012());

    private final Json source;
    private final com.networknt.schema.Schema rules;

    private Schema(Json source, com.networknt.schema.Schema rules) {
        this.source = source;
        this.rules = rules;
    }

    /** @throws IllegalArgumentException when it is not a schema, or not one of an object */
    static Schema of(Json source) {
        if (!source.node().path("type").equals(Json.parse("\"object\"").node())) {
            throw new IllegalArgumentException("the JSON schema is not of an object: a function's arguments are one; give it \"type\": \"object\"");
        }
        var wrong = REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId())).validate(source.node());
        if (!wrong.isEmpty()) throw new IllegalArgumentException("this is no JSON schema (2020-12): " + inShort(wrong));
        return new Schema(source, REGISTRY.getSchema(source.node()));
    }

    Json source() {
        return source;
    }

    /** Why a value does not fit; absent when it does. Names places and rules, never what stands there. */
    Optional<String> complaint(JsonNode value) {
        var wrong = rules.validate(value);
        return wrong.isEmpty() ? Optional.empty() : Optional.of(inShort(wrong));
    }

    private static String inShort(List<Error> wrong) {
        var first = wrong.getFirst();
        var place = first.getInstanceLocation().toString();
        var property = first.getKeyword().equals("required") ? " " + first.getProperty() : "";
        return (place.isEmpty() ? "the object" : place) + " breaks \"" + first.getKeyword() + "\"" + property
                + (wrong.size() > 1 ? ", and " + (wrong.size() - 1) + " more" : "");
    }

    /** Reads a text that is one JSON object and nothing else. */
    static Optional<JsonNode> object(String text) {
        try {
            return Optional.of(Json.parse(text).node()).filter(JsonNode::isObject);
        } catch (IllegalArgumentException | JacksonException notJson) {
            return Optional.empty();
        }
    }
}
