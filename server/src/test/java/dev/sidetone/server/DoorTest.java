package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.ServerSettings.Limits;
import dev.sidetone.server.ServerSettings.Tls;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that come in and then do not get on with it. */
@Timeout(60)
class DoorTest {

    private static final byte ALERT = 21;
    private static final String HALF = "POST /v1/realtime/client_secrets HTTP/1.1\r\nHost: x\r\n";

    private static RealtimeServer server(int room) {
        var limits = new Limits(room, 1 << 20, Duration.ofMinutes(1), Duration.ofSeconds(10));
        return RealtimeServer.start(ServerSettings.DEFAULT.withLimits(limits).withTls(new Tls(0, Optional.empty())), ScriptedModel.script().build());
    }

    private static Socket saying(int port, String words) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** TLS may take its leave, before anything was agreed: an alert (RFC 8446, 6). */
    private static boolean hungUpOn(Socket socket) throws IOException {
        try (socket) {
            var said = socket.getInputStream().readAllBytes();
            return said.length == 0 || said[0] == ALERT;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Ten seconds of real time: by the wall is how long a client may take. */
    @Test
    void who_takes_too_long_is_hung_up_on_and_others_notice_nothing() throws Exception {
        try (var server = server(100)) {
            int plain = server.port(), secure = server.secureUri().orElseThrow().getPort();
            var stalled = new ArrayList<>(List.of(saying(plain, ""), saying(plain, "GET "), saying(plain, HALF), saying(plain, HALF + "Content-Length: 5\r\n\r\n{"),
                    saying(plain, HALF + "Transfer-Encoding: chunked\r\n\r\n5\r\n"), saying(secure, ""), saying(secure, "\u0016\u0003\u0001\u0000")));
            var trickles = saying(plain, "GET /");
            Thread.ofVirtual().start(() -> trickle(trickles));
            stalled.add(trickles);
            try (var client = TestClient.to(server)) {
                client.await("session.created");
                for (var socket : stalled) assertThat(hungUpOn(socket)).isTrue();
                client.send("{'type':'input_audio_buffer.clear'}").await("input_audio_buffer.cleared");
            }
        }
    }

    private static void trickle(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write('x');
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException over) {
            // As expected.
        }
    }

    @Test
    void those_who_say_nothing_are_counted() throws Exception {
        try (var server = server(3)) {
            var silent = new ArrayList<Socket>();
            for (int i = 0; i < 64; i++) silent.add(saying(server.port(), ""));
            var oneTooMany = saying(server.port(), "");
            assertThat(hungUpOn(oneTooMany)).isTrue();

            silent.removeLast().close();
            try (var client = awaited(server)) {
                client.await("session.created");
            }
            for (var socket : silent) socket.close();
        }
    }

    /** The server learns of an end when it looks next. */
    private static TestClient awaited(RealtimeServer server) {
        while (true) {
            try {
                return TestClient.to(server);
            } catch (RuntimeException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_server_that_is_closed_leaves_no_connection_and_no_thread_behind() throws Exception {
        var others = ears();
        var server = server(100);
        var ours = new HashSet<>(ears());
        ours.removeAll(others);
        var sockets = List.of(saying(server.port(), ""), saying(server.port(), HALF), saying(server.secureUri().orElseThrow().getPort(), ""));
        server.close();

        for (var socket : sockets) assertThat(hungUpOn(socket)).isTrue();
        assertThat(ours).isNotEmpty();
        for (var thread : ours) thread.join();
    }

    private static Set<Thread> ears() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("sidetone-ears")).collect(Collectors.toSet());
    }
}
