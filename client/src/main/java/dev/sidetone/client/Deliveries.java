package dev.sidetone.client;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands things to somebody who may be slow, in order, on a thread of its own. A queue that is full drops and counts. */
final class Deliveries<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final String name;
    private final Consumer<T> to;
    private final BlockingQueue<T> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closing;

    /** @param bound how many may wait */
    Deliveries(String name, int bound, Consumer<T> to) {
        this.name = name;
        this.to = to;
        this.queue = new LinkedBlockingQueue<>(bound);
        this.thread = Thread.ofVirtual().name("sidetone-" + name).start(this::run);
    }

    void offer(T thing) {
        if (!queue.offer(thing)) dropped.incrementAndGet();
    }

    /** Puts this in the place of all that waits; the forgotten are not counted, nobody wants them. */
    void insteadOfAll(T thing) {
        queue.clear();
        offer(thing);
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                // A tenth of a second: how long a finished call may linger here.
                var next = queue.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (next != null) deliver(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(T thing) {
        try {
            to.accept(thing);
        } catch (RuntimeException e) {
            // The kind only: a message may quote what was said.
            if (failures.getAndIncrement() == 0) LOG.warn("the {} failed: {}; later failures are only counted", name, e.getClass().getName());
        }
    }

    long dropped() {
        return dropped.get();
    }

    int failures() {
        return failures.get();
    }

    /** Delivers what waits, for at most this long. @return how many were left */
    int close(Duration patience) throws InterruptedException {
        closing = true;
        if (!thread.join(patience)) thread.interrupt();
        return queue.size();
    }
}
