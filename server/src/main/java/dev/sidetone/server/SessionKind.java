package dev.sidetone.server;

import dev.sidetone.protocol.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a session is for; it never changes. */
sealed interface SessionKind {

    /** What only models that reason take (documented; code and words of the refusal are a guess). */
    List<String> REASONING = List.of("reasoning", "parallel_tool_calls");

    /** The agent answers. */
    record Conversation(String model) implements SessionKind {
        ModelProfile profile() {
            return ModelProfile.of(model);
        }

        private void checkModel(JsonNode patch) {
            if (patch.has("model") && !patch.get("model").stringValue().equals(model)) {
                throw Refusal.at("session.model", "invalid_value",
                        "The model of a session cannot be changed; it is '" + model + "'. Open a new session instead.");
            }
            REASONING.stream().filter(patch::has).findFirst().ifPresent(name -> checkReasons("session." + name));
        }

        private void checkReasons(String path) {
            if (profile().reasons()) return;
            throw Refusal.at(path, "unsupported_parameter", "Unsupported parameter: '" + path + "' is not supported with model '" + model + "'.");
        }
    }

    /** Nothing but transcripts of what the client sends ({@code intent=transcription}). */
    record Transcription() implements SessionKind {}

    /** The {@code type} of its session object. */
    default String type() {
        return switch (this) {
            case Conversation ignored -> "realtime";
            case Transcription ignored -> "transcription";
        };
    }

    default Optional<String> modelName() {
        return switch (this) {
            case Conversation(String model) -> Optional.of(model);
            case Transcription() -> Optional.empty();
        };
    }

    default ObjectNode fresh(String id, Instant expires) {
        return switch (this) {
            case Conversation talk -> SessionDefaults.conversation(id, talk.model(), expires);
            case Transcription() -> SessionDefaults.transcriptionSession(id, expires);
        };
    }

    default ObjectNode serverVad() {
        return switch (this) {
            case Conversation talk -> SessionDefaults.serverVad(talk.profile());
            case Transcription() -> SessionDefaults.plainServerVad(ModelProfile.of("").silenceMs());
        };
    }

    /** @throws Refusal when a response of such a session cannot have this. @param others overrides without a rule of their own elsewhere */
    default void checkResponse(Map<String, Json> others) {
        if (others.containsKey("parallel_tool_calls")) new Rule.Flag().check(others.get("parallel_tool_calls").node(), "response.parallel_tool_calls");
        if (others.containsKey("reasoning")) SessionRules.REASONING.check(others.get("reasoning").node(), "response.reasoning");
        if (others.containsKey("prompt")) SessionRules.PROMPT.check(others.get("prompt").node(), "response.prompt");
        if (!(this instanceof Conversation talk)) return;
        REASONING.stream().filter(others::containsKey).findFirst().ifPresent(name -> talk.checkReasons("response." + name));
    }

    /** @throws Refusal when a session of this kind cannot have this */
    default void check(JsonNode patch) {
        var type = patch.path("type").asString("");
        switch (this) {
            case Conversation talk -> {
                if (type.equals("transcription")) throw mismatch("transcription", "realtime");
                SessionRules.SESSION.check(patch, "session");
                talk.checkModel(patch);
            }
            case Transcription ignored -> {
                // A guess after the words for the other way round, which are reported.
                if (type.equals("realtime")) throw mismatch("realtime", "transcription");
                SessionRules.TRANSCRIPTION_SESSION.check(patch, "session");
            }
        }
    }

    private static Refusal mismatch(String update, String session) {
        return Refusal.at("session.type", "invalid_parameter",
                "Passing a " + update + " session update event to a " + session + " session is not allowed.");
    }
}
