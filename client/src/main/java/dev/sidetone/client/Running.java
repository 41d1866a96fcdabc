package dev.sidetone.client;

import dev.sidetone.turn.EndReason;
import java.time.Duration;

/** A session that runs on its loop, and how it is brought to an orderly end. @param loop the session's thread, already running */
record Running(Line line, Desk desk, Thread loop) {

    // For sinks and listeners to take what waits, and for the goodbye, once the session itself is over.
    static final Duration AFTERMATH = Duration.ofSeconds(5);

    /** @param wait at most this long for what the open turns still expect; what is missing then is recorded with a reason */
    CallEnd end(Duration wait) throws InterruptedException {
        line.outbox().awaitEmpty(wait);
        desk.leave(line.now(), wait);
        if (!desk.ending().await(wait.plus(AFTERMATH))) loop.interrupt();
        desk.ending().await(AFTERMATH);
        int undelivered = line.audience().close(AFTERMATH);
        var reason = desk.ending().reason().orElse(new EndReason.Stopped("it did not end in time"));
        return new CallEnd(reason, line.totals(), undelivered, line.audience().sinkFailures());
    }
}
