package dev.sidetone.turn;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import dev.sidetone.protocol.ResponseRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the requests that run beside the conversation and never touch it: text only, marked, no tool of the session's called. */
public final class OutOfBand {

    // The session's tools stay, as they are part of the prefix that is to be shared; none may be called.
    private static final ResponseRequest.Overrides SHARING = new ResponseRequest.Overrides(
            Optional.of(List.of(Modality.TEXT)), Optional.empty(), Optional.of(Json.parse("\"none\"")), Optional.empty(),
            Optional.empty(), Map.of());

    private OutOfBand() {}

    /**
     * The transcriber's rules; they replace the agent's instructions for a request.
     *
     * @param usual for the first request
     * @param strict for the one that follows a doubted answer: few words
     */
    public record Rules(String usual, String strict) {
        /** Prompts are the user's property: they do not print. */
        @Override
        public String toString() {
            return "Rules[" + usual.length() + " and " + strict.length() + " chars]";
        }
    }

    public static ClientEvent.ResponseCreate transcript(Action.AskForTranscript ask, Rules rules) {
        var mark = new Mark(Mark.TRANSCRIPT, ask.itemId(), ask.attempt());
        return switch (ask.manner()) {
            case USUAL -> ask.context() instanceof ContextPolicy.SharedPrefix
                    ? request(mark, Optional.empty(), ask.input(), SHARING)
                    : request(mark, Optional.of(rules.usual()), ask.input(), ResponseRequest.Overrides.TEXT_WITHOUT_TOOLS);
            case STRICT_CALL -> request(mark, Optional.of(rules.strict()), ask.input(), ForcedCall.TRANSCRIPT.overrides());
            case STRICT_TEXT -> request(mark, Optional.of(rules.strict()), ask.input(), ResponseRequest.Overrides.TEXT_WITHOUT_TOOLS);
        };
    }

    /**
     * A task's request. Its function, where it forces a call, has the task's name.
     *
     * @param mark its subject is unique in the call; the answer carries it
     * @param schema of the arguments of the forced call; absent for text
     */
    static ClientEvent.ResponseCreate task(Mark mark, String instructions, Optional<List<Item>> input, Optional<Json> schema) {
        var overrides = schema.map(form -> new ForcedCall(mark.task(), "Hands over the answer.", form).overrides())
                .orElse(ResponseRequest.Overrides.TEXT_WITHOUT_TOOLS);
        return request(mark, Optional.of(instructions), input, overrides);
    }

    /**
     * Has the agent answer a turn in the conversation, marked so that the answer finds its turn.
     *
     * @param agent the session's instructions: those of a response take their place, and are not added to them
     */
    public static ClientEvent.ResponseCreate answer(Action.Answer answer, String agent) {
        var mark = new Mark(Mark.ANSWER, answer.itemId(), 1);
        var instructions = answer.instructions().map(more -> agent.isBlank() ? more : agent + "\n\n" + more);
        return new ClientEvent.ResponseCreate(Optional.of(mark.eventId()),
                new ResponseRequest(false, instructions, Optional.empty(), mark.metadata(), ResponseRequest.Overrides.NONE));
    }

    /** Whether a response with metadata under these keys answers a request built here; others' out-of-band requests carry none of them. */
    public static boolean isOurs(Set<String> metadataKeys) {
        return metadataKeys.contains(Mark.TASK);
    }

    /** Whether an event sent with this id is ours, so that an error about it is no concern of the rest of the program. */
    public static boolean isOurs(String eventId) {
        return eventId.startsWith(Mark.EVENT_PREFIX);
    }

    private static ClientEvent.ResponseCreate request(
            Mark mark, Optional<String> instructions, Optional<List<Item>> input, ResponseRequest.Overrides overrides) {
        return new ClientEvent.ResponseCreate(Optional.of(mark.eventId()),
                new ResponseRequest(true, instructions, input, mark.metadata(), overrides));
    }
}
