package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ResponseRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A function that a request makes the model call, so that its answer has a form. Nothing is executed: the arguments are the
 * answer.
 *
 * @param parameters JSON schema of the arguments, an object
 */
record ForcedCall(String name, String description, Json parameters) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String FIELD = "transcript";

    /** The words of a turn in the one field {@code transcript}. */
    static final ForcedCall TRANSCRIPT = new ForcedCall(FIELD, "Takes down the words of the caller's latest turn.", Json.parse("""
            {"type": "object", "additionalProperties": false, "required": ["transcript"],
             "properties": {"transcript": {"type": "string", "description": "The caller's words and nothing else; empty if nobody speaks."}}}"""));

    /** Text only, this one tool in place of the session's, and no choice. */
    ResponseRequest.Overrides overrides() {
        var tool = NODES.objectNode().put("type", "function").put("name", name).put("description", description);
        tool.set("parameters", parameters.node());
        var choice = NODES.objectNode().put("type", "function").put("name", name);
        return new ResponseRequest.Overrides(Optional.of(List.of(Modality.TEXT)), Optional.of(new Json(NODES.arrayNode().add(tool))),
                Optional.of(new Json(choice)), Optional.<OptionalInt>empty(), Optional.empty(), Map.of());
    }

    /** The arguments of the call that a response makes; absent when it makes none or none that can be read. */
    Optional<JsonNode> arguments(Response response) {
        for (var item : response.output()) {
            if (!(item instanceof Item.FunctionCall call) || !call.name().equals(name)) continue;
            try {
                return Optional.of(Json.parse(call.arguments()).node()).filter(JsonNode::isObject);
            } catch (IllegalArgumentException unreadable) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What a response hands over by a call of this function, be it JSON or not. */
    static Optional<String> arguments(String name, Response response) {
        return response.output().stream().filter(Item.FunctionCall.class::isInstance).map(Item.FunctionCall.class::cast)
                .filter(call -> call.name().equals(name)).map(Item.FunctionCall::arguments).findFirst();
    }

    /** The transcript that a response hands over by a call. */
    static Optional<String> transcript(Response response) {
        return TRANSCRIPT.arguments(response).map(arguments -> arguments.path(FIELD)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }
}
