package dev.sidetone.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When a connection must look around though nothing comes: a ping is due, by the wall; the caller's silence or the session's end, by the server's
 * clock. The connection's thread only.
 */
final class Timetable implements AutoCloseable {

    /** Recorded: the live service pings about every 20 s. */
    static final Duration PING_EVERY = Duration.ofSeconds(20);

    private final InstantSource clock;
    private final Alarm alarm;
    private long nextPing = System.nanoTime() + PING_EVERY.toNanos();

    /** @param bell rung when it is time to look around, or a little early */
    Timetable(InstantSource clock, Runnable bell) {
        this.clock = clock;
        this.alarm = new Alarm(bell);
    }

    /** Once for each that is. */
    boolean pingIsDue() {
        if (System.nanoTime() - nextPing < 0) return false;
        nextPing += PING_EVERY.toNanos();
        return true;
    }

    boolean hasCome(Instant due) {
        return !clock.instant().isBefore(due);
    }

    /**
     * Sets the alarm for whatever comes first.
     *
     * @param due by the clock
     * @param patience by the wall
     */
    void wakeAt(Instant due, Duration patience) {
        var next = patience;
        for (var other : new Duration[] {ServerClock.of(clock).until(due), Duration.ofNanos(nextPing - System.nanoTime())}) {
            if (other.compareTo(next) < 0) next = other;
        }
        alarm.within(next);
    }

    @Override
    public void close() {
        alarm.close();
    }
}
