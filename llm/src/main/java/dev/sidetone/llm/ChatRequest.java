package dev.sidetone.llm;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request for one answer. What a session does not set (temperature, seed) is left to the endpoint. */
final class ChatRequest {

    private ChatRequest() {}

    static ObjectNode of(LlmEndpoint endpoint, ModelPrompt prompt, ArrayNode messages) {
        var request = JsonMapper.shared().createObjectNode().put("model", endpoint.model());
        request.set("messages", messages);
        tools(request, prompt.tools());
        // The server keeps the limit anyway, voice included; the endpoint need not write more.
        prompt.maxOutputTokens().ifPresent(most -> request.put(endpoint.limitName(), most));
        return request.put("stream", true);
    }

    private static void tools(ObjectNode request, ModelPrompt.Tools tools) {
        var functions = tools.definitions().stream().filter(tool -> tool.node().path("type").asString("function").equals("function")).toList();
        if (functions.isEmpty()) return;
        switch (tools.choice()) {
            case Choice.None() -> { }
            case Choice.Auto() -> define(request, functions);
            // A remote server's tool cannot be called from here.
            case Choice.Other ignored -> define(request, functions);
            case Choice.Required() -> {
                define(request, functions);
                request.put("tool_choice", "required");
            }
            case Choice.Function(String name) -> {
                // The others are left out, for servers that pass tool_choice by.
                define(request, functions.stream().filter(tool -> tool.node().path("name").asString("").equals(name)).toList());
                request.putObject("tool_choice").put("type", "function").putObject("function").put("name", name);
            }
        }
    }

    private static void define(ObjectNode request, List<Json> functions) {
        var defined = request.putArray("tools");
        for (var tool : functions) {
            var function = defined.addObject().put("type", "function").putObject("function");
            for (var key : List.of("name", "description", "parameters")) if (tool.node().hasNonNull(key)) function.set(key, tool.node().get(key));
        }
    }
}
