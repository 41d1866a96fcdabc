package dev.sidetone.client;

import dev.sidetone.frames.Frames;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.tcp.Room;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes a client's frames (RFC 6455), masked as a client's must be. One text at a time; pings and their answers go between
 * frames, by a thread of their own when a text is being written, so that nobody who wants to send one has to wait.
 */
final class FrameWriter {

    /** Longer texts go in parts of this size, so that a ping finds its way between them. */
    private static final int LARGEST_FRAME = 1 << 20;

    private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(2);

    /** Answers that wait behind a text: a peer that pings faster than it reads is answered less often. */
    private static final int MOST_WAITING = 16;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private record Control(int opcode, byte[] payload) {}

    /** Holds a second of PCM16 in base64. */
    private static final Room ROOM = new Room(64 << 10);

    private final Exit exit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Control> control = new ConcurrentLinkedQueue<>();
    // Drawn many at a time: one by one they would cost more than the masking. Guarded by lock.
    private final byte[] masks = new byte[64];
    private int nextMask = masks.length;
    private boolean saidGoodbye;
    /** When the write under way began, or none. */
    private volatile long writingSince = Long.MAX_VALUE;

    FrameWriter(Exit exit) {
        this.exit = exit;
    }

    /** Returns when the transport has taken it. */
    void text(String text) throws IOException, InterruptedException {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        lock.lockInterruptibly();
        try {
            if (saidGoodbye) throw new IOException("the connection is being closed");
            int from = 0;
            do {
                int length = Math.min(payload.length - from, LARGEST_FRAME);
                int opcode = from == 0 ? Frames.TEXT : Frames.CONTINUATION;
                frame(from + length == payload.length ? opcode | Frames.LAST : opcode, payload, from, length);
                from += length;
                writeControl();
            } while (from < payload.length);
        } finally {
            lock.unlock();
        }
        if (!control.isEmpty()) sendControl();
    }

    /** Writes audio, as a frame of at most {@link #LARGEST_FRAME}, if that waits for nobody. @return whether it did */
    boolean audioNow(ClientEvent.AudioAppend audio) throws IOException {
        if (!lock.tryLock()) return false;
        try {
            if (saidGoodbye || !exit.free()) return false;
            begin(audio);
        } finally {
            lock.unlock();
        }
        if (!control.isEmpty()) sendControl();
        return true;
    }

    private void begin(ClientEvent.AudioAppend audio) throws IOException {
        int length = Codec.length(audio);
        var room = ROOM.take(Frames.LONGEST_HEAD + length);
        try {
            Codec.write(audio, room, Frames.LONGEST_HEAD);
            int start = Frames.maskedInPlace(Frames.TEXT | Frames.LAST, room, Frames.LONGEST_HEAD, length, mask());
            exit.begin(ByteBuffer.wrap(room, start, Frames.LONGEST_HEAD + length - start));
        } finally {
            ROOM.giveBack(room);
        }
    }

    void ping() {
        send(new Control(Frames.PING, new byte[0]));
    }

    void pong(byte[] payload) {
        if (control.size() < MOST_WAITING) send(new Control(Frames.PONG, payload));
    }

    private void send(Control frame) {
        control.add(frame);
        sendControl();
    }

    /** Whoever writes a text takes them along; otherwise they need somebody who may be held up. */
    private void sendControl() {
        if (lock.isLocked()) return;
        Thread.ofVirtual().name("sidetone-control").start(() -> {
            lock.lock();
            try {
                writeControl();
            } catch (IOException gone) {
                // The reader of the connection learns the same.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
            if (!control.isEmpty()) sendControl();
        });
    }

    private void writeControl() throws IOException, InterruptedException {
        for (var next = control.poll(); next != null; next = control.poll()) {
            if (!saidGoodbye) frame(next.opcode | Frames.LAST, next.payload, 0, next.payload.length);
        }
    }

    /** The last frame; it is left out when a text is stuck. @param code {@link Frames#NO_CODE} stands for none */
    void goodbye(int code, String reason) {
        try {
            if (!lock.tryLock(GOODBYE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) return;
            try {
                if (saidGoodbye) return;
                saidGoodbye = true;
                var payload = Frames.goodbye(code, reason);
                frame(Frames.CLOSE | Frames.LAST, payload, 0, payload.length);
            } finally {
                lock.unlock();
            }
        } catch (IOException gone) {
            // Nobody is there to take leave of.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long the peer has taken nothing of what is being written. */
    Duration stuckFor() {
        long since = writingSince;
        return since == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private void frame(int first, byte[] payload, int from, int length) throws IOException, InterruptedException {
        var frame = Frames.masked(first, payload, from, length, mask());
        writingSince = System.nanoTime();
        try {
            exit.begin(ByteBuffer.wrap(frame));
            exit.finish();
        } finally {
            writingSince = Long.MAX_VALUE;
        }
    }

    private int mask() {
        if (nextMask == masks.length) {
            RANDOM.nextBytes(masks);
            nextMask = 0;
        }
        nextMask += Integer.BYTES;
        return (int) INTS.get(masks, nextMask - Integer.BYTES);
    }
}
