package dev.sidetone.llm;

import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.speech.CallHearing;
import dev.sidetone.speech.Expectations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts what a prompt shows into chat messages, in the order in which servers take them: the same role never twice in a row,
 * each function call followed by its result, at least one message of the user. Used once, by one thread.
 */
final class Messages {

    /** Language models write for the eye unless they are told. */
    private static final String SPOKEN = """
            You are on the phone: what you write is spoken aloud. Write plain sentences as people say them, without Markdown, lists, \
            emojis or links. What the caller says reaches you through speech recognition and may be misheard.""";
    private static final String UNHEARD = "(The caller said something that could not be understood.)";
    private static final String NOBODY = "(Nothing has been said yet.)";
    private static final String NO_RESULT = "(no result yet)";

    private final ModelPrompt prompt;
    private final CallHearing hearing;
    private final ArrayNode messages = JsonMapper.shared().createArrayNode();
    /** What the prompt showed so far, as a listener knows it. */
    private final List<String> before = new ArrayList<>();
    private final Map<String, String> results = new LinkedHashMap<>();
    /** Calls of the last message whose results are still to follow. */
    private final List<String> called = new ArrayList<>();

    private Messages(ModelPrompt prompt, CallHearing hearing) {
        this.prompt = prompt;
        this.hearing = hearing;
    }

    static ArrayNode of(ModelPrompt prompt, CallHearing hearing) throws InterruptedException {
        return new Messages(prompt, hearing).all();
    }

    private ArrayNode all() throws InterruptedException {
        instructions();
        for (var seen : prompt.context()) if (seen instanceof Seen.ToolResult result) results.put(result.callId(), result.output());
        for (var seen : prompt.context()) add(seen);
        answerCalls();
        boolean asked = false;
        for (var message : messages) asked |= role(message).equals("user");
        if (!asked) say("user", NOBODY);
        return messages;
    }

    private void instructions() {
        var spoken = prompt.modality() == Modality.AUDIO ? SPOKEN : "";
        var text = (prompt.instructions().strip() + "\n\n" + spoken).strip();
        if (!text.isEmpty()) say("system", text);
    }

    private void add(Seen seen) throws InterruptedException {
        switch (seen) {
            case Seen.CallerAudio turn -> {
                var heard = hearing.heard(turn, Expectations.of(prompt.instructions(), before));
                tell("user", heard.isBlank() ? UNHEARD : heard);
            }
            case Seen.CallerText(var itemId, var text) -> tell("user", text);
            case Seen.CallerImage image -> show(image.part());
            case Seen.SystemText(var itemId, var text) -> tell("system", text);
            case Seen.AgentText(var itemId, var text) -> tell("assistant", text);
            case Seen.ToolCall call -> call(call);
            case Seen.ToolResult result -> result(result);
        }
    }

    private void tell(String role, String text) {
        // A reply that was cut before its first word was heard.
        if (text.isBlank()) return;
        answerCalls();
        before.add(text);
        say(role, text);
    }

    private void say(String role, String text) {
        if (!messages.isEmpty() && messages.get(messages.size() - 1) instanceof ObjectNode last && role(last).equals(role)
                && last.path("content").isString()) {
            last.put("content", (last.path("content").asString("") + "\n" + text).strip());
        } else {
            messages.addObject().put("role", role).put("content", text);
        }
    }

    /** A picture stands in a message of its own: chat endpoints call the address and its detail by other names than the wire does. */
    private void show(Json part) {
        answerCalls();
        var url = JsonMapper.shared().createObjectNode().setAll((ObjectNode) part.node());
        url.remove("type");
        url.set("url", url.remove("image_url"));
        messages.addObject().put("role", "user").putArray("content").addObject().put("type", "image_url").set("image_url", url);
    }

    private void call(Seen.ToolCall call) {
        if (called.isEmpty() && (messages.isEmpty() || !role(messages.get(messages.size() - 1)).equals("assistant"))) {
            messages.addObject().put("role", "assistant").putNull("content");
        }
        var message = (ObjectNode) messages.get(messages.size() - 1);
        message.withArray("tool_calls").addObject().put("id", call.callId()).put("type", "function")
                .putObject("function").put("name", call.name()).put("arguments", call.arguments());
        called.add(call.callId());
    }

    private void result(Seen.ToolResult result) {
        before.add(result.output());
        if (called.contains(result.callId())) answerCalls();
        else if (!told(result.callId())) tell("system", "A function returned: " + result.output());
    }

    /** Servers refuse calls whose results do not follow at once, so a late result is put where it belongs. */
    private void answerCalls() {
        for (var id : called) {
            messages.addObject().put("role", "tool").put("tool_call_id", id).put("content", results.getOrDefault(id, NO_RESULT));
        }
        called.clear();
    }

    private boolean told(String callId) {
        for (var message : messages) if (message.path("tool_call_id").asString("").equals(callId)) return true;
        return false;
    }

    private static String role(tools.jackson.databind.JsonNode message) {
        return message.path("role").asString("");
    }
}
