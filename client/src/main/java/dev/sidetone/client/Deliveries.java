package dev.sidetone.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    /** An empty entry is the end. */
    private final BlockingQueue<Optional<T>> queue;
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
        if (closing || !queue.offer(Optional.of(thing))) dropped.incrementAndGet();
    }

    private void run() {
        try {
            for (var next = queue.take(); next.isPresent(); next = queue.take()) deliver(next.get());
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
        var until = System.nanoTime() + patience.toNanos();
        if (queue.offer(Optional.empty(), patience.toNanos(), TimeUnit.NANOSECONDS)) {
            thread.join(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
        }
        if (thread.isAlive()) thread.interrupt();
        return (int) queue.stream().filter(Optional::isPresent).count();
    }
}
