package dev.sidetone.cli;

import dev.sidetone.client.CallEnd;
import dev.sidetone.cost.Meter;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.EndReason;
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
 * @param parts of the recording, scored; absent when it is not known what was said
 * @param notable what did not go as it should or was done without
 * @param interrupted whether the user stopped it
 */
record Outcome(
        String recording, Instant began, CallEnd end, List<Entry> entries, Meter outside, Optional<List<Scores.Part>> parts,
        Notable notable, boolean interrupted) {

    /**
     * @param remarks a line each
     * @param budget the steps by which less was asked for, in order
     */
    record Notable(List<String> remarks, List<Action.Degraded> budget) {
        Notable {
            remarks = List.copyOf(remarks);
            budget = List.copyOf(budget);
        }
    }

    Outcome {
        entries = entries.stream().sorted(Comparator.comparingInt(entry -> entry.turn().number())).toList();
    }

    List<String> remarks() {
        return notable.remarks();
    }

    Optional<Scores> scores() {
        return parts.map(Scores::sum);
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
