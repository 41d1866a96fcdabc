package dev.sidetone.conformance;

import static dev.sidetone.conformance.RawSocket.CLOSE;
import static dev.sidetone.conformance.RawSocket.CONTINUATION;
import static dev.sidetone.conformance.RawSocket.FINAL;
import static dev.sidetone.conformance.RawSocket.PING;
import static dev.sidetone.conformance.RawSocket.TEXT;
import static dev.sidetone.conformance.RawSocket.masked;
import static dev.sidetone.conformance.WebSocketRulesTest.event;
import static dev.sidetone.conformance.WebSocketRulesTest.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692: what is agreed, and that both sides then understand each other. */
class CompressionRulesTest {

    private static final int COMPRESSED = 0x40;
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
    private static final Pattern AGREED = Pattern.compile("(?i)\r\nSec-WebSocket-Extensions: ([^\r]*)\r\n");

    private static RealtimeServer server;

    @BeforeAll
    static void start() {
        server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawSocket offering(String offer) throws IOException {
        return new RawSocket(server, "Sec-WebSocket-Extensions: " + offer + "\r\n");
    }

    private static String agreed(RawSocket socket) {
        var agreed = AGREED.matcher(socket.answer());
        return agreed.find() ? agreed.group(1) : "nothing";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "permessage-deflate | permessage-deflate",
        // Node's ws, and browsers.
        "permessage-deflate; client_max_window_bits | permessage-deflate",
        "permessage-deflate; client_max_window_bits=9 | permessage-deflate",
        "permessage-deflate;client_max_window_bits=\"15\" | permessage-deflate",
        "permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover | permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=15 | permessage-deflate; server_max_window_bits=15",
        // Windows that the JDK cannot pack with: an offer that must be declined.
        "permessage-deflate; server_max_window_bits=14 | nothing",
        "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12 | nothing",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate",
        "permessage-deflate; server_max_window_bits | nothing",
        "permessage-deflate; client_max_window_bits=7 | nothing",
        "permessage-deflate; client_max_window_bits=16 | nothing",
        "permessage-deflate; client_max_window_bits=08 | nothing",
        "permessage-deflate; server_no_context_takeover=1 | nothing",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover | nothing",
        "permessage-deflate; something | nothing",
        "x-webkit-deflate-frame, permessage-bzip2 | nothing",
        "x-webkit-deflate-frame, permessage-deflate; something, permessage-deflate; client_no_context_takeover | permessage-deflate; client_no_context_takeover",
    })
    void the_first_offer_that_can_be_kept_is_accepted(String offer, String expected) throws IOException {
        try (var socket = offering(offer)) {
            assertThat(agreed(socket)).isEqualTo(expected);
            var greeting = socket.read();
            assertThat((greeting.head() & COMPRESSED) != 0).isEqualTo(!expected.equals("nothing"));
        }
    }

    /** Both ends of a compressed connection, from the client's side. */
    private static final class Packed implements AutoCloseable {
        private final RawSocket socket;
        private final Deflater deflater;
        private final Inflater inflater = new Inflater(true);

        Packed(String offer, int level) throws IOException {
            socket = offering(offer);
            deflater = new Deflater(level, true);
            assertThat(read()).contains("session.created");
        }

        byte[] pack(byte[] message) {
            deflater.setInput(message);
            var out = new byte[message.length + 100];
            int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(out, length - TAIL.length);
        }

        String read() throws IOException {
            try {
                var frame = socket.read();
                assertThat(frame.opcode()).isEqualTo(TEXT);
                assertThat(frame.head() & COMPRESSED).isEqualTo(COMPRESSED);
                inflater.setInput(frame.payload());
                var out = new byte[4 << 20];
                int length = inflater.inflate(out);
                inflater.setInput(TAIL);
                length += inflater.inflate(out, length, out.length - length);
                return new String(out, 0, length, StandardCharsets.UTF_8);
            } catch (DataFormatException e) {
                throw new AssertionError(e);
            }
        }

        String echo() throws IOException {
            while (true) {
                var event = Json.parse(read()).node();
                if (event.get("type").asString().equals("conversation.item.added")) return event.at("/item/content/0/text").asString();
            }
        }

        @Override
        public void close() throws IOException {
            deflater.end();
            inflater.end();
            socket.close();
        }
    }

