package dev.sidetone.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that hears all sockets of a server, or of all clients of a process. It takes what has come and brings it to each
 * connection's own thread, and never waits for any of them. Virtual threads that wait on their sockets would do, too, with three calls of the
 * system more for each frame: they look whether something is there, ask to be woken, and look again.
 */
public final class Ears implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ears.class);

    /** Ten messages of 100 ms of audio; one peer can fill the ears with as much before another is heard. */
    private static final int READ_AT_ONCE = 64 << 10;

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_AT_ONCE);
    private volatile boolean closing;

    public Ears() throws IOException {
        selector = Selector.open();
        Thread.ofPlatform().daemon().name("sidetone-ears").start(this::hear);
    }

    /** Whether what is registered from now on is heard, too. */
    public boolean isOpen() {
        return !closing && selector.isOpen();
    }

    Selector selector() {
        return selector;
    }

    void wake() {
        selector.wakeup();
    }

    private void hear() {
        try (selector) {
            while (!closing || !selector.keys().isEmpty()) hearWhatCame();
        } catch (IOException e) {
            LOG.error("no connection can be heard any more", e);
        }
    }

    private void hearWhatCame() throws IOException {
        try {
            selector.select(this::serve);
        } catch (OutOfMemoryError passing) {
            // There may be some again.
            Thread.yield();
        }
    }

    private void serve(SelectionKey key) {
        var socket = (HeardSocket) key.attachment();
        try {
            socket.ready(buffer);
        } catch (IOException | CancelledKeyException gone) {
            socket.close();
        } catch (RuntimeException | Error defect) {
            // One connection's trouble, want of memory for instance: the others are still to be heard.
            LOG.error("a connection could not be heard: {}", defect.getClass().getSimpleName());
            socket.close();
        }
    }

    /** Ends once the last connection has. */
    @Override
    public void close() {
        closing = true;
        wake();
    }
}
