package dev.sidetone.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that passes only when told to. A server with this clock ({@link ServerSettings#withClock}) lets its timers wait for it:
 * the idle timeout, the end of a session, the expiry of client secrets, and every {@link #pause}. Pings, and the patience with
 * a network that does not answer, stay with the wall's time: the network is real. Thread-safe.
 */
public final class FakeClock implements ServerClock {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Both guarded by lock.
    private Instant now;
    private int pausing;
    private final List<Runnable> told = new CopyOnWriteArrayList<>();

    /** Begins on a day in July 2026, the same each time. */
    public FakeClock() {
        this(Instant.ofEpochSecond(1_785_214_050));
    }

    public FakeClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** Moves on, and wakes everybody who waits. What they then do, they do on their own threads. */
    public void pass(Duration time) {
        if (time.isNegative()) throw new IllegalArgumentException("time passes forward only, not by " + time);
        lock.lock();
        try {
            now = now.plus(time);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        told.forEach(Runnable::run);
    }

    /** A pause of this length on this clock, counted from when somebody comes to it. */
    public Pause pause(Duration length) {
        return () -> {
            lock.lockInterruptibly();
            pausing++;
            try {
                var until = now.plus(length);
                changed.signalAll();
                while (now.isBefore(until)) changed.await();
            } finally {
                pausing--;
                lock.unlock();
            }
        };
    }

    /**
     * Waits until so many are in a {@link #pause}, so that time which passes then passes for them.
     *
     * @param limit on the wall
     * @return false when fewer were
     */
    public boolean awaitPausing(int wanted, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (pausing < wanted && left > 0) left = changed.awaitNanos(left);
            return pausing >= wanted;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration until(Instant due) {
        return instant().isBefore(due) ? FOR_EVER : Duration.ZERO;
    }

    @Override
    public Registration whenMoved(Runnable move) {
        told.add(move);
        return () -> told.remove(move);
    }

    @Override
    public String toString() {
        return "FakeClock[" + instant() + "]";
    }
}
