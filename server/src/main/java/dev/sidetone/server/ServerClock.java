package dev.sidetone.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of a server, and how its timers wait for it: by the wall, or until somebody moves the clock's hands. */
interface ServerClock extends InstantSource {

    /** Longer than anybody waits; a timer that waits so long is woken by something else. */
    Duration FOR_EVER = Duration.ofDays(1_000);

    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** How long to wait on the wall until it may be {@code due}; zero or less when it is. */
    Duration until(Instant due);

    /** Calls {@code told} after each move of the hands, by whichever thread moves them; it must not block. */
    Registration whenMoved(Runnable told);

    /** A clock that does not know how it is waited for passes like the wall's. */
    static ServerClock of(InstantSource source) {
        if (source instanceof ServerClock own) return own;
        return new ServerClock() {
            @Override
            public Instant instant() {
                return source.instant();
            }

            @Override
            public Duration until(Instant due) {
                return Duration.between(source.instant(), due);
            }

            @Override
            public Registration whenMoved(Runnable told) {
                return () -> {};
            }
        };
    }
}
