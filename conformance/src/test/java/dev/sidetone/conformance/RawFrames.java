package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.RealtimeServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** A client that does not keep to RFC 6455: it says some frames, hangs up, and reads how the server took it. */
final class RawFrames {

    private static final String EVENT = "{\"type\":\"input_audio_buffer.clear\"}";
    private static final int TEXT = 1, CLOSE = 8, FINAL = 0x80, MASKED = 0x80;

    /** Above it a length needs two bytes more, and from this mark on eight. */
    private static final int SHORT = 125, TWO_BYTES = 126, EIGHT_BYTES = 127;

    /** A server that failed, as opposed to one that refuses. */
    private static final int SERVER_FAILED = 1011;

    private final Random random;

    RawFrames(long seed) {
        random = new Random(seed);
    }

    void run(RealtimeServer server, int frames) {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            // Only bounds how long a failing test takes: a server that neither answers nor hangs up.
            socket.setSoTimeout(20_000);
            var in = new DataInputStream(socket.getInputStream());
            shakeHands(socket, in);
            say(socket, frames);
            assertThat(closeCode(in)).isNotEqualTo(SERVER_FAILED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void shakeHands(Socket socket, DataInputStream in) throws IOException {
        socket.getOutputStream().write(("GET /v1/realtime?model=gpt-realtime HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.readUnsignedByte());
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
    }

    private void say(Socket socket, int frames) {
        try {
            for (int i = 0; i < frames; i++) socket.getOutputStream().write(frame());
            socket.shutdownOutput();
        } catch (IOException hungUpOnUs) {
            // It may; what it said before is still to be read.
        }
    }

    private byte[] frame() {
        return switch (random.nextInt(8)) {
            case 0 -> bytes(random.nextInt(40));
            case 1 -> frame(FINAL | random.nextInt(16), EVENT.getBytes(StandardCharsets.UTF_8), true);
            case 2 -> frame(random.nextInt(256), bytes(random.nextInt(300)), random.nextBoolean());
            case 3 -> frame(FINAL | CLOSE, bytes(random.nextInt(130)), true);
            case 4 -> frame(FINAL | TEXT, bytes(20), true);
            case 5 -> cut(frame(FINAL | TEXT, EVENT.getBytes(StandardCharsets.UTF_8), true));
            default -> frame(FINAL | TEXT, EVENT.getBytes(StandardCharsets.UTF_8), true);
        };
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] cut(byte[] frame) {
        return Arrays.copyOf(frame, random.nextInt(frame.length));
    }

    private byte[] frame(int head, byte[] payload, boolean masked) {
        var out = new ByteArrayOutputStream();
        out.write(head);
        int mask = masked ? MASKED : 0;
        if (payload.length <= SHORT) {
            out.write(mask | payload.length);
        } else {
            out.write(mask | TWO_BYTES);
            out.write(payload.length >> 8);
            out.write(payload.length);
        }
        // A mask of zeros changes nothing.
        if (masked) out.writeBytes(new byte[4]);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /** Reads to the end of the connection. @return what the server's close frame said, or 0 without one */
    private static int closeCode(DataInputStream in) throws IOException {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                int length = in.readUnsignedByte();
                if (length == TWO_BYTES) length = in.readUnsignedShort();
                else if (length == EIGHT_BYTES) length = Math.toIntExact(in.readLong());
                var payload = in.readNBytes(length);
                if (opcode == CLOSE && payload.length >= 2) return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
            }
        } catch (EOFException | SocketException end) {
            return 0;
        }
    }
}
