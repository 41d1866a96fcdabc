package dev.sidetone.turn;

import java.util.function.Predicate;

/** What sets a {@link Task} off. */
public sealed interface Trigger {

    /** A settled turn that fits. */
    record OnTurn(Predicate<TurnRecord> fits) implements Trigger {}

    /** The orderly end of the call. */
    record AtEnd() implements Trigger {}

    /** The program, when it asks. */
    record ByHand() implements Trigger {}
}
