package dev.sidetone.turn;

/** What a program decides about a turn, once it is heard and before the agent answers it. */
public sealed interface Ruling {

    /** The agent answers. */
    record Answer() implements Ruling {}

    /** @param instructions for this answer alone, after the agent's own: to have a policy number confirmed, for instance */
    record AnswerWith(String instructions) implements Ruling {
        /** Instructions may quote what was said. */
        @Override
        public String toString() {
            return "AnswerWith[" + instructions.length() + " chars]";
        }
    }

    /** Nobody answers: the turn's reply has the reason {@code kept_silent}. */
    record StaySilent() implements Ruling {}
}
