package dev.sidetone.client;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one way out: a queue in the order of the offers and one thread that writes it. Audio behind which nothing waits is written by who
 * offers it, where the wire can do so without waiting. Audio is bounded: what does not fit is
 * refused with {@link Offered.Full}. Every other event is taken whatever waits, since a lost request would be a lost transcript;
 * those are few and small. The order is never changed.
 */
final class Outbox {

    // About 5 s of base64 PCM16 at 24 kHz. Live audio beyond that is too late to be worth sending.
    static final long LIMIT_BYTES = 320_000;

    // What stands around the base64 text of an append.
    private static final int FRAME_BYTES = 50;

    private record Waiting(ClientEvent event, long bytes) {}

    private final Wire wire;
    private final Consumer<ClientEvent> sent;
    private final Optional<Consumer<String>> tap;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;

    /**
     * @param tap sees each frame before it is sent, on the writer's thread: who offers may hold what a tap waits for
     * @param sent sees each event after the transport has taken it
     */
    Outbox(Wire wire, Optional<Consumer<String>> tap, Consumer<ClientEvent> sent) {
        this.wire = wire;
        this.tap = tap;
        this.sent = sent;
    }

    /** Offers without waiting. */
    Offered offer(ClientEvent event) {
        lock.lock();
        try {
            return put(event);
        } finally {
            lock.unlock();
        }
    }

    /** Offers, and waits for room at most this long. */
    Offered offer(ClientEvent event, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                var offered = put(event);
                if (!(offered instanceof Offered.Full) || left <= 0) return offered;
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private Offered put(ClientEvent event) {
        if (closed) return new Offered.Closed();
        long bytes = weight(event);
        if (event instanceof ClientEvent.AudioAppend audio && bytes <= LIMIT_BYTES && goesNow(audio)) return new Offered.Queued(0);
        // Gone while it was sent.
        if (closed) return new Offered.Closed();
        // A single frame larger than the limit must still pass when nothing waits.
        if (event instanceof ClientEvent.AudioAppend && waitingBytes > 0 && waitingBytes + bytes > LIMIT_BYTES) return new Offered.Full(waitingBytes);
        queue.add(new Waiting(event, bytes));
        waitingBytes += bytes;
        changed.signalAll();
        return new Offered.Queued(waitingBytes);
    }

    /** What waits is never overtaken: the queue is empty, and stays so meanwhile. */
    private boolean goesNow(ClientEvent.AudioAppend audio) {
        if (!queue.isEmpty() || tap.isPresent() || audio.eventId().isPresent()) return false;
        try {
            if (!wire.sendNow(audio)) return false;
            sent.accept(audio);
            return true;
        } catch (RealtimeException.WireLost e) {
            // The reader of the wire learns the same and ends the call.
            close();
            return false;
        }
    }

    private static long weight(ClientEvent event) {
        return event instanceof ClientEvent.AudioAppend append ? append.audio().length * 4L / 3 + FRAME_BYTES : FRAME_BYTES;
    }

    /** The writer's work, until {@link #close} or the end of the wire. */
    void run() {
        try {
            for (var next = take(); next.isPresent(); next = take()) {
                var text = Codec.write(next.get().event());
                tap.ifPresent(one -> one.accept(text));
                wire.send(text);
                done(next.get());
                sent.accept(next.get().event());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RealtimeException.WireLost e) {
            // The reader of the wire learns the same and ends the call.
        } finally {
            close();
        }
    }

    private Optional<Waiting> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !closed) changed.await();
            return closed ? Optional.empty() : Optional.ofNullable(queue.peek());
        } finally {
            lock.unlock();
        }
    }

    /** Only what the transport has taken leaves the queue, so that an empty one means that all is sent. */
    private void done(Waiting event) {
        lock.lock();
        try {
            if (queue.peek() == event) queue.remove();
            waitingBytes = Math.max(0, waitingBytes - event.bytes());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is sent or nothing more will be. @return whether all was sent */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!queue.isEmpty() && !closed && left > 0) left = changed.awaitNanos(left);
            return queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean empty() {
        lock.lock();
        try {
            return queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends at once; what waits is not sent. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
