package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.client.Wire.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand on the wire between the handshake and the goodbye, and what may not. */
@Timeout(30)
class WebSocketFramesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private static Wire open(RawServer server) throws InterruptedException {
        return WebSocketWire.open(Endpoint.of(server.uri("ws")), server.uri("ws"));
    }

    /** Receives until something has come, at most as often as the test's time limit allows. */
    private static Received next(Wire wire) throws InterruptedException {
        while (true) {
            var next = wire.receive(Duration.ofMillis(20));
            if (!(next instanceof Received.Nothing)) return next;
        }
    }

    @Test
    void a_message_in_parts_is_whole_again_and_more_than_a_window_comes_through() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade();
            c.frame(0x01, "one ".getBytes(StandardCharsets.UTF_8));
            c.frame(0x89, new byte[] {1, 2, 3, 4});
            c.frame(0x80, "two".getBytes(StandardCharsets.UTF_8));
            c.text("x".repeat(5_000_000));
            for (int i = 0; i < 200; i++) c.text("n" + i);
            c.close(1000, "");
            c.read();
        }); var wire = open(server)) {
            assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Event("one two"));
            assertThat(wire.receive(PATIENCE)).isInstanceOfSatisfying(Received.Event.class, e -> assertThat(e.text()).hasSize(5_000_000));
            for (int i = 0; i < 200; i++) assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Event("n" + i));
            assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Closed(1000, ""));
            assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Closed(1000, ""));
        }
    }

    @Test
    void five_megabytes_in_many_frames_are_one_message_whatever_stands_between_them() throws Exception {
        var random = new Random(5);
        var text = new StringBuilder();
        while (text.length() < 5_000_000) text.append("grüß dich, Zoë 👋 ");
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (var server = new RawServer(c -> {
            c.upgrade();
            for (int at = 0; at < bytes.length;) {
                // Frames end inside characters, too.
                int end = Math.min(bytes.length, at + 1 + random.nextInt(10_000));
                c.frame((at == 0 ? 0x01 : 0x00) | (end == bytes.length ? 0x80 : 0), Arrays.copyOfRange(bytes, at, end));
                if (random.nextInt(50) == 0 && end < bytes.length) c.frame(0x00, new byte[0]);
                if (random.nextInt(50) == 0) c.frame(0x89, new byte[] {1});
                at = end;
            }
            while (true) c.read();
        }); var wire = open(server)) {
            assertThat(next(wire)).isInstanceOfSatisfying(Received.Event.class, event -> assertThat(event.text().contentEquals(text)).isTrue());
        }
    }

    @Test
    void compression_is_not_offered_and_not_accepted() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade();
            heard.add(c.request.toLowerCase(Locale.ROOT));
            c.read();
        }); var wire = open(server)) {
            assertThat(wire.receive(Duration.ZERO)).isEqualTo(new Received.Nothing());
            assertThat(heard.take()).doesNotContain("sec-websocket-extensions");
        }
        try (var server = new RawServer(c -> {
            c.upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n");
            c.read();
        })) {
            assertThatThrownBy(() -> open(server)).isInstanceOf(RealtimeException.class).hasMessageNotContaining("\n");
        }
    }

    @Test
    void a_ping_of_the_server_is_answered_with_its_own_words() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade().frame(0x89, "abc".getBytes(StandardCharsets.US_ASCII));
            c.text(c.read());
            c.read();
        }); var wire = open(server)) {
            assertThat(next(wire)).isEqualTo(new Received.Event("10 abc"));
        }
    }

    @ParameterizedTest
    @CsvSource({"a masked frame, 81 81 00 00 00 00 41", "no UTF-8, 81 02 C3 28", "half a character at the end, 81 01 C3", "a continuation of nothing, 80 01 41",
        "a ping in parts, 09 00", "a length no frame has, 81 7F FF FF FF FF FF FF FF FF", "a goodbye of one byte, 88 01 03", "not a frame at all, 48 54 54 50 2F 31"})
    void what_breaks_the_framing_is_lost_with_a_cause(String what, String hex) throws Exception {
        var bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        try (var server = new RawServer(c -> {
            c.upgrade().text("before");
            for (byte b : bytes) c.bytes(b);
            while (true) c.read();
        }); var wire = open(server)) {
            assertThat(next(wire)).isEqualTo(new Received.Event("before"));
            assertThat(next(wire)).as(what).isInstanceOfSatisfying(Received.Lost.class, lost -> assertThat(lost.cause()).isNotBlank().doesNotContain("\n"));
        }
    }

    @Test
    void a_binary_frame_is_handed_on_as_something_unreadable() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade().frame(0x82, new byte[10]);
            c.read();
        }); var wire = open(server)) {
            assertThat(wire.receive(PATIENCE)).isEqualTo(new Received.Event("(a binary frame)"));
        }
    }
}
