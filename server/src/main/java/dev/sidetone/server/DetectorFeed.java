package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import java.util.Arrays;

/**
 * Brings 24 kHz audio to the detector's 16 kHz, sample {@code j} standing for the moment {@code j / 16000}. A detector needs
 * no hi-fi: this filter has a sixth of the taps of {@link dev.sidetone.audio.Resampler}, which took half of the processor
 * time of a busy server here. Flat to about 6 kHz, 50 dB down at 9.
 */
final class DetectorFeed {

    /** Inputs on either side of an output. */
    private static final int REACH = 12;
    private static final int TAPS = 2 * REACH;
    /** Half amplitude here, as a share of the input rate: between the speech that matters and half of the output rate. */
    private static final double CUTOFF = 7_200.0 / Pcm.RATE;

    /** Two outputs for three inputs: one falls on an input, the other halfway between two. */
    private static final float[] ON_INPUT = taps(0), BETWEEN = taps(0.5);

    private float[] window = new float[Pcm.RATE / 10];
    /** Silence stands before the first input. */
    private int filled = REACH - 1;
    private boolean between;

    /** Takes the next piece; returns what is ready. */
    short[] push(short[] input) {
        if (filled + input.length > window.length) window = Arrays.copyOf(window, filled + input.length);
        for (short sample : input) window[filled++] = sample;
        var output = new short[filled < TAPS ? 0 : (filled - TAPS) * 2 / 3 + 2];
        int at = 0, made = 0;
        // An output between two inputs reaches from the same first input as the one on the earlier of them.
        for (; at + TAPS <= filled; between = !between) {
            output[made++] = dot(between ? BETWEEN : ON_INPUT, at);
            at += between ? 2 : 1;
        }
        System.arraycopy(window, at, window, 0, filled - at);
        filled -= at;
        return Arrays.copyOf(output, made);
    }

    private short dot(float[] taps, int at) {
        float sum = 0;
        for (int i = 0; i < TAPS; i++) sum += taps[i] * window[at + i];
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** A windowed sinc around the output, which lies {@code late} inputs after the one at {@code REACH - 1}. */
    private static float[] taps(double late) {
        var taps = new float[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double t = i - (REACH - 1) - late;
            double sinc = t == 0 ? 1 : Math.sin(2 * Math.PI * CUTOFF * t) / (2 * Math.PI * CUTOFF * t);
            double window = 0.5 + 0.5 * Math.cos(Math.PI * t / (REACH + 1));
            taps[i] = (float) (sinc * window);
            sum += taps[i];
        }
        for (int i = 0; i < TAPS; i++) taps[i] /= (float) sum;
        return taps;
    }
}
