package dev.sidetone.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a session is for; it never changes. */
sealed interface SessionKind {

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
            for (var name : List.of("reasoning", "parallel_tool_calls")) {
                if (patch.has(name) && !profile().reasons()) {
                    throw Refusal.at("session." + name, "unsupported_parameter", "'" + name + "' is not supported with model '" + model + "'.");
                }
            }
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

    /** @throws Refusal when a session of this kind cannot have this */
    default void check(JsonNode patch) {
        var type = patch.path("type").asString();
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
