package dev.sidetone.cli;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.cost.TurnCost;
import dev.sidetone.cost.Usd;
import dev.sidetone.protocol.Response;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Meters;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import dev.sidetone.turn.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turn records for tests. */
final class Turns {

    private Turns() {}

    static Heard text(String text) {
        return new Heard.Text(text, Instant.EPOCH);
    }

    static Heard none(Reason why) {
        return new Heard.Nothing(why);
    }

    static Reply said(String text) {
        return new Reply.Said(text, Response.Status.COMPLETED, Optional.empty(), List.of(), Optional.empty());
    }

    static TurnRecord turn(Heard outOfBand, Heard builtIn, Reply reply, String... notes) {
        return new TurnRecord("item_1", 3, new TurnRecord.Speech(Optional.of(Duration.ofMillis(24_100)), Optional.of(Duration.ofMillis(29_300))),
                heard(builtIn, outOfBand), reply,
                new TurnRecord.Took(Optional.of(Duration.ofMillis(120)), Optional.of(Duration.ofMillis(340)), Optional.of(Duration.ofMillis(410))),
                Meters.NONE, List.of(notes));
    }

    private static TurnRecord.Hearings heard(Heard builtIn, Heard outOfBand) {
        var verdict = outOfBand instanceof Heard.Text ? new Verdict.Trusted() : new Verdict.NothingToJudge();
        return new TurnRecord.Hearings(builtIn, outOfBand, verdict, List.of());
    }

    static TurnRecord at(int number, long startMs, long endMs, String outOfBand, String builtIn) {
        return new TurnRecord("item_" + number, number,
                new TurnRecord.Speech(Optional.of(Duration.ofMillis(startMs)), Optional.of(Duration.ofMillis(endMs))),
                heard(text(builtIn), text(outOfBand)), said("Okay."),
                new TurnRecord.Took(Optional.empty(), Optional.empty(), Optional.empty()), Meters.NONE, List.of());
    }

    static TurnCost cost() {
        return new TurnCost(known("0.002310"), known("0.000412"), known("0.000103"));
    }

    static Meter known(String amount) {
        return Meter.reported(new Cost.Known(Usd.of(amount)));
    }

    static Entry entry(TurnRecord turn) {
        return new Entry(turn, cost(), Optional.empty(), Optional.empty());
    }
}
