package dev.sidetone.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes only when told to. Thread-safe. */
final class FakeClock implements InstantSource {

    private volatile Instant now = Instant.ofEpochSecond(1_785_214_050);

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
