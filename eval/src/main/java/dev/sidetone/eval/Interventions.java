package dev.sidetone.eval;

import dev.sidetone.turn.TurnRecord;
import dev.sidetone.turn.Verdict;
import java.util.Optional;

/**
 * What the guard did about a turn: the one place where its verdict enters the evaluation. It intervened when it doubted a
 * transcript, also where the second request then brought a good one; a transcript that failed in another way counts too.
 */
final class Interventions {

    private Interventions() {}

    /** A clause; absent when the first out-of-band transcript stands. */
    static Optional<String> of(TurnRecord turn) {
        var transcript = turn.transcript();
        boolean doubted = turn.heard().attempts().stream().anyMatch(attempt -> attempt.verdict() instanceof Verdict.Doubted);
        boolean stands = transcript.source() == TurnRecord.Source.OUT_OF_BAND && !doubted;
        return stands ? Optional.empty() : Optional.of(transcript.why());
    }
}
