package dev.sidetone.server;

import java.time.Duration;

/** Something to wait for before going on: time, or a {@link Gate} that a test opens. */
@FunctionalInterface
public interface Pause {

    void await() throws InterruptedException;

    static Pause of(Duration length) {
        return () -> Thread.sleep(length);
    }
}
