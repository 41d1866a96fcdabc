package dev.sidetone.turn;

/** Whether the agent's reply goes with what the caller said, as {@link Tasks#check} finds. */
public sealed interface ReplyCheck {

    record Agrees() implements ReplyCheck {}

    /** @param what the reply has differently, in one sentence of the model's */
    record Contradicts(String what) implements ReplyCheck {
        /** Speech is personal data: only its size is printed. */
        @Override
        public String toString() {
            return "Contradicts[" + what.length() + " chars]";
        }
    }

    /** The two do not say enough to tell. */
    record Unclear() implements ReplyCheck {}
}
