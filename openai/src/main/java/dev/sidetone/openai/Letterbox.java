package dev.sidetone.openai;

import com.openai.errors.OpenAIIoException;
import com.openai.models.realtime.RealtimeServerEvent;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events for the program, in order, as its connection would give them: one waiting read at a time, no event lost to a cancelled
 * one, the rest of the events before the end. Owner of what waits for the program, which has no bound, as that of the SDK
 * has none unless it is given one.
 */
final class Letterbox {

    /** A read that cannot be cancelled any more once an event is on its way to it. */
    private final class Read extends CompletableFuture<RealtimeServerEvent> {
        private final boolean blocking;
        private boolean claimed;

        Read(boolean blocking) {
            this.blocking = blocking;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            lock.lock();
            try {
                return !claimed && super.cancel(mayInterruptIfRunning);
            } finally {
                lock.unlock();
            }
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<RealtimeServerEvent> waiting = new ArrayDeque<>();
    private Optional<Read> reading = Optional.empty();
    private Optional<RuntimeException> end = Optional.empty();

    void put(RealtimeServerEvent event) {
        claim(() -> waiting.add(event)).ifPresent(read -> run(read, () -> read.complete(event)));
    }

    void end(RuntimeException why) {
        lock.lock();
        try {
            end = Optional.of(why);
        } finally {
            lock.unlock();
        }
        claim(() -> {}).ifPresent(read -> run(read, () -> read.completeExceptionally(why)));
    }

    /** The read that waits, now for nobody else. @param otherwise what is done when none waits */
    private Optional<Read> claim(Runnable otherwise) {
        lock.lock();
        try {
            var read = reading.filter(r -> !r.isDone());
            reading = Optional.empty();
            read.ifPresentOrElse(r -> r.claimed = true, otherwise);
            return read;
        } finally {
            lock.unlock();
        }
    }

    /** What the program hangs on a read of its own must not hold up the reader of the connection. */
    private static void run(Read read, Runnable completion) {
        if (read.blocking) completion.run();
        else Thread.startVirtualThread(completion);
    }

    CompletableFuture<RealtimeServerEvent> take() {
        return take(false);
    }

    private CompletableFuture<RealtimeServerEvent> take(boolean blocking) {
        lock.lock();
        try {
            if (reading.filter(read -> !read.isDone()).isPresent()) throw new IllegalStateException("a receive is already pending: wait for it first");
            if (!waiting.isEmpty()) return CompletableFuture.completedFuture(waiting.remove());
            if (end.isPresent()) return CompletableFuture.failedFuture(end.get());
            var read = new Read(blocking);
            reading = Optional.of(read);
            return read;
        } finally {
            lock.unlock();
        }
    }

    /** Waits; an interrupt is answered as the SDK answers it. */
    RealtimeServerEvent await() {
        var read = take(true);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return read.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (read.cancel(false)) throw new OpenAIIoException("Realtime WebSocket operation interrupted", e);
                } catch (ExecutionException e) {
                    throw end().orElseThrow();
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private Optional<RuntimeException> end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }
}
