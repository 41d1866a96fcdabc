package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.client.RealtimeException.TlsTrouble;
import dev.sidetone.client.RealtimeException.Unreachable;
import dev.sidetone.client.Wire.Received;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire under TLS, with the JDK's own on the other side. */
@Timeout(60)
class SecureWireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static SSLContext context;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        var store = folder.resolve("store.p12");
        var made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "a",
                "-keyalg", "EC", "-dname", "CN=elsewhere", "-storetype", "PKCS12", "-storepass", "password", "-keystore", store.toString())
                .redirectErrorStream(true).start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), "password".toCharArray()), "password".toCharArray());
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
    }

    /** Speaks no other version of TLS. */
    private static ServerSocketFactory only(String version) {
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port) throws IOException {
                return createServerSocket(port, 50, null);
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                return createServerSocket(port, backlog, null);
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                var socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, backlog, address);
                socket.setEnabledProtocols(new String[] {version});
                return socket;
            }
        };
    }

    private static Endpoint endpoint(RawServer server) {
        return Endpoint.of(server.uri("wss")).trusting(Endpoint.Trust.ANYONE);
    }

    private static Wire open(Endpoint endpoint) throws InterruptedException {
        return WebSocketWire.open(endpoint, endpoint.uri());
    }

    private static ClientEvent.AudioAppend audio(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (length + 31 * i);
        return new ClientEvent.AudioAppend(bytes);
    }

    @Test
    void a_self_signed_server_is_believed_only_when_asked_to() throws Exception {
        try (var server = new RawServer(context.getServerSocketFactory(), c -> {
            c.upgrade().text("hello");
            c.read();
        })) {
            assertThatThrownBy(() -> open(Endpoint.of(server.uri("wss")))).isInstanceOf(TlsTrouble.class).hasMessageContaining("its certificate is trusted");
            // The server was told why, and does not guess at a broken network.
            assertThat(server.heard.take()).contains("SSLHandshakeException").contains("certificate_unknown");
            try (var wire = open(endpoint(server))) {
                assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Event("hello"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void texts_of_all_sizes_pass_both_ways(String version) throws Exception {
        try (var server = new RawServer(only(version), c -> {
            c.upgrade();
            while (true) c.text(c.read().substring(2));
        }); var wire = open(endpoint(server))) {
            for (int size : new int[] {1, 2, 125, 126, 4_000, 8_192, 16_384, 16_385, 65_536, 300_000, 900_000}) {
                var text = "é".repeat(size / 2) + "x".repeat(size % 2 + 1);
                wire.send(text);
                assertThat(wire.receive(PATIENCE)).as("%d bytes", size).isEqualTo(new Received.Event(text));
            }
            for (int size : new int[] {1, 960, 4_800, 9_600, 48_000, 240_000}) {
                assertThat(wire.sendNow(audio(size))).isTrue();
                assertThat(wire.receive(PATIENCE)).as("audio of %d bytes", size).isEqualTo(new Received.Event(Codec.write(audio(size))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void what_the_network_does_not_take_at_once_comes_in_order(String version) throws Exception {
        var gate = new CountDownLatch(1);
        var audio = audio(75_000);
        try (var server = new RawServer(only(version), c -> {
            c.upgrade();
            gate.await();
            while (true) heard.add(c.read());
        }); var wire = open(endpoint(server))) {
            int sent = 0;
            while (wire.sendNow(audio)) sent++;
            gate.countDown();
            wire.send("last");
            for (int i = 0; i < sent; i++) assertThat(heard.take()).isEqualTo("1 " + Codec.write(audio));
            assertThat(heard.take()).isEqualTo("1 last");
        }
    }

    @Test
    void a_record_in_many_pieces_and_many_in_one_piece_are_read() throws Exception {
        try (var server = new RawServer(context.getServerSocketFactory(), c -> {
            c.upgrade();
            for (int i = 0; i < 500; i++) c.text("number " + i);
            c.close(1000, "");
            c.read();
        }); var wire = open(endpoint(server))) {
            for (int i = 0; i < 500; i++) assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Event("number " + i));
            assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Closed(1000, ""));
        }
    }

    @Test
    void a_server_that_goes_away_without_any_goodbye_is_noticed() throws Exception {
        try (var server = new RawServer(context.getServerSocketFactory(), c -> {
            c.upgrade();
            c.reset();
        }); var wire = open(endpoint(server))) {
            assertThat(wire.receive(PATIENCE)).isInstanceOf(Received.Lost.class);
        }
    }

    @Test
    void what_does_not_speak_TLS_is_said_to() throws Exception {
        try (var server = new RawServer(c -> c.raw("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThatThrownBy(() -> open(endpoint(server))).isInstanceOf(TlsTrouble.class).hasMessageContaining("check that it speaks TLS");
        }
    }

    @Test
    void one_that_leaves_or_keeps_silent_in_the_middle_of_the_handshake_is_told_of() throws Exception {
        try (var server = new RawServer(c -> {})) {
            assertThatThrownBy(() -> open(endpoint(server))).isInstanceOf(RealtimeException.class).hasMessageContaining("no secure connection");
        }
        var never = new CountDownLatch(1);
        try (var server = new RawServer(c -> never.await())) {
            var hurried = endpoint(server).withConnectTimeout(Duration.ofMillis(200));
            assertThatThrownBy(() -> open(hurried)).isInstanceOf(Unreachable.class).hasMessageContaining("within 0.2 s");
            never.countDown();
        }
    }

    @Test
    void the_way_leads_through_the_proxy_of_the_system() throws Exception {
        var system = ProxySelector.getDefault();
        try (var server = new RawServer(context.getServerSocketFactory(), c -> {
            c.upgrade();
            while (true) c.text(c.read().substring(2));
        }); var proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> tunnel(proxy, server.uri("wss").getPort()));
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.getLocalPort())));
            try (var wire = open(endpoint(server))) {
                wire.send("through the tunnel");
                assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Event("through the tunnel"));
                assertThat(heard.take()).startsWith("CONNECT 127.0.0.1:");
                // Its streams may wait for the network at any time.
                assertThat(wire.sendNow(audio(1))).isFalse();
            }
        } finally {
            ProxySelector.setDefault(system);
        }
    }

    private void tunnel(ServerSocket proxy, int to) {
        try (var client = proxy.accept(); var server = new Socket(InetAddress.getLoopbackAddress(), to)) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) head.append((char) client.getInputStream().read());
            heard.add(head.toString());
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var back = Thread.ofVirtual().start(() -> pass(server, client));
            pass(client, server);
            back.join();
        } catch (IOException | InterruptedException over) {
            heard.add("over " + over);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            // The other direction learns the same.
        }
    }
}
