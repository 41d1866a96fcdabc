package dev.sidetone.server;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Until when a client has time for what it is about to do. Then its connection is dropped, however busily it trickles. Thread-safe. */
final class Curfew implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by lock. */
    private final Alarm alarm;

    /** @param drop must not block */
    Curfew(Runnable drop) {
        alarm = new Alarm(drop);
    }

    /** From now on, in place of what was set before. */
    void in(Duration time) {
        lock.lock();
        try {
            alarm.close();
            alarm.within(time);
        } finally {
            lock.unlock();
        }
    }

    /** All the time there is. */
    @Override
    public void close() {
        lock.lock();
        try {
            alarm.close();
        } finally {
            lock.unlock();
        }
    }
}
