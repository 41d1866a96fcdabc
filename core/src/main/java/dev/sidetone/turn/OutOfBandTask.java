package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import java.util.List;
import java.util.Optional;

/**
 * A text asked of the model beside the conversation.
 *
 * @param name what it is for, such as {@code summary}; goes onto the wire as a mark
 * @param instructions replaces the session's instructions for this request
 * @param input what the model is to see; absent means the conversation as it stands
 */
public record OutOfBandTask(String name, String instructions, Optional<List<Item>> input) {

    public OutOfBandTask {
        if (!name.matches("[a-z][a-z0-9_-]{0,63}") || name.equals(Mark.TRANSCRIPT)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot name a task: use 1 to 64 of a-z, 0-9, _ and -, and not "
                    + Mark.TRANSCRIPT);
        }
        input = input.map(List::copyOf);
    }

    /** A task that sees the whole conversation. */
    public static OutOfBandTask text(String name, String instructions) {
        return new OutOfBandTask(name, instructions, Optional.empty());
    }

    /** Prompts are the user's property: they do not print. */
    @Override
    public String toString() {
        return "OutOfBandTask[" + name + "]";
    }
}
