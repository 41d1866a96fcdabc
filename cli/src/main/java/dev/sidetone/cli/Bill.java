package dev.sidetone.cli;

import dev.sidetone.cost.CallCost;
import dev.sidetone.cost.Meter;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.Meters;
import java.util.List;
import java.util.Optional;

/** Usage and cost of some calls together. */
record Bill(Meters meters, CallCost cost, Meter outside) {

    static Bill of(List<Outcome> outcomes) {
        var turns = outcomes.stream().flatMap(outcome -> outcome.entries().stream()).toList();
        return new Bill(MeterSum.of(turns.stream().map(entry -> entry.turn().meters()).toList()),
                new CallCost(turns.stream().map(Entry::cost).toList()),
                Meter.sum(outcomes.stream().map(Outcome::outside).toList()));
    }

    Meter total() {
        return Meter.sum(List.of(cost.total(), outside));
    }

    /** Over the turns that have both transcripts: one that was refused cost nothing, and would make the others look cheap. */
    Optional<CallCost.Ratio> ratio() {
        return new CallCost(cost.turns().stream().filter(turn -> !turn.outOfBand().equals(Meter.NOTHING)).toList()).ratio();
    }

    List<String> outOfBandCounts() {
        return counts(meters.outOfBand());
    }

    List<String> replyCounts() {
        return counts(meters.reply());
    }

    List<String> builtInCounts() {
        return meters.builtIn().map(used -> switch (used) {
            case TranscriptionUsage.Tokens tokens ->
                List.of(Show.count(tokens.inputText() + tokens.inputAudio()), "", Show.count(tokens.output()));
            case TranscriptionUsage.Seconds seconds -> List.of(seconds.seconds().toPlainString() + " s", "", "");
            case TranscriptionUsage.Unreported ignored -> NOTHING;
        }).orElse(NOTHING);
    }

    private static List<String> counts(Optional<Usage> usage) {
        return usage.map(used -> List.of(Show.count(used.input().sum()), Show.count(used.cached()), Show.count(used.output().sum())))
                .orElse(NOTHING);
    }

    private static final List<String> NOTHING = List.of("-", "-", "-");
}
