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
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 6455 that a client can break, and how it is told. */
class FramesTest {

    private static final String CLEAR = "{\"type\":\"input_audio_buffer.clear\"}";
    private static final byte[] EVENT = CLEAR.getBytes(StandardCharsets.UTF_8);
    private static final int LARGEST = 24 << 20;

    private static final String COMPRESSION = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

    /** The first reserved bit (RFC 7692, 7.2.3.1). */
    private static final int COMPRESSED = 0x40;

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

    /** The length it claims is enough: what it has said of the rest so far is one byte. */
    @Test
    void a_frame_too_large_is_refused_at_its_beginning() throws IOException {
        try (var other = new RawSocket(server); var socket = new RawSocket(server)) {
            socket.write(frame(FINAL | TEXT, new byte[1], LARGEST + 1, new byte[4]));

            assertTooLarge(socket);
            assertAnswers(other);
        }
    }

    @Test
    void who_goes_on_with_a_frame_too_large_still_reads_why_it_is_refused() throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.write(masked(FINAL | TEXT, blank(LARGEST + 1)));

            assertTooLarge(socket);
        }
    }

    @Test
    void pieces_too_large_together_are_refused() throws IOException {
        try (var other = new RawSocket(server); var socket = new RawSocket(server)) {
            socket.write(masked(TEXT, blank(LARGEST - 1)));
            socket.write(masked(CONTINUATION, blank(1)));
            socket.write(masked(FINAL | CONTINUATION, blank(1)));

            assertTooLarge(socket);
            assertAnswers(other);
        }
    }

    @Test
    void pieces_without_an_end_are_refused() throws IOException {
        try (var socket = new RawSocket(server)) {
            var piece = masked(CONTINUATION, blank(1 << 20));
            socket.write(masked(TEXT, EVENT));
            for (int sent = 0; sent < LARGEST; sent += 1 << 20) socket.write(piece);

            assertTooLarge(socket);
        }
    }

    @Test
    void a_compressed_event_is_heard_however_far_it_grows() throws IOException {
        try (var socket = new RawSocket(server, COMPRESSION)) {
            socket.write(masked(FINAL | COMPRESSED | TEXT, deflated(CLEAR + " ".repeat(1 << 20))));

            assertThat(socket.read().opcode()).isEqualTo(TEXT);
            assertThat(socket.read().opcode()).isEqualTo(TEXT);
        }
    }

    @Test
    void a_compressed_event_that_grows_too_far_is_refused() throws IOException {
        try (var socket = new RawSocket(server, COMPRESSION)) {
            socket.write(masked(FINAL | COMPRESSED | TEXT, deflated(" ".repeat(LARGEST + 1))));

            assertTooLarge(socket);
        }
    }

    private static void assertTooLarge(RawSocket socket) throws IOException {
        var last = socket.readToEnd().getLast();
        assertThat(last.opcode()).isEqualTo(CLOSE);
        assertThat(last.closeCode()).isEqualTo(1009);
    }

    private static void assertAnswers(RawSocket socket) throws IOException {
        assertThat(socket.read().text()).contains("session.created");
        socket.write(masked(FINAL | TEXT, EVENT));
        assertThat(socket.read().text()).contains("input_audio_buffer.cleared");
    }

    private static byte[] blank(int length) {
        var spaces = new byte[length];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }

    /** As RFC 7692, 7.2.1 says: flushed, and without the four bytes that each flush ends with. */
    private static byte[] deflated(String text) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        var out = new byte[text.length()];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
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

    /** At once after the handshake, while the greeting is being written. */
    @RepeatedTest(50)
    void a_goodbye_instead_of_a_greeting_is_returned() throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.write(close(1000, ""));

            assertThat(socket.readToEnd().getLast().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void who_talks_on_after_its_goodbye_still_reads_the_answer() throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.write(close(1000, ""));
            socket.write(masked(FINAL | TEXT, blank(1 << 20)));

            assertThat(socket.readToEnd().getLast().closeCode()).isEqualTo(1000);
        }
    }
}
