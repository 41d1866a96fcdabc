package dev.sidetone.frames;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** How frames stand on the wire (RFC 6455, 5.2). */
public final class Frames {

    /** Opcodes. From {@link #CLOSE} on they are control frames. */
    public static final int CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;

    /** In the first byte, beside the opcode: the message ends here; it is packed (RFC 7692, 6). */
    public static final int LAST = 0x80, PACKED = 0x40;

    /** Stands for a goodbye without a code; never on the wire (7.4.1). */
    public static final int NO_CODE = 1005;

    /** Bytes before the payload of a masked frame. */
    public static final int LONGEST_HEAD = 2 + Long.BYTES + Integer.BYTES;

    /** Bytes of payload in a control frame (5.5). */
    static final int LARGEST_CONTROL = 125;

    /** A length that stands in two bytes, or eight, behind the second one. */
    static final int IN_TWO = 126, IN_EIGHT = 127;

    /** In the second byte. */
    static final int MASKED = 0x80;

    private static final int LONGEST_REASON = LARGEST_CONTROL - Short.BYTES;

    /** RFC 6455, 1.3. */
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private Frames() {}

    /** A server's frame. @param first opcode and bits */
    public static byte[] plain(int first, byte[] payload) {
        int head = headLength(payload.length);
        var frame = new byte[head + payload.length];
        writeHead(frame, 0, first, payload.length, 0);
        System.arraycopy(payload, 0, frame, head, payload.length);
        return frame;
    }

    /** A client's frame with a part of something as its payload. @param mask drawn by chance for this frame (5.3) */
    public static byte[] masked(int first, byte[] bytes, int from, int length, int mask) {
        int head = headLength(length) + Integer.BYTES;
        var frame = new byte[head + length];
        System.arraycopy(bytes, from, frame, head, length);
        maskedInPlace(first, frame, head, length, mask);
        return frame;
    }

    /**
     * A client's frame around a payload where it stands: the head is written before it, into at most {@link #LONGEST_HEAD}.
     *
     * @param mask drawn by chance for this frame (5.3)
     * @return where the frame begins
     */
    public static int maskedInPlace(int first, byte[] bytes, int from, int length, int mask) {
        int start = from - Integer.BYTES - headLength(length);
        writeHead(bytes, start, first, length, MASKED);
        INTS.set(bytes, from - Integer.BYTES, mask);
        mask(bytes, from, length, mask);
        return start;
    }

    private static int headLength(int length) {
        if (length <= LARGEST_CONTROL) return 2;
        return length <= 0xffff ? 2 + Short.BYTES : 2 + Long.BYTES;
    }

    private static void writeHead(byte[] frame, int at, int first, int length, int masked) {
        frame[at] = (byte) first;
        if (length <= LARGEST_CONTROL) {
            frame[at + 1] = (byte) (masked | length);
        } else if (length <= 0xffff) {
            frame[at + 1] = (byte) (masked | IN_TWO);
            SHORTS.set(frame, at + 2, (short) length);
        } else {
            frame[at + 1] = (byte) (masked | IN_EIGHT);
            LONGS.set(frame, at + 2, (long) length);
        }
    }

    /** Puts the mask on a whole payload, or takes it off: it is the same. */
    static void mask(byte[] bytes, int from, int length, int mask) {
        long twice = (long) mask << 32 | mask & 0xffff_ffffL;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) LONGS.set(bytes, from + i, (long) LONGS.get(bytes, from + i) ^ twice);
        for (; i < length; i++) bytes[from + i] ^= (byte) (mask >> 24 - 8 * (i & 3));
    }

    /** The payload of a close frame; too long a reason is cut. @param code {@link #NO_CODE} for none, and then no reason either */
    public static byte[] goodbye(int code, String reason) {
        if (code == NO_CODE) return new byte[0];
        var words = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(words.length, LONGEST_REASON);
        // Not within a character: what is left must be UTF-8, too.
        while (length < words.length && (words[length] & 0xc0) == 0x80) length--;
        var payload = new byte[Short.BYTES + length];
        SHORTS.set(payload, 0, (short) code);
        System.arraycopy(words, 0, payload, Short.BYTES, length);
        return payload;
    }

    /** What a server says to show that it read a client's {@code Sec-WebSocket-Key} (RFC 6455, 4.2.2). */
    public static String accept(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }
}
