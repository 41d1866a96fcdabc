package dev.sidetone.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the test says so. */
final class SetClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** For one thread, the test's. */
    void pass(Duration time) {
        now = now.plus(time);
    }
}
