package dev.sidetone.tcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one peer's network. Nobody who puts something here is held up by it; how much may wait is for them to
 * say, who ask {@link #idle} first, or {@link #awaitIdle} afterwards. Thread-safe.
 */
public final class Outgoing {

    /** The network. Called with the lock of this object held: nothing here may block. */
    public interface Network {

        /** Takes as much as it can now. */
        void take(ByteBuffer bytes) throws IOException;

        /** It has not taken all: {@link Outgoing#goOn} is to be called as soon as it can take more. */
        void callBack();

        /** Nothing more comes. */
        void end() throws IOException;
    }

    /** Takes what stands in an array, for which it does not wait; it is the giver's again at once. */
    public interface Taking {
        void take(ByteBuffer bytes) throws IOException;
    }

    /** Makes of what is put what the network is to have. Called with the lock of this object held: nothing here may block. */
    public interface Seal {

        /** @param plain all is sealed; may be nothing, for what the seal itself has to say */
        void seal(ByteBuffer plain, Taking to) throws IOException;

        /** Nothing more comes. */
        void end(Taking to) throws IOException;
    }

    /** Answers to pings behind which a peer does not read: it is answered less often. */
    private static final int MOST_PONGS = 16;

    private enum State { OPEN, ENDING, ENDED }

    private final Network network;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>(2);
    private State state = State.OPEN;
    private Optional<Seal> seal = Optional.empty();

    public Outgoing(Network network) {
        this.network = network;
    }

    /** What is put from now on is sealed. */
    public void sealWith(Seal with) {
        lock.lock();
        try {
            seal = Optional.of(with);
        } finally {
            lock.unlock();
        }
    }

    /** What comes after the end goes nowhere. */
    public void put(byte[] bytes) {
        lock.lock();
        try {
            if (state != State.OPEN) return;
            if (seal.isPresent()) {
                putCopyOf(ByteBuffer.wrap(bytes));
                return;
            }
            waiting.add(ByteBuffer.wrap(bytes));
            push();
        } finally {
            lock.unlock();
        }
    }

    /** The same; the bytes are the caller's again at once. What the network takes now is not copied. */
    public void putCopyOf(ByteBuffer bytes) {
        lock.lock();
        try {
            if (state != State.OPEN) return;
            if (seal.isPresent()) takeSealed(to -> seal.get().seal(bytes, to));
            else takeCopyOf(bytes);
            push();
        } catch (IOException gone) {
            drop();
        } finally {
            lock.unlock();
        }
    }

    private void takeCopyOf(ByteBuffer bytes) throws IOException {
        if (waiting.isEmpty()) network.take(bytes);
        if (bytes.hasRemaining()) waiting.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
    }

    /** Has a seal say something. */
    private interface Sealing {
        void say(Taking to) throws IOException;
    }

    /** However many records it makes, what of them waits counts as one, as it does without a seal. */
    private void takeSealed(Sealing sealing) throws IOException {
        var rest = new ByteArrayOutputStream(0);
        sealing.say(record -> {
            if (waiting.isEmpty() && rest.size() == 0) network.take(record);
            rest.write(record.array(), record.arrayOffset() + record.position(), record.remaining());
        });
        if (rest.size() > 0) waiting.add(ByteBuffer.wrap(rest.toByteArray()));
    }

    /** Something that can be left out when too much waits. */
    public void putUnlessMuchWaits(byte[] bytes) {
        lock.lock();
        try {
            if (waiting.size() < MOST_PONGS) put(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** The network can take more. */
    void goOn() {
        lock.lock();
        try {
            push();
        } finally {
            lock.unlock();
        }
    }

    private void push() {
        try {
            while (!waiting.isEmpty()) {
                var first = waiting.element();
                network.take(first);
                if (first.hasRemaining()) {
                    network.callBack();
                    return;
                }
                waiting.remove();
            }
            if (state == State.ENDING) {
                state = State.ENDED;
                network.end();
            }
            changed.signalAll();
        } catch (IOException gone) {
            drop();
        }
    }

    /** The network has taken all, and more may come. */
    public boolean idle() {
        lock.lock();
        try {
            return state == State.OPEN && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Until the network has taken all. @throws IOException when it will not */
    public void awaitIdle() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (state == State.OPEN && !waiting.isEmpty()) changed.await();
            if (state != State.OPEN) throw new IOException("the peer is gone");
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be put; what waits goes out first. */
    public void end() {
        lock.lock();
        try {
            if (state != State.OPEN) return;
            state = State.ENDING;
            changed.signalAll();
            if (seal.isPresent()) takeSealed(seal.get()::end);
            push();
        } catch (IOException gone) {
            drop();
        } finally {
            lock.unlock();
        }
    }

    /** Until what was put before {@link #end} is out, or the network is gone. */
    public void awaitEnd() {
        lock.lock();
        try {
            while (state != State.ENDED) changed.awaitUninterruptibly();
        } finally {
            lock.unlock();
        }
    }

    /** The network is gone. */
    public void drop() {
        lock.lock();
        try {
            state = State.ENDED;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
