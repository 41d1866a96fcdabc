package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import java.util.Optional;

/**
 * A note written into the samples themselves, so that what arrives can tell where it comes from and when it was due. It
 * survives PCM16 on the wire, where nothing changes a sample.
 *
 * @param session whose audio it is, up to 65,535
 * @param turn counts from 1
 * @param piece counts from 0
 * @param due {@link System#nanoTime}, which all processes of a Linux machine share
 */
record Stamp(int session, int turn, int piece, long due) {

    /** Two samples that no voice of ours holds side by side: it jumps by less. */
    private static final short FIRST = 0x7a17, SECOND = -0x5c3b;

    static final int SAMPLES = 9;

    void write(short[] samples, int at) {
        samples[at] = FIRST;
        samples[at + 1] = SECOND;
        samples[at + 2] = (short) session;
        samples[at + 3] = (short) turn;
        samples[at + 4] = (short) piece;
        for (int i = 0; i < 4; i++) samples[at + 5 + i] = (short) (due >>> 16 * i);
    }

    /** The note that begins at this sample. */
    static Optional<Stamp> read(short[] samples, int at) {
        if (samples.length < at + SAMPLES || samples[at] != FIRST || samples[at + 1] != SECOND) return Optional.empty();
        long due = 0;
        for (int i = 0; i < 4; i++) due |= (samples[at + 5 + i] & 0xffffL) << 16 * i;
        return Optional.of(new Stamp(samples[at + 2] & 0xffff, samples[at + 3] & 0xffff, samples[at + 4] & 0xffff, due));
    }

    /** The first note in a stretch of audio. */
    static Optional<Stamp> find(Pcm audio) {
        var samples = audio.samples();
        for (int i = 0; i + SAMPLES <= samples.length; i++) {
            if (samples[i] == FIRST && samples[i + 1] == SECOND) return read(samples, i);
        }
        return Optional.empty();
    }
}
