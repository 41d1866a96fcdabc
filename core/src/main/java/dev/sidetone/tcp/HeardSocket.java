package dev.sidetone.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * TCP as it is. The {@link Ears} bring what comes; whoever writes hands it to the network at once, and the ears go on with what the
 * network did not take. An interrupt does not close it. Thread-safe, but for {@link #in}, which is for one thread.
 */
public final class HeardSocket implements AutoCloseable {

    /** The JDK copies what is written, and keeps the room for the copy for each thread that carries others. */
    private static final int WRITTEN_AT_ONCE = 128 << 10;

    private final SocketChannel channel;
    private final Ears ears;
    private final SelectionKey key;
    private final Intake in = new Intake(new Tap());
    private final Outgoing out = new Outgoing(new Network());

    /**
     * Nothing is heard before {@link #open}.
     *
     * @param channel connected; from now on this object's
     */
    public HeardSocket(SocketChannel channel, Ears ears) throws IOException {
        this.channel = channel;
        this.ears = ears;
        channel.configureBlocking(false);
        // Frames are small and late ones useless: none waits to be joined with the next.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(ears.selector(), 0, this);
    }

    /** From now on what comes is heard. */
    public void open() {
        listenFor(SelectionKey.OP_READ);
    }

    /** Ends when the peer has ended, or the socket is closed here. */
    public InputStream in() {
        return in;
    }

    public Outgoing out() {
        return out;
    }

    /** By the ears: the network has something, or takes something. @param buffer to use for the moment */
    void ready(ByteBuffer buffer) throws IOException {
        if (key.isReadable()) hear(buffer.clear());
        if (key.isValid() && key.isWritable()) {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            out.goOn();
        }
    }

    private void hear(ByteBuffer buffer) throws IOException {
        if (channel.read(buffer) < 0) {
            shut();
            in.end();
            return;
        }
        var bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        in.put(bytes);
    }

    private void shut() {
        if (key.isValid()) key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    private void listenFor(int what) {
        if (!key.isValid()) return;
        key.interestOpsOr(what);
        ears.wake();
    }

    /** Never blocks. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
        // The selector gives back the descriptor when it looks next.
        ears.wake();
        in.end();
        out.drop();
    }

    private final class Tap implements Intake.Tap {

        @Override
        public void shut() {
            HeardSocket.this.shut();
        }

        @Override
        public void open() {
            HeardSocket.this.open();
        }
    }

    private final class Network implements Outgoing.Network {

        @Override
        public void take(ByteBuffer bytes) throws IOException {
            int end = bytes.limit();
            try {
                do {
                    bytes.limit(Math.min(end, bytes.position() + WRITTEN_AT_ONCE));
                    channel.write(bytes);
                } while (!bytes.hasRemaining() && bytes.limit() < end);
            } finally {
                bytes.limit(end);
            }
        }

        @Override
        public void callBack() {
            listenFor(SelectionKey.OP_WRITE);
        }

        @Override
        public void end() throws IOException {
            channel.shutdownOutput();
        }
    }
}
