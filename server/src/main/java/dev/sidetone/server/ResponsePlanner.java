package dev.sidetone.server;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.ResponseRequest;
import dev.sidetone.protocol.ResponseSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.IntNode;

/** Settles a {@code response.create}: what the session leaves open, and what the model sees. Changes nothing but what is left out of a long conversation. */
final class ResponsePlanner {

    private final SessionConfig session;
    private final Conversation conversation;
    private final ContextWindow window;
    private final Ids ids;

    ResponsePlanner(SessionConfig session, Conversation conversation, ContextWindow window, Ids ids) {
        this.session = session;
        this.conversation = conversation;
        this.window = window;
        this.ids = ids;
    }

    /** @throws Refusal when it asks for something that is not there or not allowed */
    ResponsePlan plan(ResponseRequest request) {
        check(request.overrides());
        var instructions = request.instructions().orElseGet(session::instructions);
        var tools = tools(request.overrides());
        var choice = ModelPrompt.Tools.Choice.of(request.overrides().toolChoice().orElseGet(session::toolChoice));
        // What runs beside the conversation, with its own instructions, must not decide what the conversation keeps.
        var beside = request.input().map(this::resolved).map(window::seen)
                .or(() -> request.outOfBand() ? Optional.of(window.stillSeen(conversation.entries())) : Optional.empty());
        var fitted = beside.map(given -> window.fit(given, instructions, tools, room()))
                .orElseGet(() -> window.conversation(conversation.entries(), instructions, tools, room()));
        var context = fitted.context();
        var settings = settings(request.overrides());
        var prompt = new ModelPrompt(request.outOfBand(), instructions, context.stream().map(InContext::seen).toList(),
                settings.modalities().getFirst(), new ModelPrompt.Tools(tools, choice), settings.maxOutputTokens());
        var conversationId = request.outOfBand() ? Optional.<String>empty() : Optional.of(conversation.id());
        return new ResponsePlan(ids.response(), conversationId, settings, request.metadata(), prompt, context, speed(request.overrides()),
                fitted.tooLong() ? Optional.of(tooLong()) : Optional.empty());
    }

    private ContextWindow.Room room() {
        return new ContextWindow.Room(ModelProfile.of(session.kind().modelName().orElse("")).inputTokens(), session.truncation());
    }

    /** A guess: an error is documented for a session that forbids truncation; whether it has this form, nobody has seen. */
    private static ModelFailure tooLong() {
        return new ModelFailure("context_length_exceeded",
                "The conversation is longer than the model can read, and truncation is disabled: delete items or allow truncation.");
    }

    private double speed(ResponseRequest.Overrides overrides) {
        return overrides.audioOutput().map(Json::node).map(node -> node.path("speed").asDouble(session.speed())).orElseGet(session::speed);
    }

    private void check(ResponseRequest.Overrides overrides) {
        overrides.modalities().ifPresent(modalities -> {
            if (modalities.size() == 1) return;
            throw Refusal.at("response.output_modalities", "invalid_value", "Invalid modalities: choose either ['text'] or ['audio'].");
        });
        overrides.tools().ifPresent(tools -> SessionRules.TOOLS.check(tools.node(), "response.tools"));
        session.kind().checkResponse(overrides.others());
        overrides.toolChoice().ifPresent(choice -> SessionRules.TOOL_CHOICE.check(choice.node(), "response.tool_choice"));
        overrides.audioOutput().ifPresent(audio -> SessionRules.AUDIO_OUTPUT.check(audio.node(), "response.audio.output"));
        overrides.maxOutputTokens().ifPresent(limit -> limit.ifPresent(most ->
                new Rule.Whole(1, 4096).check(new IntNode(most), "response.max_output_tokens")));
    }

    private ResponseSettings settings(ResponseRequest.Overrides overrides) {
        var modality = overrides.modalities().map(List::getFirst).orElseGet(session::modality);
        OptionalInt limit = overrides.maxOutputTokens().orElseGet(session::maxOutputTokens);
        var audio = overrides.audioOutput().map(Json::node);
        var format = audio.filter(node -> node.has("format")).map(node -> SessionConfig.format(node.get("format")))
                .orElseGet(session::outputFormat);
        var voice = audio.filter(node -> node.has("voice")).map(node -> SessionConfig.voice(node.get("voice"))).orElseGet(session::voice);
        return new ResponseSettings(List.of(modality), limit, format, Optional.of(voice));
    }

    /** A model that must not call anything does not learn what it could call. A guess: that the tools are then not billed either. */
    private List<Json> tools(ResponseRequest.Overrides overrides) {
        boolean allowed = overrides.toolChoice().map(choice -> !choice.node().asString("").equals("none")).orElseGet(session::toolsAllowed);
        if (!allowed) return List.of();
        return overrides.tools().<List<Json>>map(array -> {
            var tools = new ArrayList<Json>();
            array.node().forEach(tool -> tools.add(new Json(tool)));
            return tools;
        }).orElseGet(session::tools);
    }

    private List<Entry> resolved(List<Item> input) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < input.size(); i++) {
            var path = "response.input[" + i + "]";
            entries.add(input.get(i) instanceof Item.Reference(String itemId)
                    ? referenced(itemId, path)
                    : new NewItem(input.get(i), path).entry(session.inputFormat(), ids));
        }
        return entries;
    }

    private Entry referenced(String itemId, String path) {
        // A guess: that it is an error is documented, but no recording shows its code and words.
        var entry = conversation.find(itemId).orElseThrow(() -> Refusal.at(path + ".id", "item_not_found",
                "Error creating response: the item with id '" + itemId + "' does not exist."));
        if (entry.sound() instanceof Sound.Dropped && entry.item() instanceof Item.Message message && message.isUserAudio()) {
            throw Refusal.at(path + ".id", "item_audio_dropped",
                    "Error creating response: the audio of item '" + itemId + "' is no longer kept; refer to newer items.");
        }
        return entry;
    }
}
