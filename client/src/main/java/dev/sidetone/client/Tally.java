package dev.sidetone.client;

import dev.sidetone.turn.Meters;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Counts of one call. Each count has one writer; anybody may read. */
final class Tally {

    /** What may be counted by ones. */
    enum Count { TURNS, ERRORS, UNKNOWN, MALFORMED, LATE, DROPPED_FRAMES }

    private final AtomicInteger[] counts = new AtomicInteger[Count.values().length];
    private final AtomicLong sentNanos = new AtomicLong();
    private final AtomicLong receivedNanos = new AtomicLong();
    private final AtomicReference<CallTotals.Played> played = new AtomicReference<>(CallTotals.Played.NOTHING);
    private final AtomicReference<Meters> outsideTurns = new AtomicReference<>(Meters.NONE);

    Tally() {
        for (int i = 0; i < counts.length; i++) counts[i] = new AtomicInteger();
    }

    void add(Count what) {
        counts[what.ordinal()].incrementAndGet();
    }

    void sent(Duration audio) {
        sentNanos.addAndGet(audio.toNanos());
    }

    void received(Duration audio) {
        receivedNanos.addAndGet(audio.toNanos());
    }

    void played(Duration sounded, int underruns) {
        played.updateAndGet(before -> new CallTotals.Played(sounded, underruns, before.interruptions()));
    }

    void interrupted() {
        played.updateAndGet(before -> new CallTotals.Played(before.length(), before.underruns(), before.interruptions() + 1));
    }

    void outsideTurns(Meters more) {
        outsideTurns.updateAndGet(before -> before.plus(more));
    }

    private int count(Count what) {
        return counts[what.ordinal()].get();
    }

    CallTotals totals(Audience audience) {
        return new CallTotals(Duration.ofNanos(sentNanos.get()), Duration.ofNanos(receivedNanos.get()), played.get(), count(Count.TURNS),
                new CallTotals.Odd(count(Count.ERRORS), count(Count.UNKNOWN), count(Count.MALFORMED), count(Count.LATE)),
                new CallTotals.Dropped(count(Count.DROPPED_FRAMES), audience.missedPlayback(), audience.missedEvents()),
                outsideTurns.get());
    }
}
