package dev.sidetone.server;

import dev.sidetone.frames.Breach;
import dev.sidetone.frames.Deflation;
import dev.sidetone.frames.FrameReader;
import dev.sidetone.frames.FrameReader.Came;
import dev.sidetone.frames.Frames;
import dev.sidetone.frames.Peer;
import dev.sidetone.frames.Peer.Packing;
import dev.sidetone.frames.Peer.Side;
import dev.sidetone.server.Inbox.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/** A WebSocket as a link, and what arrives on it as deliveries to an inbox. */
final class SocketLink implements Link {

    /** 15 MiB of audio in one append (API reference) are 20 MiB of base64. */
    private static final int LARGEST_MESSAGE = 24 << 20;

    /** Enough for a frame's head: the connection under it has read ahead already. */
    private static final int READ_AHEAD = 256;

    /** Recorded: the live service's pings carry four bytes. */
    private static final int PING_BYTES = 4;

    /** How long a client may take to answer a close frame before the connection is dropped. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Tcp tcp;
    private final Inbox inbox;
    private final FrameReader reader;
    private volatile long lastHeard = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock: messages leave in the order in which they were packed.
    private final Optional<Deflation> deflation;
    private boolean saidGoodbye;

    SocketLink(Tcp tcp, Inbox inbox, Optional<Compression> compression) {
        this.tcp = tcp;
        this.inbox = inbox;
        var packing = compression.map(Compression::received).orElse(Packing.NONE);
        this.reader = new FrameReader(tcp.in(), new Peer(Side.CLIENT, LARGEST_MESSAGE, READ_AHEAD, packing), () -> lastHeard = System.nanoTime());
        this.deflation = compression.map(agreed -> new Deflation(agreed.sent() == Packing.EACH));
    }

    /** Reads until one of the two has said goodbye or is gone. */
    void follow() {
        try (reader) {
            while (take(reader.next())) {}
        } catch (Breach breach) {
            goodbye(breach.code(), breach.getMessage());
        } catch (IOException | InterruptedException over) {
            // The client is gone, or its connection is over: the rest is to wait for the client's end.
        } finally {
            inbox.putFirst(new Delivery.Gone());
            forget();
        }
    }

    /** Waits while the inbox is full: the client's network waits, nobody else does. @return whether more may come */
    private boolean take(Came came) throws InterruptedException {
        switch (came) {
            case Came.Text(String text) -> inbox.put(new Delivery.Frame(text));
            case Came.Binary() -> inbox.put(new Delivery.BinaryFrame());
            case Came.Ping(byte[] payload) -> pong(payload);
            case Came.Pong() -> {}
            case Came.Close(int code, String ignored) -> {
                // First the answer: whoever serves the client ends the connection as soon as it knows.
                goodbye(code, "");
                return false;
            }
            case Came.End() -> {
                return false;
            }
        }
        return true;
    }

    private void pong(byte[] payload) {
        lock.lock();
        try {
            if (!saidGoodbye) tcp.out().putUnlessMuchWaits(Frames.plain(Frames.LAST | Frames.PONG, payload));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(String text) throws IOException, InterruptedException {
        begin(text);
        tcp.out().awaitIdle();
    }

    @Override
    public boolean idle() {
        return tcp.out().idle();
    }

    @Override
    public void begin(String text) {
        var message = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (saidGoodbye) return;
            int first = Frames.LAST | Frames.TEXT;
            tcp.out().put(deflation.isEmpty() ? Frames.plain(first, message) : Frames.plain(first | Frames.PACKED, deflation.get().pack(message)));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ping() throws IOException, InterruptedException {
        var payload = new byte[PING_BYTES];
        ThreadLocalRandom.current().nextBytes(payload);
        lock.lock();
        try {
            if (!saidGoodbye) tcp.out().put(Frames.plain(Frames.LAST | Frames.PING, payload));
        } finally {
            lock.unlock();
        }
        tcp.out().awaitIdle();
    }

    @Override
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastHeard);
    }

    @Override
    public void close(int code, String reason) {
        tcp.curfew().in(GOODBYE);
        goodbye(code, reason);
    }

    private void goodbye(int code, String reason) {
        lock.lock();
        try {
            if (saidGoodbye) return;
            saidGoodbye = true;
            tcp.out().put(Frames.plain(Frames.LAST | Frames.CLOSE, Frames.goodbye(code, reason)));
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what compression holds outside the heap; nothing is sent any more. */
    private void forget() {
        lock.lock();
        try {
            saidGoodbye = true;
            deflation.ifPresent(Deflation::close);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cut() {
        tcp.leave();
    }
}
