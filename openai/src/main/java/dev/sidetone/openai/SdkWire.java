package dev.sidetone.openai;

import com.openai.core.http.WebSocketWriteNotAttempted;
import dev.sidetone.client.RealtimeException;
import dev.sidetone.client.Wire;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One session of an SDK connection as a wire. Owner of what waits for the session's thread and of how the session ended. A
 * {@link Reader} feeds it.
 */
final class SdkWire implements Wire {

    // How often a waiting thread looks whether the session still stands.
    private static final Duration TICK = Duration.ofMillis(100);

    private static final int NORMAL = 1000;

    private final Turnstile turnstile;
    private final Runnable goodbye;
    private final BlockingQueue<Received.Event> events;
    private final CompletableFuture<Received> end = new CompletableFuture<>();

    /**
     * @param bound how many events may wait before the reader has to
     * @param goodbye what closing means for the connection
     */
    SdkWire(Turnstile turnstile, int bound, Runnable goodbye) {
        this.turnstile = turnstile;
        this.goodbye = goodbye;
        events = new LinkedBlockingQueue<>(bound);
    }

    /** Reader's thread: takes an event, waiting for room while the session stands. */
    void heard(String text) throws InterruptedException {
        var event = new Received.Event(text);
        while (!end.isDone() && !events.offer(event, TICK.toNanos(), TimeUnit.NANOSECONDS)) continue;
    }

    /** The first end counts; what was heard before it is still received. */
    void over(Received how) {
        end.complete(how);
    }

    @Override
    public Received receive(Duration patience) throws InterruptedException {
        // Read before the queue: all that came before the end is in it.
        var over = end.isDone();
        var next = over ? events.poll() : events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (next != null) return next;
        return over ? end.join() : new Received.Nothing();
    }

    @Override
    public void send(String text) {
        var event = EventText.clientEvent(text);
        while (!end.isDone()) {
            try {
                turnstile.send(event, TICK);
                return;
            } catch (WebSocketWriteNotAttempted.Busy busy) {
                if (Thread.currentThread().isInterrupted()) break;
            } catch (RuntimeException e) {
                // Closed, or the write failed and took the connection with it: the reader learns the same.
                break;
            }
        }
        throw new RealtimeException.WireLost("the SDK's connection takes nothing more: open a new session");
    }

    @Override
    public void close(int code, String reason) {
        close();
    }

    @Override
    public void close() {
        over(new Received.Closed(NORMAL, ""));
        goodbye.run();
    }
}
