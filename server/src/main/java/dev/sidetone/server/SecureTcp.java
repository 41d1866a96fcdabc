package dev.sidetone.server;

import dev.sidetone.tcp.Outgoing;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** TLS over blocking sockets. A thread for each piece that is written, one after the other: the JDK's TLS may wait for the network at any time. */
final class SecureTcp implements Tcp, Outgoing.Network {

    /** The type of the record that a client begins with (RFC 8446, 5.1). */
    private static final int HANDSHAKE = 22;

    private final Socket tcp;
    private final SSLContext context;
    /** Absent until the client has said something. */
    private volatile Optional<Secured> tls = Optional.empty();
    private final Outgoing out = new Outgoing(this);
    private final Curfew curfew = new Curfew(this::close);
    /** Guarded by the lock of {@link #out}. */
    private boolean writing;

    private record Secured(SSLSocket socket, InputStream in, OutputStream out) {}

    SecureTcp(Socket tcp, SSLContext context) throws IOException {
        this.tcp = tcp;
        this.context = context;
        tcp.setTcpNoDelay(true);
    }

    @Override
    public void shakeHands() throws IOException {
        int first = tcp.getInputStream().read();
        if (first < 0) throw new EOFException("the client left before it said anything");
        if (first != HANDSHAKE) throw sentAway();
        var secured = (SSLSocket) context.getSocketFactory().createSocket(tcp, new ByteArrayInputStream(new byte[] {(byte) first}), true);
        tls = Optional.of(new Secured(secured, secured.getInputStream(), secured.getOutputStream()));
        try {
            secured.startHandshake();
        } catch (EOFException e) {
            throw new SSLException("the client left in the middle of the handshake", e);
        }
    }

    /** Mostly a client with {@code ws://} where {@code wss://} is meant: it can read this. */
    private SSLException sentAway() throws IOException {
        tcp.getOutputStream().write(Reply.text(400, "This port speaks TLS: connect with wss:// or https://.").bytes(true, false));
        tcp.shutdownOutput();
        tcp.getInputStream().transferTo(OutputStream.nullOutputStream());
        return new SSLException("the client does not speak TLS");
    }

    @Override
    public InputStream in() {
        return tls.orElseThrow().in;
    }

    @Override
    public Outgoing out() {
        return out;
    }

    @Override
    public Curfew curfew() {
        return curfew;
    }

    @Override
    public void take(ByteBuffer bytes) {
        if (writing) return;
        writing = true;
        var taken = bytes.array();
        bytes.position(bytes.limit());
        Thread.ofVirtual().name("sidetone-tls").start(() -> write(taken));
    }

    private void write(byte[] bytes) {
        try {
            tls.orElseThrow().out.write(bytes);
            out.goOn(() -> writing = false);
        } catch (IOException gone) {
            out.drop();
        }
    }

    @Override
    public boolean idle() {
        return !writing;
    }

    /** The thread that writes does, when it has done. */
    @Override
    public void callBack() {}

    @Override
    public void end() {
        Thread.ofVirtual().name("sidetone-tls").start(() -> {
            try {
                if (tls.isPresent()) tls.get().socket.shutdownOutput();
                tcp.shutdownOutput();
            } catch (IOException gone) {
                // Then it has ended by itself.
            }
        });
    }

    /** The connection under TLS: to close TLS itself may wait for the network. */
    @Override
    public void close() {
        curfew.close();
        try {
            tcp.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
        out.drop();
    }
}
