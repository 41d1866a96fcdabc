package dev.sidetone.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts delays while it is open. Any thread. */
final class Delays {

    /** Finer than any figure told. */
    private static final long STEP_NANOS = 50_000;

    /** Ten seconds: what takes longer counts as this, and as the longest it was. */
    private static final int STEPS = 200_000;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean open;

    void open() {
        open = true;
    }

    void close() {
        open = false;
    }

    void since(long due) {
        if (!open) return;
        long nanos = Math.max(0, System.nanoTime() - due);
        counts.incrementAndGet((int) Math.min(STEPS - 1, nanos / STEP_NANOS));
        longest.accumulateAndGet(nanos, Math::max);
    }

    /** In milliseconds. */
    record Spread(long count, double p50, double p99, double most) {

        static Spread parse(String text) {
            var fields = text.strip().split(" ");
            return new Spread(Long.parseLong(fields[0]), Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), Double.parseDouble(fields[3]));
        }

        @Override
        public String toString() {
            return count + " " + p50 + " " + p99 + " " + most;
        }
    }

    Spread spread() {
        long all = 0;
        for (int i = 0; i < STEPS; i++) all += counts.get(i);
        return new Spread(all, at(all, 0.5), at(all, 0.99), longest.get() / 1e6);
    }

    /** The upper edge of the step in which this share of all lies. */
    private double at(long all, double share) {
        long wanted = (long) Math.ceil(all * share), seen = 0;
        for (int i = 0; i < STEPS; i++) {
            seen += counts.get(i);
            if (seen >= wanted) return (i + 1) * STEP_NANOS / 1e6;
        }
        return longest.get() / 1e6;
    }
}
