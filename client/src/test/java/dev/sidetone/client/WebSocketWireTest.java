package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.client.RealtimeException.ProtocolBreach;
import dev.sidetone.client.RealtimeException.Rejected;
import dev.sidetone.client.RealtimeException.TlsTrouble;
import dev.sidetone.client.RealtimeException.Unreachable;
import dev.sidetone.client.Wire.Received;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class WebSocketWireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private static Endpoint endpoint(URI uri) {
        return Endpoint.of(uri).withKey(new Secret("sk-verysecret")).withConnectTimeout(Duration.ofSeconds(5));
    }

    private static Wire open(RawServer server) throws InterruptedException {
        return open(endpoint(server.uri("ws")));
    }

    private static Wire open(Endpoint endpoint) throws InterruptedException {
        return WebSocketWire.open(endpoint, endpoint.uri());
    }

    @Test
    void frames_go_both_ways_and_the_goodbye_is_1000() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade().text("{\"type\":\"hello\"}");
            heard.add(c.request);
            heard.add(c.read());
            heard.add(c.read());
            c.close(1000, "");
        }); var wire = open(endpoint(server.uri("ws")).withHeaders(Map.of("X-Trace", "7")))) {
            assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Event("{\"type\":\"hello\"}"));
            wire.send("{\"type\":\"grüezi\"}");
            wire.close(1000, "");
            assertThat(heard.take()).contains("Authorization: Bearer sk-verysecret", "X-Trace: 7");
            assertThat(heard.take()).isEqualTo("1 {\"type\":\"grüezi\"}");
            assertThat(heard.take()).isEqualTo("close 1000");
            assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Closed(1000, ""));
        }
    }

    /** Of so many bytes, which differ. */
    private static ClientEvent.AudioAppend audio(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (length + 31 * i);
        return new ClientEvent.AudioAppend(bytes);
    }

    @Test
    void a_thread_that_is_interrupted_sends_at_once_and_the_connection_stays() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade();
            heard.add(c.read());
            heard.add(c.read());
            c.read();
        }); var wire = open(server)) {
            Thread.currentThread().interrupt();
            assertThat(wire.sendNow(audio(1))).isTrue();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(wire.sendNow(audio(2))).isTrue();
            assertThat(heard.take()).isEqualTo("1 " + Codec.write(audio(1)));
            assertThat(heard.take()).isEqualTo("1 " + Codec.write(audio(2)));
        }
    }

    @Test
    void nothing_is_sent_at_once_while_the_network_takes_no_more_and_all_comes_in_order() throws Exception {
        var gate = new CountDownLatch(1);
        var audio = audio(75_000);
        try (var server = new RawServer(c -> {
            c.upgrade();
            gate.await();
            while (true) heard.add(c.read());
        }); var wire = open(server)) {
            int sent = 0;
            while (wire.sendNow(audio)) sent++;
            assertThat(wire.sendNow(audio(1))).isFalse();
            gate.countDown();
            wire.send("last");
            for (int i = 0; i < sent; i++) assertThat(heard.take()).isEqualTo("1 " + Codec.write(audio));
            assertThat(heard.take()).isEqualTo("1 last");
            assertThat(wire.sendNow(audio(2))).isTrue();
            assertThat(heard.take()).isEqualTo("1 " + Codec.write(audio(2)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1001, going away", "4000, invalid_request_error.invalid_model", "3000, invalid_request_error"})
    void the_servers_goodbye_keeps_its_code_and_reason(int code, String reason) throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade().close(code, reason);
            c.read();
        }); var wire = open(server)) {
            assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Closed(code, reason));
        }
    }

    @Test
    void a_drop_is_lost_whether_by_reset_or_by_silence_and_sending_says_so() throws Exception {
        try (var server = new RawServer(c -> c.upgrade().reset()); var wire = open(server)) {
            assertThat(wire.receive(PATIENCE)).isInstanceOf(Received.Lost.class);
            assertThatThrownBy(() -> {
                for (int i = 0; i < 100; i++) wire.send("x".repeat(100_000));
            }).isInstanceOf(RealtimeException.WireLost.class).hasMessageContaining("open a new session");
        }
    }

    @Test
    void nothing_comes_when_nothing_is_sent() throws Exception {
        try (var server = new RawServer(c -> c.upgrade().read()); var wire = open(server)) {
            assertThat(wire.receive(Duration.ofMillis(10))).isEqualTo(new Received.Nothing());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, KEY, check the key", "403, KEY, check the key", "404, ADDRESS, check the path", "429, QUOTA, try again later",
        "400, OTHER, OperationNotSupported", "500, OTHER, the server is in trouble"})
    void an_http_refusal_says_what_to_do(int status, Rejected.Kind kind, String advice) throws Exception {
        try (var server = new RawServer(c -> c.http(status, "{\"error\":{\"code\":\"OperationNotSupported\",\"message\":\"key sk-verysecret\"}}"))) {
            assertThatThrownBy(() -> open(server)).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.kind()).isEqualTo(kind);
                assertThat(rejected.getMessage()).contains("HTTP " + status, advice).doesNotContain("verysecret", "\n");
            });
        }
    }

    @Test
    void a_refusal_that_comes_in_chunks_is_quoted_whole() throws Exception {
        try (var server = new RawServer(c -> {
            c.readRequest();
            c.raw("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nno dep\r\n8;x=y\r\nloyment.\r\n0\r\n\r\n");
            c.read();
        })) {
            assertThatThrownBy(() -> open(server)).isInstanceOf(Rejected.class).hasMessageContaining("saying \"no deployment.\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"Host, elsewhere", "Sec-WebSocket-Key, mine", "X Y, z", "X-Trace, one|two"})
    void a_header_that_cannot_be_sent_is_refused_before_anything_is_sent(String name, String value) throws Exception {
        try (var server = new RawServer(c -> c.upgrade().read())) {
            var endpoint = endpoint(server.uri("ws")).withHeaders(Map.of(name, value.replace('|', '\n')));
            assertThatThrownBy(() -> open(endpoint)).isInstanceOfSatisfying(Rejected.class, rejected ->
                    assertThat(rejected).hasMessageContaining("check the names and values given").hasMessageNotContaining(value));
        }
    }

    @Test
    void an_answer_that_does_not_prove_it_read_the_request_is_no_websocket() throws Exception {
        try (var server = new RawServer(c -> {
            c.readRequest();
            c.raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n");
            c.read();
        })) {
            assertThatThrownBy(() -> open(server)).isInstanceOf(ProtocolBreach.class).hasMessageContaining("does not prove");
        }
    }

    @Test
    void the_proxy_of_the_system_is_asked_for_the_way() throws Exception {
        var system = ProxySelector.getDefault();
        try (var proxy = new RawServer(c -> {
            c.readRequest();
            heard.add(c.request.lines().findFirst().orElseThrow());
            c.raw("HTTP/1.1 200 Connected\r\n\r\n");
            c.upgrade().text("through the proxy");
            c.read();
        })) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.uri("ws").getPort())));
            try (var wire = open(endpoint(URI.create("ws://service.example:8080/v1/realtime")))) {
                assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Event("through the proxy"));
                assertThat(heard.take()).isEqualTo("CONNECT service.example:8080 HTTP/1.1");
            }
        } finally {
            ProxySelector.setDefault(system);
        }
    }

    @Test
    void whoever_wakes_the_wire_ends_the_waiting() throws Exception {
        try (var server = new RawServer(c -> c.upgrade().read()); var wire = open(server)) {
            wire.wake();
            // Longer than the test may take.
            assertThat(wire.receive(Duration.ofMinutes(5))).isEqualTo(new Received.Nothing());
        }
    }

    @Test
    void a_web_server_is_no_realtime_server() throws Exception {
        try (var server = new RawServer(c -> c.http(200, "<html>hello</html>"))) {
            assertThatThrownBy(() -> open(server)).isInstanceOf(ProtocolBreach.class).hasMessageContaining("HTTP 200").hasMessageContaining("instead of a WebSocket");
        }
        try (var server = new RawServer(c -> c.raw("220 mail.example ESMTP\r\n"))) {
            assertThatThrownBy(() -> open(server)).isInstanceOf(ProtocolBreach.class).hasMessageContaining("does not speak WebSocket");
        }
    }

    @Test
    void a_host_that_is_unknown_is_named() {
        assertThatThrownBy(() -> open(endpoint(URI.create("ws://no-such-host.invalid/v1/realtime")))).isInstanceOfSatisfying(Unreachable.class, e -> {
            assertThat(e.kind()).isEqualTo(Unreachable.Kind.UNKNOWN_HOST);
            assertThat(e).hasMessage("the host no-such-host.invalid is unknown: check the address and the network");
        });
    }

    @Test
    void a_port_where_nobody_listens_is_told() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThatThrownBy(() -> open(endpoint(URI.create("ws://127.0.0.1:" + port + "/")))).isInstanceOfSatisfying(Unreachable.class, e -> {
            assertThat(e.kind()).isEqualTo(Unreachable.Kind.REFUSED);
            assertThat(e).hasMessageContaining("nobody answers at ws://127.0.0.1:" + port);
        });
    }

    @Test
    void a_server_that_takes_the_connection_and_is_silent_times_out() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var endpoint = endpoint(URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/")).withConnectTimeout(Duration.ofMillis(200));
            assertThatThrownBy(() -> open(endpoint)).isInstanceOfSatisfying(Unreachable.class, e -> assertThat(e.kind()).isEqualTo(Unreachable.Kind.TIMEOUT));
        }
    }

    @Test
    void a_server_without_tls_is_told_from_one_that_is_not_there() throws Exception {
        try (var server = new RawServer(c -> c.raw("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))) {
            assertThatThrownBy(() -> open(endpoint(server.uri("wss")))).isInstanceOf(TlsTrouble.class).hasMessageContaining("check that it speaks TLS");
        }
    }

    /** TLS with a certificate that nobody vouches for and that names another host. */
}
