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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A client that packs (RFC 7692) in every way there is: levels, strategies, flushes in the middle, ended streams, parts, pings between
 * them, messages that are not packed. Each of its messages must be answered; then it may break the rules.
 */
final class PackedFrames {

    private static final int PACKED = 0x40;
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    /** A server that failed, as opposed to one that refuses. */
    private static final int SERVER_FAILED = 1011;

    /** Above what the server takes in one message. */
    private static final int TOO_LARGE = 32 << 20;

    private static final String[] OFFERS = {"", "; client_no_context_takeover", "; server_no_context_takeover", "; server_no_context_takeover; client_no_context_takeover"};
    private static final int[] STRATEGIES = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};

    private final Random random;
    private final Coverage coverage;
    private final String offer;
    private final Deflater deflater;
    private final Inflater inflater = new Inflater(true);

    PackedFrames(long seed, Coverage coverage) {
        random = new Random(new SplittableRandom(seed).nextLong());
        this.coverage = coverage;
        this.offer = OFFERS[random.nextInt(OFFERS.length)];
        this.deflater = new Deflater(random.nextInt(10), true);
        deflater.setStrategy(STRATEGIES[random.nextInt(STRATEGIES.length)]);
        // The next call only takes note of the strategy, and flushes nothing.
        deflater.deflate(new byte[1]);
    }

    void run(RealtimeServer server, int messages) {
        try (var socket = new RawSocket(server, "Sec-WebSocket-Extensions: permessage-deflate" + offer + "\r\n")) {
            for (int i = 0; i < messages; i++) {
                say(socket, event("event_" + i));
                assertThat(answered(socket)).isEqualTo("event_" + i);
                coverage.count("packed", "understood");
            }
            offend(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
            inflater.end();
        }
    }

    /** Of a kind that nobody knows, so that the server names it in its refusal. */
    private byte[] event(String id) {
        var filling = new StringBuilder();
        for (int length = random.nextInt(1 << random.nextInt(18)); filling.length() < length; ) {
            filling.append(random.nextInt(3) == 0 ? "so und nochmal so, żółw \uD83D\uDC22 " : Long.toString(random.nextLong(), 36));
        }
        return ("{\"type\":\"no.such\",\"event_id\":\"" + id + "\",\"filling\":\"" + filling + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private void say(RawSocket socket, byte[] message) throws IOException {
        boolean plain = random.nextInt(5) == 0;
        var payload = plain ? message : pack(message);
        int kind = plain ? TEXT : TEXT | PACKED;
        int from = 0;
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            int to = from + random.nextInt(payload.length - from + 1);
            socket.write(masked(from == 0 && kind != CONTINUATION ? kind : CONTINUATION, Arrays.copyOfRange(payload, from, to)));
            kind = CONTINUATION;
            from = to;
            if (random.nextInt(4) == 0) socket.write(masked(FINAL | PING, new byte[random.nextInt(126)]));
        }
        socket.write(masked(FINAL | kind, Arrays.copyOfRange(payload, from, payload.length)));
    }

    private byte[] pack(byte[] message) {
        if (offer.contains("client_no_context_takeover")) deflater.reset();
        var out = new ByteArrayOutputStream();
        int middle = random.nextInt(message.length);
        flush(message, 0, middle, random.nextBoolean() ? Deflater.SYNC_FLUSH : Deflater.FULL_FLUSH, out);
        if (random.nextInt(6) == 0) return ended(message, middle, out);
        flush(message, middle, message.length, Deflater.SYNC_FLUSH, out);
        return Arrays.copyOf(out.toByteArray(), out.size() - TAIL.length);
    }

    private void flush(byte[] message, int from, int to, int how, ByteArrayOutputStream out) {
        deflater.setInput(message, from, to - from);
        drain(how, out);
    }

    private void drain(int how, ByteArrayOutputStream out) {
        var piece = new byte[1 << 12];
        for (int more = deflater.deflate(piece, 0, piece.length, how); more > 0; more = deflater.deflate(piece, 0, piece.length, how)) out.write(piece, 0, more);
    }

    /** RFC 7692, 7.2.3.4: the last block says that it is, an octet of nothing follows, and the next message begins a stream of its own. */
    private byte[] ended(byte[] message, int from, ByteArrayOutputStream out) {
        deflater.setInput(message, from, message.length - from);
        deflater.finish();
        drain(Deflater.NO_FLUSH, out);
        deflater.reset();
        out.write(0);
        coverage.count("packed", "ended");
        return out.toByteArray();
    }

    /** @return the id of the event that was refused */
    private String answered(RawSocket socket) throws IOException {
        while (true) {
            var frame = socket.read();
            if (frame.opcode() == PONG) continue;
            assertThat(frame.opcode()).as("a frame that says %s", frame.closeCode()).isEqualTo(TEXT);
            var event = Json.parse(unpacked(frame)).node();
            if (event.get("type").asString().equals("error")) return event.at("/error/event_id").asString();
        }
    }

    private String unpacked(RawSocket.Frame frame) {
        if ((frame.head() & PACKED) == 0) return frame.text();
        var out = new ByteArrayOutputStream();
        var piece = new byte[1 << 12];
        try {
            for (var input : new byte[][] {frame.payload(), TAIL}) {
                inflater.setInput(input);
                for (int more = inflater.inflate(piece); more > 0; more = inflater.inflate(piece)) out.write(piece, 0, more);
            }
        } catch (DataFormatException e) {
            throw new AssertionError("the server packed something that cannot be unpacked", e);
        }
        if (offer.contains("server_no_context_takeover")) inflater.reset();
        return out.toString(StandardCharsets.UTF_8);
    }

    private void offend(RawSocket socket) throws IOException {
        try {
            socket.write(offence());
            socket.endOutput();
        } catch (IOException hungUpOnUs) {
            // It may; what it said before is still to be read.
        }
        for (var frame : socket.readToEnd()) {
            if (frame.opcode() != CLOSE) continue;
            coverage.count("closed", Integer.toString(frame.closeCode()));
            assertThat(frame.closeCode()).isNotEqualTo(SERVER_FAILED);
        }
    }

    private byte[] offence() {
        var packed = pack(event("event_last"));
        return switch (random.nextInt(9)) {
            case 0 -> masked(FINAL | PACKED | CONTINUATION, packed);
            case 1 -> masked(FINAL | PACKED | PING, Arrays.copyOf(packed, 20));
            case 2 -> masked(FINAL | (1 + random.nextInt(3)) << 4 | TEXT, packed);
            case 3 -> masked(FINAL | PACKED | TEXT, Arrays.copyOf(packed, random.nextInt(packed.length)));
            case 4 -> masked(FINAL | PACKED | TEXT, flipped(packed));
            case 5 -> masked(FINAL | TEXT, packed);
            case 6 -> masked(FINAL | PACKED | TEXT, noise());
            // Rare: it takes the server as long as a hundred others.
            case 7 -> random.nextInt(40) == 0 ? masked(FINAL | PACKED | TEXT, pack(new byte[TOO_LARGE])) : masked(PACKED | TEXT, packed);
            default -> masked(FINAL | PACKED | TEXT, packed);
        };
    }

    private byte[] noise() {
        var noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] flipped(byte[] packed) {
        var flipped = packed.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }
}
