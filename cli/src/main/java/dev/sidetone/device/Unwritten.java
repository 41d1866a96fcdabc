package dev.sidetone.device;

import java.util.ArrayDeque;
import java.util.Arrays;

/** Samples that wait to be written. Guarded by the lock of the {@link VoiceQueue}. */
final class Unwritten {

    private final ArrayDeque<short[]> pieces = new ArrayDeque<>();
    private int samples;
    private int seen;

    void add(short[] piece) {
        pieces.add(piece);
        samples += piece.length;
    }

    void clear() {
        pieces.clear();
        samples = 0;
    }

    int samples() {
        return samples;
    }

    /** Whether there are more or fewer than when this was asked last. */
    boolean changed() {
        int before = seen;
        seen = samples;
        return samples != before;
    }

    /** Fills it as far as there is anything. @return how much there was */
    int take(short[] into) {
        int filled = 0;
        while (filled < into.length && !pieces.isEmpty()) {
            var next = pieces.remove();
            int part = Math.min(next.length, into.length - filled);
            System.arraycopy(next, 0, into, filled, part);
            if (part < next.length) pieces.addFirst(Arrays.copyOfRange(next, part, next.length));
            filled += part;
        }
        samples -= filled;
        return filled;
    }
}
