package dev.sidetone.cli;

import dev.sidetone.client.CallEnd;
import dev.sidetone.cost.CallCost;
import dev.sidetone.cost.Meter;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Meters;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One call, held.
 *
 * @param recording its name
 * @param entries by number of the turn
 * @param outside price of what belongs to no turn
 * @param scores when it is known what was said
 * @param remarks what did not go as it should, a line each
 * @param interrupted whether the user stopped it
 */
record Outcome(
        String recording, Instant began, CallEnd end, List<Entry> entries, Meter outside, Optional<Scores> scores,
        List<String> remarks, boolean interrupted) {

    Outcome {
        entries = entries.stream().sorted(Comparator.comparingInt(entry -> entry.turn().number())).toList();
        remarks = List.copyOf(remarks);
    }

    CallCost cost() {
        return new CallCost(entries.stream().map(Entry::cost).toList());
    }

    Meter total() {
        return Meter.sum(List.of(cost().total(), outside));
    }

    /** The turns' usage together. */
    Meters meters() {
        return MeterSum.of(entries.stream().map(entry -> entry.turn().meters()).toList());
    }

    ExitCode exit() {
        if (interrupted) return ExitCode.INTERRUPTED;
        return switch (end.reason()) {
            case EndReason.HungUp ignored -> entries.isEmpty() ? ExitCode.UNHEARD : ExitCode.OK;
            case EndReason.ClosedByPeer ignored -> ExitCode.LOST;
            case EndReason.ConnectionLost ignored -> ExitCode.LOST;
            case EndReason.Stopped ignored -> ExitCode.BUG;
        };
    }
}
