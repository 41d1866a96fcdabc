package dev.sidetone.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What waits for a connection's thread: frames of the client and pieces of work of responses and transcriptions, in the
 * order they came. Bounded: whoever brings more than fits waits, which for the socket means that it is not read.
 *
 * <p>Deliveries are followed one at a time. What was taken is being followed until its taker comes back for the next. A frame that
 * finds nothing waiting and nobody at work may be followed at once by the thread that brings it, which spares a change of threads.
 */
class Inbox {

    /** Something for the connection's thread. */
    sealed interface Delivery {
        record Frame(String text) implements Delivery {
            @Override
            public String toString() {
                return "Frame[" + text.length() + " chars]";
            }
        }

        record BinaryFrame() implements Delivery {}

        /** A response or a transcription has something to say. */
        record Work(Runnable step) implements Delivery {}

        /** The server is stopping. @param grace how long responses under way may still take */
        record GoAway(Duration grace) implements Delivery {}

        /** The peer is gone. */
        record Gone() implements Delivery {}
    }

    /** Few, so that what a client says (a cancel) does not queue behind much generated speech. */
    private static final int LARGEST_COUNT = 64;

    /** Two seconds of base64 audio; one frame may be larger and then waits alone. */
    private static final long LARGEST_WEIGHT = 128_000;

    private enum AtWork { NOBODY, TAKER, BRINGER }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All guarded by lock.
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private long weight;
    private boolean closed;
    private boolean woken;
    private AtWork atWork = AtWork.TAKER;
    private Optional<Consumer<Delivery>> follower = Optional.empty();

    /** @param follower does with a frame what its taker would; it must not throw */
    void letBringersFollow(Consumer<Delivery> follower) {
        lock.lock();
        try {
            this.follower = Optional.of(follower);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for room. @return false when nobody reads any more */
    boolean put(Delivery delivery) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && full()) changed.await();
            if (closed) return false;
            boolean atOnce = delivery instanceof Delivery.Frame && follower.isPresent() && waiting.isEmpty() && atWork == AtWork.NOBODY;
            if (!atOnce) {
                waiting.add(delivery);
                weight += weigh(delivery);
                changed.signalAll();
                return true;
            }
            atWork = AtWork.BRINGER;
        } finally {
            lock.unlock();
        }
        follow(delivery);
        return true;
    }

    private void follow(Delivery delivery) {
        try {
            follower.orElseThrow().accept(delivery);
        } finally {
            lock.lock();
            atWork = AtWork.NOBODY;
            if (!waiting.isEmpty() || woken || closed) changed.signalAll();
            lock.unlock();
        }
    }

    /** For news that must not wait, the end of the connection: goes before everything else. */
    void putFirst(Delivery delivery) {
        lock.lock();
        try {
            if (closed) return;
            waiting.addFirst(delivery);
            weight += weigh(delivery);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets whoever takes look at the time: it may have moved. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return empty when nothing came within {@code limit}, or somebody called {@link #wake} */
    Optional<Delivery> take(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            done();
            while (nothingToTake() && left > 0) left = changed.awaitNanos(left);
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** @return empty when somebody called {@link #wake} */
    Optional<Delivery> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            done();
            while (nothingToTake()) changed.await();
            return next();
        } finally {
            lock.unlock();
        }
    }

    private void done() {
        if (atWork == AtWork.TAKER) atWork = AtWork.NOBODY;
    }

    private boolean nothingToTake() {
        return atWork == AtWork.BRINGER || waiting.isEmpty() && !woken;
    }

    private Optional<Delivery> next() {
        if (atWork == AtWork.BRINGER) return Optional.empty();
        atWork = AtWork.TAKER;
        woken = false;
        var first = Optional.ofNullable(waiting.poll());
        first.ifPresent(delivery -> weight -= weigh(delivery));
        changed.signalAll();
        return first;
    }

    /** About how many characters wait. */
    long weight() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken any more; all who wait are released. A bringer who is at work is waited for. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
            while (atWork == AtWork.BRINGER) changed.awaitUninterruptibly();
        } finally {
            lock.unlock();
        }
    }

    private boolean full() {
        return waiting.size() >= LARGEST_COUNT || weight >= LARGEST_WEIGHT;
    }

    private static long weigh(Delivery delivery) {
        return delivery instanceof Delivery.Frame(String text) ? text.length() : 1;
    }
}
