package dev.sidetone.audio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The low-pass of a {@link Resampler} as one row of coefficients per phase: a Kaiser-windowed sinc that is flat up to 0.9 of
 * the lower Nyquist frequency and 80 dB down from that frequency on. Immutable, shared by all streams of a rate pair.
 */
final class SincFilter {
    /** Middle of the transition, as a part of the lower Nyquist frequency: it runs from 0.9 to 1.0. */
    private static final double CUTOFF = 0.95;

    // Kaiser's formulas for 85 dB (5 dB to spare): length (85 - 8) / (2.285 * 0.1 * pi) = 107 samples of the lower
    // rate, so 54 to each side; beta = 0.1102 * (85 - 8.7).
    private static final int REACH = 54;
    private static final double BETA = 0.1102 * (85 - 8.7);

    // Enough for an exact row per phase between all common rates (11.025 to 48 kHz has 640). Odder pairs interpolate
    // between rows this close, whose error lies near -110 dB.
    private static final int MOST_ROWS = 1_024;

    // A program meets a handful of pairs. Files with made-up rates must not fill the memory: a table has up to 0.5 MB.
    private static final int MOST_CACHED = 32;
    private static final Map<Ratio, SincFilter> CACHE = new ConcurrentHashMap<>();

    /** The rates in lowest terms: {@code up} output samples for each {@code down} input samples. */
    private record Ratio(int up, int down) {
        static Ratio of(int from, int to) {
            int a = from, b = to;
            while (b != 0) {
                int rest = a % b;
                a = b;
                b = rest;
            }
            return new Ratio(to / a, from / a);
        }
    }

    private final Ratio ratio;
    private final int rows;
    private final int taps;
    private final float[] table;

    private SincFilter(Ratio ratio) {
        this.ratio = ratio;
        double stretch = Math.max(1, (double) ratio.down / ratio.up);
        int half = (int) Math.ceil(REACH * stretch);
        taps = 2 * half;
        // Downwards the filter is stretched over more input samples and needs as many rows fewer.
        rows = Math.max(ratio.up, ratio.down) <= MOST_ROWS ? ratio.up : (int) Math.ceil(MOST_ROWS / stretch);
        table = new float[(rows + 1) * taps];
        for (int row = 0; row <= rows; row++) fill(row, half, CUTOFF / stretch, REACH * stretch);
    }

    static SincFilter between(int from, int to) {
        if (from <= 0 || to <= 0) throw new IllegalArgumentException("a rate must be positive: " + from + " to " + to);
        var ratio = Ratio.of(from, to);
        var cached = CACHE.get(ratio);
        if (cached != null) return cached;
        var filter = new SincFilter(ratio);
        if (CACHE.size() < MOST_CACHED) CACHE.putIfAbsent(ratio, filter);
        return filter;
    }

    int up() {
        return ratio.up;
    }

    int down() {
        return ratio.down;
    }

    /** Input samples under the filter; even, the output stands on the last of the first half or up to one sample after it. */
    int taps() {
        return taps;
    }

    boolean changesNothing() {
        return ratio.up == ratio.down;
    }

    /** One output sample, {@code phase / up} of an input sample after the middle of the taps that start at {@code at}. */
    float apply(float[] input, int at, int phase) {
        if (rows == ratio.up) return dot(input, at, phase * taps);
        double place = (double) phase * rows / ratio.up;
        int row = (int) place;
        float before = dot(input, at, row * taps), after = dot(input, at, (row + 1) * taps);
        return before + (float) (place - row) * (after - before);
    }

    // Four sums, because the additions of one would wait for each other. The number of taps is even, not always a multiple of four.
    private float dot(float[] input, int at, int row) {
        float a = 0, b = 0, c = 0, d = 0;
        int i = 0;
        for (; i < taps - 3; i += 4) {
            a += input[at + i] * table[row + i];
            b += input[at + i + 1] * table[row + i + 1];
            c += input[at + i + 2] * table[row + i + 2];
            d += input[at + i + 3] * table[row + i + 3];
        }
        for (; i < taps; i++) a += input[at + i] * table[row + i];
        return (a + b) + (c + d);
    }

    private void fill(int row, int half, double cutoff, double reach) {
        var exact = new double[taps];
        double sum = 0;
        for (int i = 0; i < taps; i++) {
            double distance = i - (half - 1) - (double) row / rows;
            exact[i] = sinc(cutoff * distance) * kaiser(distance / reach);
            sum += exact[i];
        }
        // Each row passes a constant unchanged, so that a steady level does not ripple with the phase.
        for (int i = 0; i < taps; i++) table[row * taps + i] = (float) (exact[i] / sum);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
    }

    /** The modified Bessel function of the first kind, order zero, by its power series. */
    private static double bessel(double x) {
        double sum = 1, term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }
}
