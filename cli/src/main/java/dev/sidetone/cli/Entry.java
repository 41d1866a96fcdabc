package dev.sidetone.cli;

import dev.sidetone.cost.TurnCost;
import dev.sidetone.turn.TurnRecord;
import java.util.Optional;

/**
 * A settled turn with what it cost.
 *
 * @param audioHeard tokens of the caller's audio that the out-of-band request was given, by the published rules
 * @param said what was really said, when that is known
 */
record Entry(TurnRecord turn, TurnCost cost, Optional<Long> audioHeard, Optional<String> said) {

    /** What is remarkable about the bill, in words. */
    Optional<String> audioRemark() {
        if (!cost.outOfBand().differs() || audioHeard.isEmpty()) return Optional.empty();
        long reported = turn.meters().outOfBand().map(usage -> usage.input().audio()).orElse(0L);
        return Optional.of("the service reports " + Show.plural(reported, "audio token") + " for the out-of-band transcript, the published rules give "
                + audioHeard.get() + ": " + Show.money(cost.outOfBand().expectedOrReported()));
    }
}
