package dev.sidetone.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The message that a peer is sending, in one frame or in several. */
final class Message {

    /** Room made for a length that was only announced; more as bytes really come. */
    private static final int ON_TRUST = 1 << 16;

    private static final byte[] NONE = {};

    /** {@link Frames#TEXT}, {@link Frames#BINARY}, or {@link Frames#CONTINUATION} for none. */
    private int kind = Frames.CONTINUATION;
    private boolean packed;
    private byte[] bytes = NONE;
    private int filled;

    void begin(int opcode, boolean isPacked) throws Breach {
        switch (opcode) {
            case Frames.CONTINUATION -> {
                if (kind == Frames.CONTINUATION) throw Breach.protocol("a part came that continues nothing");
                if (isPacked) throw Breach.protocol("a part says that it is packed, which only the first one may");
            }
            case Frames.TEXT, Frames.BINARY -> {
                if (kind != Frames.CONTINUATION) throw Breach.protocol("a message began inside another");
                kind = opcode;
                packed = isPacked;
            }
            default -> throw Breach.protocol("a frame is of the unknown kind " + opcode);
        }
    }

    int length() {
        return filled;
    }

    boolean isText() {
        return kind == Frames.TEXT;
    }

    boolean isPacked() {
        return packed;
    }

    /** @param last whether nothing follows these */
    void add(Octets octets, int length, int mask, boolean last) throws IOException {
        int from = filled;
        boolean alone = last && from == 0;
        for (int left = length; left > 0; ) {
            int piece = Math.min(left, Math.max(ON_TRUST, filled));
            // Frame by frame it grows twofold, so that many short ones are not copied over and over.
            if (filled + piece > bytes.length) bytes = Arrays.copyOf(bytes, alone ? filled + piece : Math.max(filled + piece, 2 * bytes.length));
            octets.read(bytes, filled, piece);
            filled += piece;
            left -= piece;
        }
        Frames.mask(bytes, from, length, mask);
    }

    /** Its own; what stands behind {@link #length} is nothing. */
    byte[] bytes() {
        return bytes;
    }

    static String text(byte[] bytes, int from, int length) throws Breach {
        var text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // The quick way above puts U+FFFD for what is no UTF-8; only a text with that character needs the strict one.
        if (text.indexOf('\uFFFD') < 0) return text;
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
        } catch (CharacterCodingException e) {
            throw new Breach(Breach.BAD_PAYLOAD, "a text is not UTF-8");
        }
    }
}
