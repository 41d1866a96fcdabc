package dev.sidetone.tcp;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has come on a socket and was not read yet: between the thread that hears all sockets and the one that follows this one. Bounded: when
 * the latter does not keep up, the former stops to hear this socket.
 */
final class Intake extends InputStream {

    /** More than a second of base64 audio. A single delivery may go beyond it. */
    private static final int MOST = 64 << 10;

    /** The socket's tap. Called with the lock of the intake held: neither may block. */
    interface Tap {
        void shut();

        void open();
    }

    private static final byte[] NONE = {};

    private final Tap tap;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    // Guarded by lock.
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(2);
    private int held;
    private boolean shut;
    private boolean over;

    /** The reader's own. */
    private final Piece piece = new Piece();

    private static final class Piece {
        private byte[] bytes = NONE;
        private int at;
    }

    Intake(Tap tap) {
        this.tap = tap;
    }

    /** Never blocks. */
    void put(byte[] bytes) {
        lock.lock();
        try {
            if (over) return;
            waiting.add(bytes);
            held += bytes.length;
            if (held > MOST && !shut) {
                shut = true;
                tap.shut();
            }
            came.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes; what waits can still be read. */
    void end() {
        lock.lock();
        try {
            over = true;
            came.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() {
        return some() ? piece.bytes[piece.at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) return 0;
        if (!some()) return -1;
        int there = Math.min(length, piece.bytes.length - piece.at);
        System.arraycopy(piece.bytes, piece.at, into, from, there);
        piece.at += there;
        return there;
    }

    /** Waits. @return false when nothing more comes */
    private boolean some() {
        if (piece.at < piece.bytes.length) return true;
        piece.bytes = NONE;
        piece.at = 0;
        lock.lock();
        try {
            while (waiting.isEmpty() && !over) came.awaitUninterruptibly();
            if (waiting.isEmpty()) return false;
            piece.bytes = waiting.remove();
            held -= piece.bytes.length;
            if (shut && held <= MOST / 2) {
                shut = false;
                tap.open();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
