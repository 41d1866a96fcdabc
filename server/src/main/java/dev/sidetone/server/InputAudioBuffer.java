package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import java.util.Arrays;

/**
 * The caller's audio that is not yet an item, addressed by samples written since the session began: {@code start} moves on
 * when audio is committed, cleared or dropped as silence; {@code end} never goes back. 24 kHz. Touched by the connection's
 * thread only.
 */
final class InputAudioBuffer {

    /** Samples in a millisecond at {@link Pcm#RATE}. */
    static final int PER_MS = Pcm.RATE / 1000;

    private short[] samples = new short[Pcm.RATE];
    private long start;
    private int length;

    void append(short[] more) {
        if (length + more.length > samples.length) samples = Arrays.copyOf(samples, Math.max(length + more.length, samples.length * 2));
        System.arraycopy(more, 0, samples, length, more.length);
        length += more.length;
    }

    long start() {
        return start;
    }

    long end() {
        return start + length;
    }

    int length() {
        return length;
    }

    /** The audio between two offsets, as far as it is still here. */
    Pcm between(long from, long to) {
        return Pcm.of(Arrays.copyOfRange(samples, clamp(from), Math.max(clamp(from), clamp(to))));
    }

    /** Forgets everything before an offset. */
    void dropBefore(long offset) {
        int dropped = clamp(offset);
        if (dropped == 0) return;
        System.arraycopy(samples, dropped, samples, 0, length - dropped);
        start += dropped;
        length -= dropped;
        // A long turn must not hold its room for the rest of the call.
        if (samples.length > Pcm.RATE && length < samples.length / 8) samples = Arrays.copyOf(samples, Math.max(Pcm.RATE, length));
    }

    private int clamp(long offset) {
        return Math.clamp(offset - start, 0, length);
    }
}
