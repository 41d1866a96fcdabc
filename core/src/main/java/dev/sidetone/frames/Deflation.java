package dev.sidetone.frames;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Packs the messages of one side (RFC 7692, 7.2.1). It holds 260 kB outside the heap until it is closed. One thread at a time.
 */
public final class Deflation implements AutoCloseable {

    /** 00 00 ff ff, which each flush ends with and nobody sends. */
    private static final int TAIL = 4;

    /** What a flush may add to something that cannot be made smaller. */
    private static final int ROOM = 64;

    private final boolean forgets;
    // Most of what is sent is base64 of sound, from which the quickest level takes as much as any: a quarter.
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    /** @param forgets whether each message stands for itself */
    public Deflation(boolean forgets) {
        this.forgets = forgets;
    }

    public byte[] pack(byte[] message) {
        deflater.setInput(message);
        var out = new byte[message.length + ROOM];
        int length = 0;
        while (true) {
            int more = deflater.deflate(out, length, out.length - length, Deflater.SYNC_FLUSH);
            length += more;
            if (length < out.length) break;
            out = Arrays.copyOf(out, 2 * out.length);
        }
        if (forgets) deflater.reset();
        // RFC 7692, 7.2.3.6: nothing is a block with nothing in it; a second flush in a row gives not even that.
        if (length < TAIL) return new byte[1];
        return Arrays.copyOf(out, length - TAIL);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
