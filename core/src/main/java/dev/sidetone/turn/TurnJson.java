package dev.sidetone.turn;

import dev.sidetone.protocol.Json;

/** A turn record as JSON. */
public final class TurnJson {

    private TurnJson() {}

    public static Json of(TurnRecord turn) {
        throw new UnsupportedOperationException();
    }

    /** The {@code meters} object alone, for what belongs to no turn. */
    public static Json of(Meters meters) {
        throw new UnsupportedOperationException();
    }
}
