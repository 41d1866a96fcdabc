package dev.sidetone.server;

import dev.sidetone.tcp.Ears;
import dev.sidetone.tcp.HeardSocket;
import dev.sidetone.tcp.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;

/** TCP as it is, heard by the server's {@link Ears}. */
final class PlainTcp implements Tcp {

    private final HeardSocket socket;
    private final Curfew curfew = new Curfew(this::close);

    PlainTcp(SocketChannel channel, Ears ears) throws IOException {
        socket = new HeardSocket(channel, ears);
    }

    @Override
    public void shakeHands() {
        socket.open();
    }

    @Override
    public InputStream in() {
        return socket.in();
    }

    @Override
    public Outgoing out() {
        return socket.out();
    }

    @Override
    public Curfew curfew() {
        return curfew;
    }

    @Override
    public void close() {
        curfew.close();
        socket.close();
    }
}
