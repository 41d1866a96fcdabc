package dev.sidetone.client;

import dev.sidetone.turn.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a call comes to its end: who wishes for it, and the end itself. Any thread. */
final class Ending {

    /** When to leave. */
    private record Leave(Instant whenIdle, Instant atLast) {}

    // What the server makes of the last audio must have had the time to reach us.
    private static final Duration ROUND_TRIP = Duration.ofMillis(300);
    // And where the caller stopped in the middle of a word, the end of the turn must have been found.
    private static final Duration ROUND_TRIP_AND_DETECTION = Duration.ofSeconds(1);

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<Leave> leave = Optional.empty();
    private volatile Optional<EndReason> reason = Optional.empty();
    private volatile boolean hungUp;

    /** Nobody listens any more. */
    void hangUp() {
        hungUp = true;
    }

    boolean hungUp() {
        return hungUp;
    }

    /** Asks for the end of the call: when nothing is expected any more, or when patience runs out. */
    void leave(Instant now, Duration patience) {
        leave = Optional.of(new Leave(now.plus(hungUp ? ROUND_TRIP_AND_DETECTION : ROUND_TRIP), now.plus(patience)));
    }

    /** Whether somebody has asked for the end. */
    boolean leaving() {
        return leave.isPresent();
    }

    /** Whether it is time to leave. @param idle whether nothing is expected any more */
    boolean due(boolean idle, Instant now) {
        return leave.filter(wish -> idle && !now.isBefore(wish.whenIdle()) || !now.isBefore(wish.atLast())).isPresent();
    }

    void over(EndReason why) {
        reason = Optional.of(why);
    }

    /** Whoever waits for the end waits no more. */
    void tell() {
        over.countDown();
    }

    /** How the call ended, once it has. */
    Optional<EndReason> reason() {
        return reason;
    }

    boolean await(Duration patience) throws InterruptedException {
        return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
