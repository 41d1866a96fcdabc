package dev.sidetone.server;

import dev.sidetone.tcp.Ears;
import dev.sidetone.tcp.HeardSocket;
import dev.sidetone.tcp.Outgoing;
import dev.sidetone.tcp.Tls;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** TLS over TCP as the server's {@link Ears} hear it. */
final class SecureTcp implements Tcp {

    /** The type of the record that a client begins with (RFC 8446, 5.1). */
    private static final int HANDSHAKE = 22;

    private final HeardSocket socket;
    private final Tls tls;
    private final Curfew curfew = new Curfew(this::close);

    SecureTcp(SocketChannel channel, Ears ears, SSLContext context) throws IOException {
        socket = new HeardSocket(channel, ears);
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        tls = new Tls(engine);
    }

    @Override
    public void shakeHands() throws IOException {
        socket.open();
        int first = socket.in().read();
        if (first < 0) throw new EOFException("the client left before it said anything");
        if (first != HANDSHAKE) throw sentAway();
        socket.out().sealWith(tls);
        var all = new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) first}), socket.in());
        tls.over(all, this::answer);
        tls.shakeHands();
        tls.over(socket.in(), this::answer);
    }

    private void answer() {
        socket.out().putCopyOf(Tls.NOTHING.duplicate());
    }

    /** Mostly a client with {@code ws://} where {@code wss://} is meant: it can read this. */
    private SSLException sentAway() throws IOException {
        socket.out().put(Reply.text(400, "This port speaks TLS: connect with wss:// or https://.").bytes(true, false));
        socket.out().end();
        socket.in().transferTo(OutputStream.nullOutputStream());
        return new SSLException("the client does not speak TLS");
    }

    @Override
    public InputStream in() {
        return tls.in();
    }

    @Override
    public Outgoing out() {
        return socket.out();
    }

    @Override
    public Curfew curfew() {
        return curfew;
    }

    /** The connection under TLS: nobody waits for a goodbye. */
    @Override
    public void close() {
        curfew.close();
        socket.close();
    }
}
