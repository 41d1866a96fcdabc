package dev.sidetone.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether the peer of one connection still lives. The transport's thread tells what comes ({@link #heard}); the reader, and only
 * when nothing waits for it, asks what to do ({@link #check}): messages that nobody has read yet are no silence.
 */
final class Pulse {

    /** What to do about a silence. */
    enum Verdict { ALIVE, ASK, GONE }

    private final Liveness liveness;
    private final InstantSource clock;
    private volatile Instant heardAt;

    // Reader's thread only.
    private Optional<Instant> askedAt = Optional.empty();

    Pulse(Liveness liveness, InstantSource clock) {
        this.liveness = liveness;
        this.clock = clock;
        heardAt = clock.instant();
    }

    /** On a clock that only counts: a wall clock that is set forward must not end calls. */
    static Pulse of(Liveness liveness) {
        long start = System.nanoTime();
        return new Pulse(liveness, () -> Instant.EPOCH.plusNanos(System.nanoTime() - start));
    }

    /** Something came: a part of a message, a ping, a pong. */
    void heard() {
        heardAt = clock.instant();
    }

    /** At {@code ASK} the caller sends a ping; it is asked for once until something comes. */
    Verdict check() {
        var now = clock.instant();
        var heard = heardAt;
        // What came in the instant of the ping may be its answer.
        askedAt = askedAt.filter(asked -> heard.isBefore(asked));
        if (askedAt.isPresent()) return now.isBefore(askedAt.get().plus(liveness.patience())) ? Verdict.ALIVE : Verdict.GONE;
        if (now.isBefore(heard.plus(liveness.quiet()))) return Verdict.ALIVE;
        askedAt = Optional.of(now);
        return Verdict.ASK;
    }

    /** How long nothing has come. */
    Duration silence() {
        return Duration.between(heardAt, clock.instant());
    }
}
