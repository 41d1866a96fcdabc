package dev.sidetone.server;

import dev.sidetone.tcp.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS over blocking sockets. A thread for each piece that is written, one after the other: the JDK's TLS may wait for the network at any time. */
final class SecureTcp implements Tcp, Outgoing.Network {

    private final Socket tcp;
    private final SSLSocket tls;
    private final InputStream in;
    private final Outgoing out = new Outgoing(this);
    private final Curfew curfew = new Curfew(this::close);
    /** Guarded by the lock of {@link #out}. */
    private boolean writing;

    SecureTcp(Socket tcp, SSLContext context) throws IOException {
        this.tcp = tcp;
        tcp.setTcpNoDelay(true);
        tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, true);
        tls.setUseClientMode(false);
        in = tls.getInputStream();
    }

    @Override
    public void shakeHands() throws IOException {
        tls.startHandshake();
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
            tls.getOutputStream().write(bytes);
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
                tls.shutdownOutput();
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
