package dev.sidetone.turn;

import java.time.Instant;

/** What one of the two listeners made of a turn: the recogniser built into the service, or the model asked out of band. */
public sealed interface Heard {

    /** Not known yet; never in a {@link TurnRecord}. */
    record Pending() implements Heard {}

    /**
     * A transcript. Blank text is a statement too: the listener says that nobody spoke.
     *
     * @param at when it arrived
     */
    record Text(String text, Instant at) implements Heard {
        public boolean silence() {
            return text.isBlank();
        }

        /** Speech is personal data: only its size is printed. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " chars]";
        }
    }

    record Nothing(Reason why) implements Heard {}

    default boolean settled() {
        return !(this instanceof Pending);
    }
}
