package dev.sidetone.server;

import dev.sidetone.server.ServerSettings.Keystore;
import dev.sidetone.server.ServerSettings.Tls;
import dev.sidetone.tcp.Ears;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Collections;
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

    static Plain plain(String host, int port, Ears ears) {
        return bound(host, port, address -> new Plain(ServerSocketChannel.open().bind(address, BACKLOG), ears));
    }

    static Secure secure(String host, Tls tls, Ears ears) {
        var identity = identity(tls);
        return bound(host, tls.port(), address -> new Secure(new Plain(ServerSocketChannel.open().bind(address, BACKLOG), ears), identity));
    }

    /** Opens a listener. */
    interface Binding<L extends Listener> {
        L at(InetSocketAddress address) throws IOException;
    }

    private static <L extends Listener> L bound(String host, int port, Binding<L> binding) {
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

    /** As whom the server shows itself. */
    record Identity(SSLContext context, X509Certificate certificate) {}

    private static Identity identity(Tls tls) {
        try {
            if (tls.keystore().isPresent()) return identity(opened(tls.keystore().get()), tls.keystore().get().password());
            var made = SelfSigned.certificate();
            return identity(made.keystore(), made.password());
        } catch (GeneralSecurityException e) {
            throw new ServerRefused("cannot set up TLS (" + e.getMessage() + "): check the keystore, or do without TLS", e);
        }
    }

    private static Identity identity(KeyStore store, String password) throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        for (var alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) return new Identity(context, certificate);
        }
        throw new KeyStoreException("the keystore holds no key with a certificate");
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
            return accept(PlainTcp::new);
        }

        /** Lays something over TCP. */
        private interface Laying {
            Tcp over(SocketChannel client, Ears ears) throws IOException;
        }

        private Tcp accept(Laying laying) throws IOException {
            var client = channel.accept();
            try {
                return laying.over(client, ears);
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

    /** TLS over it. */
    record Secure(Plain plain, Identity identity) implements Listener {
        @Override
        public Tcp accept() throws IOException {
            return plain.accept((client, ears) -> new SecureTcp(client, ears, identity.context()));
        }

        @Override
        public int port() {
            return plain.port();
        }

        @Override
        public boolean isOpen() {
            return plain.isOpen();
        }

        @Override
        public void close() throws IOException {
            plain.close();
        }
    }
}
