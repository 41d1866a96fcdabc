package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import java.util.ArrayList;
import java.util.List;

/** A mono recording that grows. Not thread-safe: guarded by {@link Tape}. */
final class Track {

    // A second: little is wasted at the end, and growing never copies what is there.
    private static final int CHUNK = Pcm.RATE;

    private final List<short[]> chunks = new ArrayList<>();
    private long length;

    void add(short[] samples) {
        for (int at = 0; at < samples.length; ) {
            int within = (int) (length % CHUNK);
            if (within == 0) chunks.add(new short[CHUNK]);
            int step = Math.min(CHUNK - within, samples.length - at);
            System.arraycopy(samples, at, chunks.getLast(), within, step);
            at += step;
            length += step;
        }
    }

    long length() {
        return length;
    }

    long bytes() {
        return (long) chunks.size() * CHUNK * Short.BYTES;
    }

    /** The part between two offsets, in samples, as far as there is one. */
    short[] between(long from, long to) {
        long start = Math.clamp(from, 0, length), end = Math.clamp(to, start, length);
        var part = new short[Math.toIntExact(end - start)];
        for (int at = 0; at < part.length; ) {
            int within = (int) ((start + at) % CHUNK);
            int step = Math.min(CHUNK - within, part.length - at);
            System.arraycopy(chunks.get((int) ((start + at) / CHUNK)), within, part, at, step);
            at += step;
        }
        return part;
    }
}
