package dev.sidetone.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Rings for a connection when something will be due. A wait with a limit would start and stop a timer for each event, and wake
 * the thread that keeps the timers each time, which cost a tenth of a busy server's work (JDK 25, measured); this one is set again only
 * when it has rung or would ring too late. It may ring too early. Set by the connection's thread only.
 */
final class Alarm implements AutoCloseable {

    /** One thread for the alarms of all connections: it only rings. */
    private static final ScheduledExecutorService CLOCK = clock();

    private final Runnable bell;
    private Optional<Future<?>> set = Optional.empty();
    private long rings;

    /** @param bell must not block; rung by another thread */
    Alarm(Runnable bell) {
        this.bell = bell;
    }

    private static ScheduledExecutorService clock() {
        var clock = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("sidetone-alarms").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** Rings after this time at the latest. */
    void within(Duration time) {
        long now = System.nanoTime();
        long due = now + time.toNanos();
        boolean soonEnough = set.isPresent() && rings - now > 0 && rings - due <= 0;
        if (soonEnough) return;
        close();
        rings = due;
        set = Optional.of(CLOCK.schedule(bell, time.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        set.ifPresent(ringing -> ringing.cancel(false));
        set = Optional.empty();
    }
}
