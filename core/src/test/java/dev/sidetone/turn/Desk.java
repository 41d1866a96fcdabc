package dev.sidetone.turn;

import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A ledger with a clock that tests turn by hand, and what it has said so far. */
final class Desk {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Trusts every text: tests of the guard bring their own. */
    static final Optional<TurnPlan.Lane> LANE = lane(new ContextPolicy.LatestTurn(), Guard.off());

    final TurnLedger ledger;
    final List<Action> actions = new ArrayList<>();
    /** Ids of the responses that have begun. */
    final List<String> begun = new ArrayList<>();
    Instant now = START;

    Desk(TurnPlan plan) {
        ledger = new TurnLedger(plan);
    }

    Desk() {
        this(new TurnPlan(LANE, true, true, Limits.DEFAULT));
    }

    static Optional<TurnPlan.Lane> lane(ContextPolicy context, Guard guard) {
        return Optional.of(new TurnPlan.Lane(context, guard, Set.of()));
    }

    Desk on(ServerEvent... events) {
        for (var event : events) actions.addAll(ledger.on(event, now));
        return this;
    }

    /** Lets time pass, with a look at the deadlines every tenth of a second. */
    Desk after(Duration time) {
        var end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusMillis(100);
            actions.addAll(ledger.expire(now));
        }
        return this;
    }

    Desk after(long millis) {
        now = now.plusMillis(millis);
        return this;
    }

    Desk end(EndReason reason) {
        actions.addAll(ledger.end(reason, now));
        return this;
    }

    <A extends Action> List<A> all(Class<A> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<TurnRecord> records() {
        return all(Action.TurnEnded.class).stream().map(Action.TurnEnded::turn).toList();
    }

    TurnRecord only() {
        var records = records();
        if (records.size() != 1) throw new AssertionError("expected one record, got " + records);
        return records.getFirst();
    }

    List<Action.AskForTranscript> asks() {
        return all(Action.AskForTranscript.class);
    }
}
