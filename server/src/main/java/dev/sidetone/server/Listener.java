package dev.sidetone.server;

import dev.sidetone.server.ServerSettings.Keystore;
import dev.sidetone.server.ServerSettings.Tls;
import dev.sidetone.tcp.Ears;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A port that clients connect to. */
sealed interface Listener extends AutoCloseable {

    /** Clients that the system keeps until we turn to them: as many as are served by default. */
    int BACKLOG = 1_000;

    /** Waits for the next client. */
    Tcp accept() throws IOException;

    int port();

    boolean isOpen();

    @Override
    void close() throws IOException;

    static Listener plain(String host, int port, Ears ears) {
        return bound(host, port, address -> new Plain(ServerSocketChannel.open().bind(address, BACKLOG), ears));
    }

    static Listener secure(String host, Tls tls) {
        var context = context(tls);
        return bound(host, tls.port(), address -> new Secure(new ServerSocket(address.getPort(), BACKLOG, address.getAddress()), context));
    }

    /** Opens a listener. */
    interface Binding {
        Listener at(InetSocketAddress address) throws IOException;
    }

    private static Listener bound(String host, int port, Binding binding) {
        try {
            var address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) throw new UnknownHostException(host);
            return binding.at(address);
        } catch (UnknownHostException e) {
            throw new ServerRefused("cannot listen on " + host + ":" + port + ": the host is unknown, give an address of this machine", e);
        } catch (IOException e) {
            throw new ServerRefused("cannot listen on " + host + ":" + port + " (" + e.getMessage() + "): choose another port, or 0 for any free one", e);
        }
    }

    private static SSLContext context(Tls tls) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (tls.keystore().isPresent()) {
                var given = tls.keystore().get();
                keys.init(opened(given), given.password().toCharArray());
            } else {
                var made = SelfSigned.certificate();
                keys.init(made.keystore(), made.password().toCharArray());
            }
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ServerRefused("cannot set up TLS (" + e.getMessage() + "): check the keystore, or do without TLS", e);
        }
    }

    private static KeyStore opened(Keystore given) throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(given.path().toFile(), given.password().toCharArray());
        } catch (IOException e) {
            throw new ServerRefused("cannot read the keystore " + given.path() + " (" + e.getMessage() + "): check the file and its password", e);
        }
    }

    /** TCP as it is. */
    record Plain(ServerSocketChannel channel, Ears ears) implements Listener {
        @Override
        public Tcp accept() throws IOException {
            var client = channel.accept();
            try {
                return new PlainTcp(client, ears);
            } catch (IOException | RuntimeException e) {
                client.close();
                throw e;
            }
        }

        @Override
        public int port() {
            return channel.socket().getLocalPort();
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** TLS. */
    record Secure(ServerSocket socket, SSLContext context) implements Listener {
        @Override
        public Tcp accept() throws IOException {
            var client = socket.accept();
            try {
                return new SecureTcp(client, context);
            } catch (IOException | RuntimeException e) {
                client.close();
                throw e;
            }
        }

        @Override
        public int port() {
            return socket.getLocalPort();
        }

        @Override
        public boolean isOpen() {
            return !socket.isClosed();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
