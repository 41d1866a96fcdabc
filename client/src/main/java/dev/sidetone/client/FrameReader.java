package dev.sidetone.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a server's frames (RFC 6455) and puts messages together. One thread only. */
final class FrameReader {

    /** Something whole that came. */
    sealed interface Came {
        record Text(String text) implements Came {}

        record Binary() implements Came {}

        record Ping(byte[] payload) implements Came {}

        record Pong() implements Came {}

        /** @param code 1005 when the peer gave none, which never stands on the wire (RFC 6455, 7.4.1) */
        record Close(int code, String reason) implements Came {}

        /** The stream ended where a frame might have begun. */
        record End() implements Came {}
    }

    /** The peer broke the framing. */
    static final class Breach extends IOException {
        private static final long serialVersionUID = 1;
        private final int code;

        Breach(int code, String what) {
            super(what);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    // A frame with a whole item's audio has at most 20 MiB of base64 (15 MiB of audio); nothing else comes near.
    private static final int LARGEST_MESSAGE = 32 << 20;

    /** Holds any delta of up to 120 ms whole, so that it takes one call of the system. */
    private static final int BUFFER = 8 * 1024;

    private static final int PROTOCOL_ERROR = 1002, NOT_UTF_8 = 1007, TOO_BIG = 1009, NO_CODE = 1005;
    private static final int CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;
    private static final int LARGEST_CONTROL = 125;
    private static final byte[] NONE = {};

    private final InputStream in;
    private final Runnable heard;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int filled;
    /** The message in parts that is under way: {@link #TEXT}, {@link #BINARY}, or {@link #CONTINUATION} for none. */
    private int under = CONTINUATION;
    private byte[] parts = NONE;

    /** @param heard told whenever bytes come */
    FrameReader(InputStream in, Runnable heard) {
        this.in = in;
        this.heard = heard;
    }

    /** Blocks until something is whole. @throws Breach when what comes is no frame that a server may send */
    Came next() throws IOException {
        while (true) {
            if (at == filled && !fill()) return new Came.End();
            int first = octet();
            int opcode = first & 0x0f;
            boolean last = first >= 0x80;
            if ((first & 0x70) != 0) throw new Breach(PROTOCOL_ERROR, "the server uses an extension that nobody asked for, or what comes is no WebSocket frame");
            int length = length(opcode);
            if (opcode >= CLOSE) {
                if (!last) throw new Breach(PROTOCOL_ERROR, "a control frame came in parts");
                return control(opcode, length);
            }
            begin(opcode);
            if (last && parts.length == 0) return whole(payload(length));
            append(length);
            if (last) return whole(parts);
        }
    }

    private int length(int opcode) throws IOException {
        int second = octet();
        if (second >= 0x80) throw new Breach(PROTOCOL_ERROR, "the server masks its frames");
        long length = second;
        if (opcode >= CLOSE && length > LARGEST_CONTROL) throw new Breach(PROTOCOL_ERROR, "a control frame is too long");
        if (second == 126) {
            length = octet() << 8 | octet();
            if (length < 126) throw new Breach(PROTOCOL_ERROR, "the length of a frame is not written in its shortest form");
        } else if (second == 127) {
            length = 0;
            for (int i = 0; i < 8; i++) length = length << 8 | octet();
            if (length >= 0 && length <= 0xffff) throw new Breach(PROTOCOL_ERROR, "the length of a frame is not written in its shortest form");
        }
        if (length < 0) throw new Breach(PROTOCOL_ERROR, "a frame has no possible length");
        if (length > LARGEST_MESSAGE - parts.length) throw new Breach(TOO_BIG, "a message is longer than " + LARGEST_MESSAGE + " bytes");
        return (int) length;
    }

    private void begin(int opcode) throws Breach {
        switch (opcode) {
            case CONTINUATION -> {
                if (under == CONTINUATION) throw new Breach(PROTOCOL_ERROR, "a part came that continues nothing");
            }
            case TEXT, BINARY -> {
                if (under != CONTINUATION) throw new Breach(PROTOCOL_ERROR, "a message began inside another");
                under = opcode;
            }
            default -> throw new Breach(PROTOCOL_ERROR, "a frame is of the unknown kind " + opcode);
        }
    }

    /** Grows as bytes really come: a length alone must not take memory. */
    private void append(int length) throws IOException {
        int step = Math.min(length, 1 << 16);
        for (int left = length; left > 0; ) {
            int piece = Math.min(left, step);
            int old = parts.length;
            parts = Arrays.copyOf(parts, old + piece);
            read(parts, old, piece);
            left -= piece;
            // Twice as much each time, so that a long frame is not copied over and over.
            step = Math.max(step, parts.length);
        }
    }

    private Came whole(byte[] message) throws Breach {
        boolean text = under == TEXT;
        under = CONTINUATION;
        parts = NONE;
        return text ? new Came.Text(text(message, 0)) : new Came.Binary();
    }

    private Came control(int opcode, int length) throws IOException {
        var payload = payload(length);
        return switch (opcode) {
            case CLOSE -> close(payload);
            case PING -> new Came.Ping(payload);
            case PONG -> new Came.Pong();
            default -> throw new Breach(PROTOCOL_ERROR, "a frame is of the unknown kind " + opcode);
        };
    }

    private static Came close(byte[] payload) throws Breach {
        if (payload.length == 0) return new Came.Close(NO_CODE, "");
        if (payload.length == 1) throw new Breach(PROTOCOL_ERROR, "a goodbye has half a code");
        int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        // RFC 6455, 7.4: 1004 to 1006 and 1015 never stand on the wire, the rest below 3000 is not given out.
        boolean possible = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006) || code >= 3000 && code <= 4999;
        if (!possible) throw new Breach(PROTOCOL_ERROR, "a goodbye has the impossible code " + code);
        return new Came.Close(code, text(payload, 2));
    }

    private byte[] payload(int length) throws IOException {
        if (length > BUFFER) {
            append(length);
            return parts;
        }
        var payload = new byte[length];
        read(payload, 0, length);
        return payload;
    }

    private static String text(byte[] bytes, int from) throws Breach {
        var text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        // The quick way above puts U+FFFD for what is no UTF-8; only a text with that character needs the strict one.
        if (text.indexOf('\uFFFD') < 0) return text;
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).toString();
        } catch (CharacterCodingException e) {
            throw new Breach(NOT_UTF_8, "a text is not UTF-8");
        }
    }

    private int octet() throws IOException {
        if (at == filled && !fill()) throw new EOFException("the server went away in the middle of a frame");
        return buffer[at++] & 0xff;
    }

    private void read(byte[] into, int from, int length) throws IOException {
        int there = Math.min(length, filled - at);
        System.arraycopy(buffer, at, into, from, there);
        at += there;
        while (there < length) {
            int more = in.read(into, from + there, length - there);
            if (more < 0) throw new EOFException("the server went away in the middle of a frame");
            heard.run();
            there += more;
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(buffer));
        if (filled > 0) heard.run();
        return filled > 0;
    }
}
