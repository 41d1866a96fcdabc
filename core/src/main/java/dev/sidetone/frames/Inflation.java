package dev.sidetone.frames;

import dev.sidetone.frames.Peer.Packing;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks one side's messages (RFC 7692, 7.2.2). Until it is closed it holds about 40 kB outside the heap. One thread only.
 */
final class Inflation implements AutoCloseable {

    /** What a packer leaves out at the end of each message. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    /** More than base64 of sound grows by; what grows further makes room as it comes. */
    private static final int GROWTH = 2;

    private final boolean forgets;
    private final int largest;
    private final Inflater inflater = new Inflater(true);
    private byte[] out;
    private int filled;

    Inflation(Packing packing, int largest) {
        this.forgets = packing == Packing.EACH;
        this.largest = largest;
    }

    /** @throws Breach when it is not packed as agreed, or as soon as it has grown too large */
    byte[] unpack(byte[] packed, int length) throws Breach {
        out = new byte[Math.min(largest, GROWTH * length + TAIL.length)];
        filled = 0;
        try {
            inflater.setInput(packed, 0, length);
            drain();
            inflater.setInput(TAIL);
            drain();
        } catch (DataFormatException e) {
            throw new Breach(Breach.BAD_PAYLOAD, "a packed message cannot be unpacked");
        }
        // A packer may end its stream; its next message then begins another.
        if (forgets || inflater.finished()) inflater.reset();
        var whole = filled == out.length ? out : Arrays.copyOf(out, filled);
        out = null;
        return whole;
    }

    private void drain() throws DataFormatException, Breach {
        while (true) {
            // One byte more than allowed shows that there is more.
            if (filled == out.length) out = Arrays.copyOf(out, (int) Math.min(largest + 1L, 2L * filled + TAIL.length));
            int more = inflater.inflate(out, filled, out.length - filled);
            filled += more;
            if (filled > largest) throw Breach.tooBig(largest);
            if (inflater.needsDictionary()) throw new DataFormatException("a dictionary that nobody gave");
            if (more == 0) return;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
