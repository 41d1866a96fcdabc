package dev.sidetone.conformance;

import static dev.sidetone.conformance.RawSocket.CLOSE;
import static dev.sidetone.conformance.RawSocket.CONTINUATION;
import static dev.sidetone.conformance.RawSocket.FINAL;
import static dev.sidetone.conformance.RawSocket.PING;
import static dev.sidetone.conformance.RawSocket.PONG;
import static dev.sidetone.conformance.RawSocket.TEXT;
import static dev.sidetone.conformance.RawSocket.masked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 6455 from the side of a client, case by case, in the order of the Autobahn suite: framing, pings, reserved bits, opcodes, fragmentation,
 * UTF-8, closing. What the server heard is seen in the item that it makes of a text. One list, however long, to be read beside the suite's.
 */
class WebSocketRulesTest {

    private static final String BEFORE = "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"";
    private static final String BEHIND = "\"}]}}";
    private static final int AROUND = BEFORE.length() + BEHIND.length();
    private static final int BINARY = 2, PROTOCOL_ERROR = 1002, NO_UTF_8 = 1007;

    private static RealtimeServer server;

    @BeforeAll
    static void start() {
        server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static byte[] event(byte[] words) {
        var event = new ByteArrayOutputStream();
        event.writeBytes(BEFORE.getBytes(StandardCharsets.US_ASCII));
        event.writeBytes(words);
        event.writeBytes(BEHIND.getBytes(StandardCharsets.US_ASCII));
        return event.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A client that has been greeted. */
    static RawSocket greeted() throws IOException {
        var socket = new RawSocket(server);
        assertThat(socket.read().text()).contains("session.created");
        return socket;
    }

    /** The words of the next item, whatever comes before. */
    static String echo(RawSocket socket) throws IOException {
        while (true) {
            var frame = socket.read();
            assertThat(frame.opcode()).as(frame.text()).isIn(TEXT, PONG);
            if (frame.opcode() == PONG) continue;
            var event = Json.parse(frame.text()).node();
            if (event.get("type").asString().equals("conversation.item.added")) return event.at("/item/content/0/text").asString();
        }
    }

    static void assertClosed(RawSocket socket, int code) throws IOException {
        var last = socket.readToEnd().getLast();
        assertThat(last.opcode()).isEqualTo(CLOSE);
        assertThat(last.closeCode()).isEqualTo(code);
        // What it says besides is UTF-8, too.
        assertThat(last.text().substring(2)).doesNotContain("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 127, 128, 65_535, 65_536, 65_537, 1 << 20})
    void a_message_of_any_length_is_heard(int length) throws IOException {
        try (var socket = greeted()) {
            var words = "x".repeat(length - AROUND);
            socket.write(masked(FINAL | TEXT, event(utf8(words))));

            assertThat(echo(socket)).isEqualTo(words);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 997, 1_024})
    void a_message_is_heard_however_the_network_cuts_it(int piece) throws IOException {
        try (var socket = greeted()) {
            var words = "ä€𐍈".repeat(piece < 10 ? 50 : 20_000);
            socket.write(masked(FINAL | TEXT, event(utf8(words))), piece);

            assertThat(echo(socket)).isEqualTo(words);
        }
    }

    @Test
    void an_empty_message_is_an_event_that_cannot_be_read() throws IOException {
        try (var socket = greeted()) {
            socket.write(masked(FINAL | TEXT, new byte[0]));
            assertThat(socket.read().text()).contains("\"error\"");
            socket.write(masked(FINAL | BINARY, new byte[0]));
            assertThat(socket.read().text()).contains("\"error\"");
        }
    }

    @Test
    void binary_messages_of_every_length_and_in_parts_are_refused_one_by_one() throws IOException {
        try (var socket = greeted()) {
            for (int length : new int[] {1, 125, 126, 65_536}) {
                socket.write(masked(FINAL | BINARY, new byte[length]));
                assertThat(socket.read().text()).contains("\"error\"");
            }
            socket.write(masked(BINARY, new byte[5]));
            socket.write(masked(FINAL | CONTINUATION, new byte[5]));
            assertThat(socket.read().text()).contains("\"error\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 FE 00 7D", "81 FF 00 00 00 00 00 00 00 7D", "81 FF 00 00 00 00 00 00 FF FF", "81 FF 80 00 00 00 00 00 00 00"})
    void a_length_must_be_possible_and_written_in_its_shortest_form(String head) throws IOException {
        try (var socket = greeted()) {
            socket.write(HexFormat.ofDelimiter(" ").parseHex(head));

            assertClosed(socket, PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 125})
    void a_ping_is_answered_with_its_own_payload(int length) throws IOException {
        try (var socket = greeted()) {
            var payload = new byte[length];
            new Random(length).nextBytes(payload);
            socket.write(masked(FINAL | PING, payload), length == 125 ? 1 : 200);

            var pong = socket.read();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.payload()).isEqualTo(payload);
        }
    }

    @Test
    void ten_pings_are_answered_in_their_order_and_pongs_that_answer_nothing_are_passed_over() throws IOException {
        try (var socket = greeted()) {
            socket.write(masked(FINAL | PONG, utf8("what?")));
            for (int i = 0; i < 10; i++) socket.write(masked(FINAL | PING, new byte[] {(byte) i}));

            for (int i = 0; i < 10; i++) assertThat(socket.read().payload()).containsExactly(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void reserved_bits_that_nobody_agreed_on_end_the_connection(int bits) throws IOException {
        for (int opcode : new int[] {TEXT, BINARY, PING, CLOSE}) {
            try (var socket = greeted()) {
                socket.write(masked(FINAL | TEXT, event(utf8("before"))));
                assertThat(echo(socket)).isEqualTo("before");
                socket.write(masked(FINAL | bits << 4 | opcode, new byte[2]));

                assertClosed(socket, PROTOCOL_ERROR);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void an_opcode_that_is_not_given_out_ends_the_connection(int opcode) throws IOException {
        for (int length : new int[] {0, 5}) {
            try (var socket = greeted()) {
                socket.write(masked(FINAL | opcode, new byte[length]));

                assertClosed(socket, PROTOCOL_ERROR);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100})
    void a_message_in_parts_is_whole_again_with_pings_and_empty_parts_between_them(int parts) throws IOException {
        try (var socket = greeted()) {
            var words = "Grüße, 你好, 👋 ".repeat(20);
            var bytes = event(utf8(words));
            var random = new Random(parts);
            for (int at = 0, i = 0; i < parts; i++) {
                int end = i == parts - 1 ? bytes.length : at + random.nextInt(bytes.length - at);
                socket.write(masked((i == parts - 1 ? FINAL : 0) | (i == 0 ? TEXT : CONTINUATION), Arrays.copyOfRange(bytes, at, end)));
                if (i < parts - 1) socket.write(masked(FINAL | PING, new byte[] {(byte) i}));
                if (i < parts - 1) socket.write(masked(CONTINUATION, new byte[0]));
                at = end;
            }

            assertThat(echo(socket)).isEqualTo(words);
        }
    }

    @Test
    void parts_that_belong_to_nothing_end_the_connection() throws IOException {
        for (int head : new int[] {CONTINUATION, FINAL | CONTINUATION}) {
            try (var socket = greeted()) {
                socket.write(masked(TEXT, event(utf8("a"))));
                socket.write(masked(FINAL | CONTINUATION, new byte[0]));
                assertThat(echo(socket)).isEqualTo("a");
                socket.write(masked(head, utf8("b")));

                assertClosed(socket, PROTOCOL_ERROR);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "κόσμε", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\ufffd", "\ufffe", "\ud800\udc00", "\udbff\udfff", "\ud83d\udc4b\ud83c\udffd"})
    void valid_text_is_heard_whole_cut_and_in_parts(String words) throws IOException {
        var bytes = event(utf8(words));
        try (var socket = greeted()) {
            socket.write(masked(FINAL | TEXT, bytes));
            assertThat(echo(socket)).isEqualTo(words);
            socket.write(masked(FINAL | TEXT, bytes), 1);
            assertThat(echo(socket)).isEqualTo(words);
            for (int at = 0; at <= bytes.length; at++) {
                socket.write(masked(TEXT, Arrays.copyOf(bytes, at)));
                socket.write(masked(FINAL | CONTINUATION, Arrays.copyOfRange(bytes, at, bytes.length)));
                assertThat(echo(socket)).isEqualTo(words);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "BF", "C0 80", "C1 BF", "C3", "C3 28", "E0 80 80", "E0 9F BF", "E2 82", "ED A0 80", "ED BF BF", "ED A0 80 ED B0 80",
        "F0 80 80 80", "F0 8F BF BF", "F0 9F 91", "F4 90 80 80", "F5 80 80 80", "F8 88 80 80 80", "FC 84 80 80 80 80", "FE", "FF", "CE BA E1 BD B9 F4 90 80 80"})
    void what_is_no_utf_8_ends_the_connection_whole_cut_and_in_parts(String hex) throws IOException {
        var wrong = HexFormat.ofDelimiter(" ").parseHex(hex);
        for (int at = 0; at <= wrong.length; at++) {
            try (var socket = greeted()) {
                socket.write(masked(TEXT, Arrays.copyOf(wrong, at)));
                socket.write(masked(FINAL | CONTINUATION, Arrays.copyOfRange(wrong, at, wrong.length)), 1);

                assertClosed(socket, NO_UTF_8);
            }
        }
    }

    static byte[] close(int code, byte[] reason) {
        return masked(FINAL | CLOSE, ByteBuffer.allocate(2 + reason.length).putShort((short) code).put(reason).array());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void a_code_that_may_stand_on_the_wire_is_returned(int code) throws IOException {
        for (var reason : new String[] {"", "bye", "ä".repeat(61)}) {
            try (var socket = greeted()) {
                socket.write(close(code, utf8(reason)));

                assertClosed(socket, code);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void a_code_that_may_not_is_refused(int code) throws IOException {
        try (var socket = greeted()) {
            socket.write(close(code, utf8("bye")));

            assertClosed(socket, PROTOCOL_ERROR);
        }
    }

    @Test
    void a_goodbye_without_a_code_is_returned_without_one_also_within_a_message() throws IOException {
        for (boolean within : new boolean[] {false, true}) {
            try (var socket = greeted()) {
                if (within) socket.write(masked(TEXT, utf8("{")));
                socket.write(masked(FINAL | CLOSE, new byte[0]));

                assertThat(socket.readToEnd().getLast()).satisfies(last -> assertThat(last.opcode()).isEqualTo(CLOSE))
                        .satisfies(last -> assertThat(last.payload()).isEmpty());
            }
        }
    }

    @Test
    void a_goodbye_with_too_long_a_payload_or_one_that_is_no_utf_8_is_refused() throws IOException {
        try (var socket = greeted()) {
            socket.write(close(1000, new byte[124]));
            assertClosed(socket, PROTOCOL_ERROR);
        }
        try (var socket = greeted()) {
            socket.write(close(1000, new byte[] {(byte) 0xce, (byte) 0xba, (byte) 0xe1}));
            assertClosed(socket, NO_UTF_8);
        }
    }

    @Test
    void what_follows_a_goodbye_is_not_heard() throws IOException {
        try (var socket = greeted()) {
            socket.write(close(1000, new byte[0]));
            socket.write(masked(FINAL | TEXT, event(utf8("too late"))));
            socket.write(masked(FINAL | PING, new byte[1]));
            socket.write(close(1000, new byte[0]));

            assertThat(socket.readToEnd()).singleElement().satisfies(only -> assertThat(only.closeCode()).isEqualTo(1000));
        }
    }
}
