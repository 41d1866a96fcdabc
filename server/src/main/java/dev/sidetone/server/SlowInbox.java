package dev.sidetone.server;

import java.util.concurrent.locks.ReentrantLock;

/** An inbox that lets its client's frames wait outside when a fault says so; what the server itself brings comes in at once. */
final class SlowInbox extends Inbox {

    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by lock.
    private final Occasions occasions;
    private Thread waiting;
    private boolean over;

    SlowInbox(Faults faults) {
        occasions = new Occasions(faults);
    }

    @Override
    boolean put(Delivery delivery) throws InterruptedException {
        if (delivery instanceof Delivery.Frame) beSlow();
        return super.put(delivery);
    }

    private void beSlow() throws InterruptedException {
        lock.lock();
        var fault = occasions.strikeOne(Fault.SlowReader.class);
        if (over || fault.isEmpty()) {
            lock.unlock();
            return;
        }
        waiting = Thread.currentThread();
        lock.unlock();
        try {
            fault.get().pause().await();
        } finally {
            lock.lock();
            waiting = null;
            lock.unlock();
        }
    }

    /** Whoever reads the socket is let go as well. */
    @Override
    void close() {
        lock.lock();
        try {
            over = true;
            if (waiting != null) waiting.interrupt();
        } finally {
            lock.unlock();
        }
        super.close();
    }
}
