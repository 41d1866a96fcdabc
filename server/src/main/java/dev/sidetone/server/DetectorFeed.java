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

    /** Inputs from one pair of outputs to the next. */
    private static final int STRIDE = 3;

    private short[] window = new short[Pcm.RATE / 10];
    /** Whole numbers, although they are multiplied as floats: two arrays of one type might be the same one, and such a loop stays out of vector registers. */
    private int[][] thirds = new int[STRIDE][0];
    private float[] sums = {};
    /** Silence stands before the first input. */
    private int filled = REACH - 1;

    /** Takes the next piece; returns what is ready. */
    short[] push(short[] input) {
        if (filled + input.length > window.length) window = Arrays.copyOf(window, filled + input.length);
        System.arraycopy(input, 0, window, filled, input.length);
        filled += input.length;
        // Outputs come in pairs, each three inputs after the last; three taps for all pairs are a loop that runs in vector registers.
        int pairs = Math.max(0, (filled - TAPS + 2) / STRIDE);
        spread(pairs);
        var output = new short[2 * pairs];
        filter(ON_INPUT, 0, pairs, output);
        filter(BETWEEN, 1, pairs, output);
        int at = pairs * STRIDE;
        System.arraycopy(window, at, window, 0, filled - at);
        filled -= at;
        return output;
    }

    /** Every third input together. */
    private void spread(int pairs) {
        int length = pairs + TAPS / STRIDE + 1;
        if (thirds[0].length < length) thirds = new int[STRIDE][length];
        for (int third = 0; third < STRIDE; third++) {
            var into = thirds[third];
            for (int i = 0, from = third; i < length && from < filled; i++, from += STRIDE) into[i] = window[from];
        }
        if (sums.length < pairs) sums = new float[pairs];
    }

    /** @param first the input on which the taps of the first pair begin */
    private void filter(float[] taps, int first, int pairs, short[] output) {
        Arrays.fill(sums, 0, pairs, 0);
        for (int tap = 0; tap < TAPS; tap += STRIDE) add(taps, tap, first, pairs);
        for (int i = 0; i < pairs; i++) output[2 * i + first] = rounded(sums[i]);
    }

    /** Three taps in a row, which meet one input of each third. */
    private void add(float[] taps, int tap, int first, int count) {
        float one = taps[tap], two = taps[tap + 1], three = taps[tap + 2];
        int at = tap + first;
        int[] ones = thirds[at % STRIDE], twos = thirds[(at + 1) % STRIDE], threes = thirds[(at + 2) % STRIDE];
        var into = sums;
        int from = at / STRIDE, from2 = (at + 1) / STRIDE, from3 = (at + 2) / STRIDE;
        for (int i = 0; i < count; i++) into[i] += one * ones[from + i] + two * twos[from2 + i] + three * threes[from3 + i];
    }

    /** Lifted above zero first, where cutting off is rounding: a question about the sign would be guessed wrong on every other sample of noise. */
    private static short rounded(float sum) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, (int) (sum + 32_768.5f) - 32_768));
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
