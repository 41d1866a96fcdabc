package dev.sidetone.agent;

import dev.sidetone.agent.Form.Field;
import dev.sidetone.agent.Form.Phase;

/** What the agent asked last, which is what the next turn most likely answers. */
sealed interface Asked {

    /** The greeting's "How can I help you?". */
    record Opening() implements Asked {}

    record About(Field field) implements Asked {}

    /** A value was read back. */
    record Confirm(Field field) implements Asked {}

    /** A phase was read back. */
    record Check(Phase phase) implements Asked {}

    /** What is wrong in the phase that was read back. */
    record Change(Phase phase) implements Asked {}

    /** Whether there is anything to add. */
    record More() implements Asked {}

    record Closed() implements Asked {}

    /** Whether a turn is an answer about this field. */
    default boolean isAbout(Field field) {
        return this instanceof About(var asked) && asked.equals(field) || this instanceof Confirm(var shown) && shown.equals(field);
    }

    /** Names the question, for counting how often it was asked. */
    default String key() {
        return switch (this) {
            case Opening o -> "opening";
            case About(var field) -> field.id();
            case Confirm(var field) -> "confirm " + field.id();
            case Check(var phase) -> "check " + phase.fields().getFirst().id();
            case Change(var phase) -> "change " + phase.fields().getFirst().id();
            case More m -> "more";
            case Closed c -> "closed";
        };
    }
}
