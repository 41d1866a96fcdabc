package dev.sidetone.client;

import dev.sidetone.client.Wire.Received;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What came over a wire and was not taken yet. The wire's reader puts, and waits when much is there, so that the network waits
 * too; the session's thread takes. Where somebody takes events on the reader's own thread, only what came before waits here. The
 * first end that is told is the one that counts, and it is told to everybody who asks.
 */
final class Inbox {

    // How many whole messages may wait before the network has to: about 3 s of agent audio.
    private static final int WINDOW = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private final Condition room = lock.newCondition();
    // All guarded by lock.
    private final ArrayDeque<Received.Event> waiting = new ArrayDeque<>(2);
    private Optional<Received> end = Optional.empty();
    private Optional<Consumer<String>> taker = Optional.empty();
    /** What was taken last is being dealt with until its taker asks for more: nothing may overtake it. */
    private boolean inHand;
    private boolean leaving;
    private boolean woken;

    /** The reader's thread only. */
    void put(Received.Event event) throws InterruptedException {
        var direct = waitOrHand(event);
        if (direct.isPresent()) direct.get().accept(event.text());
    }

    /** @return who takes it at once; otherwise it waits here */
    private Optional<Consumer<String>> waitOrHand(Received.Event event) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= WINDOW && !leaving) room.await();
            // The peer's goodbye may stand behind much that nobody will read.
            if (leaving) return Optional.empty();
            if (taker.isPresent() && waiting.isEmpty() && !inHand) return taker;
            waiting.add(event);
            came.signal();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void handTo(Consumer<String> to) {
        lock.lock();
        try {
            taker = Optional.of(to);
        } finally {
            lock.unlock();
        }
    }

    void end(Received how) {
        lock.lock();
        try {
            if (end.isEmpty()) end = Optional.of(how);
            came.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What came first, then the end; {@code Nothing} when patience runs out or somebody wakes the taker. */
    Received take(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            inHand = false;
            while (waiting.isEmpty() && end.isEmpty() && !woken && left > 0) left = came.awaitNanos(left);
            woken = false;
            if (waiting.isEmpty()) return end.orElseGet(Received.Nothing::new);
            inHand = true;
            if (waiting.size() == WINDOW) room.signal();
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever takes, now or next, need not wait. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            came.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody wants what still comes, but for the end. */
    void leave() {
        lock.lock();
        try {
            leaving = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (end.isEmpty() && left > 0) left = came.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }
}