    private static String words(Random random, int length) {
        var words = new StringBuilder();
        while (words.length() < length) words.append(random.nextInt(3) == 0 ? "the same again " : Long.toString(random.nextLong(), 36));
        return words.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate", "permessage-deflate; server_no_context_takeover", "permessage-deflate; client_no_context_takeover",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover"})
    void each_understands_the_other_message_after_message(String offer) throws IOException {
        var random = new Random(7692);
        try (var client = new Packed(offer, Deflater.DEFAULT_COMPRESSION)) {
            for (int length : new int[] {0, 1, 10, 125, 1_000, 65_000, 70_000, 300_000, 20, 20}) {
                var words = words(random, length);
                if (offer.contains("client_no_context_takeover")) client.deflater.reset();
                client.socket.write(masked(FINAL | COMPRESSED | TEXT, client.pack(event(utf8(words)))));

                assertThat(client.echo()).isEqualTo(words);
            }
        }
    }

    @Test
    void a_packed_message_may_come_in_parts_and_others_not_packed_between_them() throws IOException {
        var random = new Random(1);
        try (var client = new Packed("permessage-deflate", Deflater.BEST_COMPRESSION)) {
            for (int round = 0; round < 20; round++) {
                var words = words(random, 2_000);
                var packed = client.pack(event(utf8(words)));
                int cut = random.nextInt(packed.length);
                client.socket.write(masked(COMPRESSED | TEXT, Arrays.copyOf(packed, cut)));
                client.socket.write(masked(FINAL | CONTINUATION, Arrays.copyOfRange(packed, cut, packed.length)));
                assertThat(client.echo()).isEqualTo(words);
                client.socket.write(masked(FINAL | TEXT, event(utf8("as it is"))));
                assertThat(client.echo()).isEqualTo("as it is");
            }
        }
    }

    /** Some packers put blocks without compression, or end their stream with each message (RFC 7692, 7.2.3). */
    @Test
    void every_kind_of_block_is_unpacked() throws IOException {
        try (var client = new Packed("permessage-deflate", Deflater.NO_COMPRESSION)) {
            client.socket.write(masked(FINAL | COMPRESSED | TEXT, client.pack(event(utf8("stored")))));
            assertThat(client.echo()).isEqualTo("stored");
        }
        try (var client = new Packed("permessage-deflate", Deflater.BEST_SPEED)) {
            for (var words : new String[] {"ended", "and begun anew"}) {
                var message = event(utf8(words));
                var out = new byte[message.length + 100];
                client.deflater.reset();
                client.deflater.setInput(message);
                client.deflater.finish();
                int length = client.deflater.deflate(out);
                client.socket.write(masked(FINAL | COMPRESSED | TEXT, Arrays.copyOf(out, length + 1)));
                assertThat(client.echo()).isEqualTo(words);
            }
        }
    }

    @Test
    void what_breaks_the_rules_ends_the_connection() throws IOException {
        var broken = new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2, 3};
        var offences = new ArrayList<byte[]>();
        offences.add(masked(FINAL | COMPRESSED | PING, new byte[1]));
        offences.add(masked(FINAL | COMPRESSED | CLOSE, new byte[2]));
        offences.add(masked(FINAL | 0x20 | TEXT, new byte[1]));
        offences.add(masked(FINAL | 0x10 | COMPRESSED | TEXT, new byte[1]));
        offences.add(masked(FINAL | COMPRESSED | TEXT, broken));
        for (var offence : offences) {
            try (var socket = offering("permessage-deflate")) {
                socket.write(offence);
                assertThat(socket.readToEnd().getLast().closeCode()).isIn(1002, 1007);
            }
        }
        try (var client = new Packed("permessage-deflate", Deflater.BEST_SPEED)) {
            client.socket.write(masked(COMPRESSED | TEXT, client.pack(event(utf8("a")))));
            client.socket.write(masked(FINAL | COMPRESSED | CONTINUATION, new byte[1]));
            assertThat(client.socket.readToEnd().getLast().closeCode()).isEqualTo(1002);
        }
        try (var client = new Packed("permessage-deflate", Deflater.BEST_SPEED)) {
            client.socket.write(masked(FINAL | COMPRESSED | TEXT, client.pack(event(new byte[] {(byte) 0xc3, 0x28}))));
            assertThat(client.socket.readToEnd().getLast().closeCode()).isEqualTo(1007);
        }
    }
}
