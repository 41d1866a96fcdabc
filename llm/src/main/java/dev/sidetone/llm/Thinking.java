package dev.sidetone.llm;

/**
 * Keeps the thoughts of a reasoning model from being said, where a server leaves them in the answer: a block {@code <think>}
 * at its very beginning. White space before the first word goes too. Used by one thread.
 */
final class Thinking {

    private static final String OPEN = "<think>", CLOSE = "</think>";

    private enum State { BEFORE, WITHIN, AFTER }

    private State state = State.BEFORE;
    private final StringBuilder held = new StringBuilder();
    private boolean thought;

    /** @return what of it is said; empty as long as that is not known */
    String spoken(String delta) {
        if (state == State.AFTER && held.isEmpty()) return delta;
        held.append(delta);
        if (state == State.BEFORE) decide();
        if (state == State.WITHIN) leave();
        if (state != State.AFTER) return "";
        var said = held.toString().stripLeading();
        held.setLength(0);
        // Only white space yet: the first word may bring more of it.
        if (said.isEmpty()) state = State.BEFORE;
        return said;
    }

    private void decide() {
        var begun = held.toString().stripLeading();
        if (begun.startsWith(OPEN)) {
            state = State.WITHIN;
            thought = true;
        } else if (!OPEN.startsWith(begun)) {
            state = State.AFTER;
        }
    }

    private void leave() {
        int end = held.indexOf(CLOSE);
        if (end >= 0) {
            held.delete(0, end + CLOSE.length());
            state = State.AFTER;
        }
    }

    /** The answer is over: what was held back and is no thought after all. */
    String rest() {
        var rest = state == State.BEFORE ? held.toString().stripLeading() : "";
        held.setLength(0);
        return rest;
    }

    boolean thought() {
        return thought;
    }
}
