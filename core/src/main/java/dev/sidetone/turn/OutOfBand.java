package dev.sidetone.turn;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.ResponseRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds the requests that run beside the conversation and never touch it: text only, without tools, marked. */
public final class OutOfBand {

    private OutOfBand() {}

    /** @param prompt the transcriber's rules; they replace the agent's instructions for this request */
    public static ClientEvent.ResponseCreate transcript(Action.AskForTranscript ask, String prompt) {
        return request(new Mark(Mark.TRANSCRIPT, ask.itemId(), ask.attempt()), prompt, ask.input());
    }

    /** @param taskId unique in the call; the answer carries it */
    public static ClientEvent.ResponseCreate task(String taskId, OutOfBandTask task) {
        return request(new Mark(task.name(), taskId, 1), task.instructions(), task.input());
    }

    /** Whether a response with metadata under these keys answers a request built here; others' out-of-band requests carry none of them. */
    public static boolean isOurs(Set<String> metadataKeys) {
        return metadataKeys.contains(Mark.TASK);
    }

    /** Whether an event sent with this id is ours, so that an error about it is no concern of the rest of the program. */
    public static boolean isOurs(String eventId) {
        return eventId.startsWith(Mark.EVENT_PREFIX);
    }

    private static ClientEvent.ResponseCreate request(Mark mark, String instructions, Optional<List<Item>> input) {
        return new ClientEvent.ResponseCreate(Optional.of(mark.eventId()), new ResponseRequest(
                true, Optional.of(instructions), input, mark.metadata(), ResponseRequest.Overrides.TEXT_WITHOUT_TOOLS));
    }
}
