package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.RealtimeServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A TCP connection that has shaken hands as a WebSocket (RFC 6455) and may write anything from then on. */
final class RawSocket implements AutoCloseable {

    static final int CONTINUATION = 0, TEXT = 1, CLOSE = 8, PING = 9, PONG = 10, FINAL = 0x80, MASKED = 0x80;

    /** Above it a length needs two bytes more, and from this mark on eight. */
    private static final int SHORT = 125, TWO_BYTES = 126, EIGHT_BYTES = 127;

    /** @param head the first byte: FIN, reserved bits, opcode */
    record Frame(int head, byte[] payload) {
        int opcode() {
            return head & 0x0f;
        }

        /** Of a close frame; 0 where it gives none. */
        int closeCode() {
            return payload.length < 2 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final String answer;

    RawSocket(RealtimeServer server) throws IOException {
        this(server, "");
    }

    /** @param headers further lines for the handshake, each with its line end */
    RawSocket(RealtimeServer server, String headers) throws IOException {
        socket = new Socket("127.0.0.1", server.port());
        // Only bounds how long a failing test takes: a server that neither answers nor hangs up.
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        answer = shakeHands(headers);
    }

    private String shakeHands(String headers) throws IOException {
        write(("GET /v1/realtime?model=gpt-realtime HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.readUnsignedByte());
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return head.toString();
    }

    /** The head by which the server let it in. */
    String answer() {
        return answer;
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** In pieces of so many bytes, each on its way before the next. */
    void write(byte[] bytes, int piece) throws IOException {
        socket.setTcpNoDelay(true);
        for (int from = 0; from < bytes.length; from += piece) socket.getOutputStream().write(bytes, from, Math.min(piece, bytes.length - from));
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    static byte[] masked(int head, byte[] payload) {
        return frame(head, payload, payload.length, new byte[] {0x11, 0x22, (byte) 0x99, (byte) 0xee});
    }

    static byte[] unmasked(int head, byte[] payload) {
        return frame(head, payload, payload.length, new byte[0]);
    }

    /** @param claimed the length that the frame says it has */
    static byte[] frame(int head, byte[] payload, long claimed, byte[] mask) {
        var out = new ByteArrayOutputStream();
        out.write(head);
        int masked = mask.length == 0 ? 0 : MASKED;
        if (claimed <= SHORT) {
            out.write(masked | (int) claimed);
        } else if (claimed < 1 << 16) {
            out.write(masked | TWO_BYTES);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) claimed).array());
        } else {
            out.write(masked | EIGHT_BYTES);
            out.writeBytes(ByteBuffer.allocate(8).putLong(claimed).array());
        }
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) out.write(mask.length == 0 ? payload[i] : payload[i] ^ mask[i % mask.length]);
        return out.toByteArray();
    }

    Frame read() throws IOException {
        int head = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        assertThat(length & MASKED).as("a server does not mask").isZero();
        if (length == TWO_BYTES) length = in.readUnsignedShort();
        else if (length == EIGHT_BYTES) length = Math.toIntExact(in.readLong());
        return new Frame(head, in.readNBytes(length));
    }

    /** Everything until the server hangs up. */
    List<Frame> readToEnd() throws IOException {
        var frames = new ArrayList<Frame>();
        try {
            while (true) frames.add(read());
        } catch (EOFException | SocketException end) {
            return frames;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
