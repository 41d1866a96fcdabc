package dev.sidetone.eval;

import dev.sidetone.turn.TurnRecord;
import java.util.Optional;

/**
 * What the guard did about a turn: the one place where its verdict enters the evaluation. As long as records carry no
 * verdict, an intervention is that the out-of-band transcript is not the one to go by.
 */
final class Interventions {

    private Interventions() {}

    /** A clause; absent when the out-of-band transcript stands. */
    static Optional<String> of(TurnRecord turn) {
        var transcript = turn.transcript();
        return switch (transcript.source()) {
            case OUT_OF_BAND -> Optional.empty();
            case BUILT_IN, NONE -> Optional.of(transcript.why());
        };
    }
}
