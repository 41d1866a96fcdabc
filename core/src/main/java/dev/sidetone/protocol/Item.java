package dev.sidetone.protocol;

import java.util.List;
import java.util.Optional;

/** One entry of a conversation, or of the {@code input} of a response. An id is empty only in items a client creates without one. */
public sealed interface Item {

    enum Role { SYSTEM, USER, ASSISTANT }

    enum Status { IN_PROGRESS, COMPLETED, INCOMPLETE }

    Optional<String> id();

    /**
     * Something said or written.
     *
     * @param status absent where a client creates the item or a peer leaves it out
     * @param phase {@code commentary} or {@code final_answer}: only on messages of the agent, and only newer models tell it
     */
    record Message(Optional<String> id, Optional<Status> status, Role role, List<ContentPart> content, Optional<String> phase) implements Item {
        public Message {
            content = List.copyOf(content);
        }

        public Message(Optional<String> id, Optional<Status> status, Role role, List<ContentPart> content) {
            this(id, status, role, content, Optional.empty());
        }

        /** The same with other content. */
        public Message with(List<ContentPart> other) {
            return new Message(id, status, role, other, phase);
        }

        /** What stands in it as text: typed, said and written down, or empty. */
        public String text() {
            var text = new StringBuilder();
            for (var part : content) {
                switch (part) {
                    case ContentPart.InputText typed -> text.append(typed.text());
                    case ContentPart.OutputText written -> text.append(written.text());
                    case ContentPart.OutputAudio spoken -> text.append(spoken.transcript());
                    case ContentPart.InputAudio ignored -> {}
                    case ContentPart.InputImage ignored -> {}
                    case ContentPart.Other ignored -> {}
                }
            }
            return text.toString();
        }

        /** Whether it holds the caller's voice. */
        public boolean isUserAudio() {
            return role == Role.USER && content.stream().anyMatch(ContentPart.InputAudio.class::isInstance);
        }
    }

    record FunctionCall(Optional<String> id, Optional<Status> status, String name, String callId, String arguments) implements Item {
        @Override
        public String toString() {
            return "FunctionCall[" + id.orElse("") + ", " + name + ", " + arguments.length() + " chars]";
        }
    }

    record FunctionCallOutput(Optional<String> id, String callId, String output) implements Item {
        @Override
        public String toString() {
            return "FunctionCallOutput[" + id.orElse("") + ", " + callId + ", " + output.length() + " chars]";
        }
    }

    /** Stands for an item of the conversation; only in the {@code input} of a response. */
    record Reference(String itemId) implements Item {
        @Override
        public Optional<String> id() {
            return Optional.of(itemId);
        }
    }

    /** An item of a kind we do not act on (remote tools, or new), kept whole. */
    record Other(Optional<String> id, String type, Json body) implements Item {}

    static Message systemText(String text) {
        return new Message(Optional.empty(), Optional.empty(), Role.SYSTEM, List.of(new ContentPart.InputText(text)));
    }

    static Message userText(String text) {
        return new Message(Optional.empty(), Optional.empty(), Role.USER, List.of(new ContentPart.InputText(text)));
    }
}
