package dev.sidetone.conformance;

import static dev.sidetone.conformance.RawSocket.CLOSE;
import static dev.sidetone.conformance.RawSocket.CONTINUATION;
import static dev.sidetone.conformance.RawSocket.FINAL;
import static dev.sidetone.conformance.RawSocket.PING;
import static dev.sidetone.conformance.RawSocket.PONG;
import static dev.sidetone.conformance.RawSocket.TEXT;
import static dev.sidetone.conformance.RawSocket.frame;
import static dev.sidetone.conformance.RawSocket.masked;
import static dev.sidetone.conformance.RawSocket.unmasked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 6455 that a client can break, and how it is told. */
class FramesTest {

    private static final String CLEAR = "{\"type\":\"input_audio_buffer.clear\"}";
    private static final byte[] EVENT = CLEAR.getBytes(StandardCharsets.UTF_8);
    private static final byte[] NO_UTF8 = {'{', (byte) 0xc3, (byte) 0x28, '}'};

    private static RealtimeServer server;

    @BeforeAll
    static void start() {
        server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Stream<Arguments> offences() {
        return Stream.of(
                Arguments.of("not masked (5.1)", unmasked(FINAL | TEXT, EVENT), 1002),
                Arguments.of("a reserved bit without an extension (5.2)", masked(FINAL | 0x40 | TEXT, EVENT), 1002),
                Arguments.of("a reserved opcode (5.2)", masked(FINAL | 3, EVENT), 1002),
                Arguments.of("a reserved control opcode (5.2)", masked(FINAL | 11, new byte[0]), 1002),
                Arguments.of("a continuation of nothing (5.4)", masked(FINAL | CONTINUATION, EVENT), 1002),
                Arguments.of("a text within a text (5.4)", both(masked(TEXT, EVENT), masked(FINAL | TEXT, EVENT)), 1002),
                Arguments.of("a control frame in pieces (5.5)", masked(PING, new byte[4]), 1002),
                Arguments.of("a control frame of 126 bytes (5.5)", masked(FINAL | PING, new byte[126]), 1002),
                Arguments.of("a close frame with half a code (5.5.1)", masked(FINAL | CLOSE, new byte[1]), 1002),
                Arguments.of("a close code that is never sent (7.4.1)", close(1005, ""), 1002),
                Arguments.of("a close code out of range (7.4.2)", close(999, ""), 1002),
                Arguments.of("text that is no UTF-8 (8.1)", masked(FINAL | TEXT, NO_UTF8), 1007),
                Arguments.of("a text cut within a character (8.1)", masked(FINAL | TEXT, Arrays.copyOf(NO_UTF8, 2)), 1007));
    }

    private static byte[] close(int code, String reason) {
        var words = reason.getBytes(StandardCharsets.UTF_8);
        return masked(FINAL | CLOSE, ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array());
    }

    private static byte[] both(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("offences")
    void an_offence_is_told_by_the_code_for_it(String rule, byte[] offence, int code) throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.write(offence);

            var last = socket.readToEnd().getLast();
            assertThat(last.opcode()).as(rule).isEqualTo(CLOSE);
            assertThat(last.closeCode()).as(rule).isEqualTo(code);
        }
    }

    @Test
    void a_length_beyond_63_bits_ends_the_connection() throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.write(frame(FINAL | TEXT, EVENT, -1L >>> 1, new byte[4]));

            assertThat(socket.readToEnd()).noneMatch(frame -> frame.closeCode() == 1011);
        }
    }

    @Test
    void pieces_too_large_together_are_refused() throws IOException {
        try (var socket = new RawSocket(server)) {
            var piece = new byte[13 << 20];
            Arrays.fill(piece, (byte) ' ');
            socket.write(masked(TEXT, piece));
            try {
                socket.write(masked(FINAL | CONTINUATION, piece));
            } catch (IOException alreadyRefused) {
                // It need not read to the end.
            }
            assertThat(socket.readToEnd()).noneMatch(frame -> frame.text().contains("cleared"));
        }
    }

    @Test
    void an_event_may_come_in_pieces_with_a_ping_between_them() throws IOException {
        try (var socket = new RawSocket(server)) {
            var frames = new ArrayList<byte[]>();
            for (byte each : EVENT) frames.add(masked(CONTINUATION, new byte[] {each}));
            frames.set(0, masked(TEXT, Arrays.copyOf(EVENT, 1)));
            frames.add(7, masked(FINAL | PING, new byte[] {1, 2, 3}));
            frames.add(masked(FINAL | CONTINUATION, new byte[0]));
            for (var frame : frames) socket.write(frame);

            var answers = List.of(socket.read(), socket.read(), socket.read());
            assertThat(answers).anySatisfy(frame -> {
                assertThat(frame.opcode()).isEqualTo(PONG);
                assertThat(frame.payload()).containsExactly(1, 2, 3);
            });
            assertThat(answers.getLast().text()).contains("input_audio_buffer.cleared");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void a_goodbye_is_returned(int code) throws IOException {
        try (var socket = new RawSocket(server)) {
            assertThat(socket.read().text()).contains("session.created");
            socket.write(close(code, "Bye."));

            assertThat(socket.readToEnd().getLast().closeCode()).isEqualTo(code);
        }
    }
}
