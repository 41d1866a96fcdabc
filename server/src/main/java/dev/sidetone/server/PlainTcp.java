package dev.sidetone.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * TCP as it is. The server's {@link Ears} bring what comes; whoever writes hands it to the network at once, and the ears go on with what the
 * network did not take.
 */
final class PlainTcp implements Tcp, Intake.Tap, Outgoing.Network {

    /** The JDK copies what is written, and keeps the room for the copy for each thread that carries others. */
    private static final int WRITTEN_AT_ONCE = 128 << 10;

    private final SocketChannel channel;
    private final Ears ears;
    private final SelectionKey key;
    private final Intake in = new Intake(this);
    private final Outgoing out = new Outgoing(this);
    private final Curfew curfew = new Curfew(this::close);

    PlainTcp(SocketChannel channel, Ears ears) throws IOException {
        this.channel = channel;
        this.ears = ears;
        channel.configureBlocking(false);
        // Frames are small and late ones useless: none waits to be joined with the next.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(ears.selector(), 0, this);
    }

    @Override
    public void shakeHands() {
        open();
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public Outgoing out() {
        return out;
    }

    @Override
    public Curfew curfew() {
        return curfew;
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

    @Override
    public void shut() {
        if (key.isValid()) key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    @Override
    public void open() {
        listenFor(SelectionKey.OP_READ);
    }

    private void listenFor(int what) {
        if (!key.isValid()) return;
        key.interestOpsOr(what);
        ears.wake();
    }

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
    public boolean idle() {
        return true;
    }

    @Override
    public void callBack() {
        listenFor(SelectionKey.OP_WRITE);
    }

    @Override
    public void end() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        curfew.close();
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
}
