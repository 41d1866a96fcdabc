package dev.sidetone.openai;

import com.openai.core.http.WebSocketWriteNotAttempted;
import com.openai.helpers.RealtimeConnection;
import com.openai.models.realtime.RealtimeClientEvent;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way onto a connection for all who send through us: one at a time, in the order of their coming. The SDK takes an event only while
 * none is under way and refuses it otherwise, without telling when to come again; we come again. Who sends on the connection
 * directly is not held up, only refused a little more often, and refuses us: that is waited out in the same way.
 */
final class Turnstile {

    // A local write is through in a fraction of this; the SDK writes the event as JSON anew at each attempt, so that trying costs.
    private static final Duration FIRST_PAUSE = Duration.ofNanos(100_000);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(2);

    private final RealtimeConnection connection;
    private final ReentrantLock lock = new ReentrantLock(true);

    Turnstile(RealtimeConnection connection) {
        this.connection = connection;
    }

    /**
     * @param patience with a connection that is busy; an interrupt ends it
     * @throws WebSocketWriteNotAttempted.Busy the SDK's own refusal, when patience has run out
     * @throws WebSocketWriteNotAttempted.Closed when the connection is closed
     */
    void send(RealtimeClientEvent event, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
                try {
                    connection.send(event);
                    return;
                } catch (WebSocketWriteNotAttempted.Busy busy) {
                    if (System.nanoTime() - until >= 0 || Thread.currentThread().isInterrupted()) throw busy;
                    LockSupport.parkNanos(pause.toNanos());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
