package dev.sidetone.client;

import dev.sidetone.tcp.Tls;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection as the request for a WebSocket goes over it: it blocks.
 *
 * @param tls where it is secured and has a channel, so that it can go on otherwise; a way through a proxy has none
 */
record Way(Optional<Tls> tls, InputStream in, OutputStream out) {

    /** With whom to agree on TLS. */
    record Peer(String host, int port, Endpoint.Trust trust) {}

    /** How many milliseconds are left for connecting. */
    interface Hurry {
        /** @throws SocketTimeoutException when none are */
        int left() throws SocketTimeoutException;
    }

    static Way plain(Socket tcp) throws IOException {
        return new Way(Optional.empty(), tcp.getInputStream(), tcp.getOutputStream());
    }

    /** @throws SSLException when the two cannot agree, or the peer is not who it should be */
    static Way secured(Socket tcp, Peer peer, Hurry hurry) throws IOException {
        tcp.setSoTimeout(hurry.left());
        return tcp.getChannel() == null ? throughProxy(tcp, peer) : direct(tcp, peer, hurry);
    }

    private static Way direct(Socket tcp, Peer peer, Hurry hurry) throws IOException {
        var engine = context(peer.trust).createSSLEngine(peer.host, peer.port);
        engine.setUseClientMode(true);
        engine.setSSLParameters(checking(engine.getSSLParameters()));
        var tls = new Tls(engine);
        var out = new Sealed(tls, tcp.getOutputStream());
        tls.over(new Hurried(tcp, hurry), out::answer);
        tls.shakeHands();
        return new Way(Optional.of(tls), tls.in(), out);
    }

    /** What the JDK lays through a proxy has streams only. */
    private static Way throughProxy(Socket tcp, Peer peer) throws IOException {
        var socket = (SSLSocket) context(peer.trust).getSocketFactory().createSocket(tcp, peer.host, peer.port, true);
        socket.setSSLParameters(checking(socket.getSSLParameters()));
        socket.startHandshake();
        return new Way(Optional.empty(), socket.getInputStream(), socket.getOutputStream());
    }

    private static SSLContext context(Endpoint.Trust trust) throws SSLException {
        return switch (trust) {
            case SYSTEM -> {
                try {
                    yield SSLContext.getDefault();
                } catch (NoSuchAlgorithmException e) {
                    throw new SSLException("this Java has no TLS", e);
                }
            }
            case ANYONE -> TrustAnyone.context();
        };
    }

    private static SSLParameters checking(SSLParameters parameters) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        return parameters;
    }

    /** Each piece that comes leaves less time for the next. */
    private static final class Hurried extends FilterInputStream {

        private final Socket socket;
        private final Hurry hurry;

        Hurried(Socket socket, Hurry hurry) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
            this.hurry = hurry;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            socket.setSoTimeout(hurry.left());
            return in.read(into, from, length);
        }
    }

    private static final class Sealed extends OutputStream {

        private final Tls tls;
        private final OutputStream out;

        Sealed(Tls tls, OutputStream out) {
            this.tls = tls;
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            seal(ByteBuffer.wrap(bytes, from, length));
        }

        /** What TLS itself has to say. */
        void answer() throws IOException {
            seal(Tls.NOTHING.duplicate());
        }

        private void seal(ByteBuffer plain) throws IOException {
            tls.seal(plain, sealed -> out.write(sealed.array(), sealed.arrayOffset() + sealed.position(), sealed.remaining()));
        }
    }
}
