package dev.sidetone.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Keeps a sender in step with the clock. One sender's thread only. */
final class Beat {

    // Who falls behind by more than this has been stopped for a while (a sleeping machine): nobody wants the backlog at once.
    private static final Duration LOST_STEP = Duration.ofSeconds(1);

    private final InstantSource clock;
    private Instant next;

    Beat(InstantSource clock) {
        this.clock = clock;
        next = clock.instant();
    }

    /** Waits until what was just sent has been played. */
    void rest(Duration played) throws InterruptedException {
        var now = clock.instant();
        if (next.isBefore(now.minus(LOST_STEP))) next = now;
        next = next.plus(played);
        var left = Duration.between(now, next);
        if (left.isPositive()) Thread.sleep(left);
    }
}
