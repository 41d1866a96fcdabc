package dev.sidetone.speech;

import java.util.Arrays;

/**
 * Interim: 24 to 16 kHz. Two samples out for three in, through a low-pass filter at 7.2 kHz; keeps its place between
 * calls. To be replaced by the resampler of {@code dev.sidetone.audio}.
 */
final class Interim16k {

    private static final int HALF = 24;
    /** Filter taps on the 48 kHz grid both rates share. */
    private static final double[] TAPS = taps();

    private short[] kept = new short[HALF];
    /** Next output's place on the 48 kHz grid, relative to the first kept sample. */
    private long next = 2L * HALF;

    short[] next(short[] samples) {
        var all = new short[kept.length + samples.length];
        System.arraycopy(kept, 0, all, 0, kept.length);
        System.arraycopy(samples, 0, all, kept.length, samples.length);
        int count = (int) Math.max(0, (2L * (all.length - HALF) - next + 2) / 3);
        var out = new short[count];
        for (int i = 0; i < count; i++) out[i] = at(all, next + 3L * i);
        next += 3L * count;
        int drop = (int) Math.max(0, next / 2 - HALF);
        kept = Arrays.copyOfRange(all, Math.min(drop, all.length), all.length);
        next -= 2L * Math.min(drop, all.length);
        return out;
    }

    private static short at(short[] all, long place) {
        double sum = 0;
        int centre = (int) (place / 2);
        for (int k = centre - HALF + 1; k < Math.min(all.length, centre + HALF); k++) {
            int tap = (int) Math.abs(place - 2L * k);
            if (tap < TAPS.length) sum += TAPS[tap] * all[Math.max(0, k)];
        }
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** Half of a symmetric Blackman-windowed sinc; unity gain after keeping every second point of the 48 kHz grid. */
    private static double[] taps() {
        var taps = new double[2 * HALF];
        double cut = 2 * 7_200.0 / 48_000;
        for (int i = 0; i < taps.length; i++) {
            double x = Math.PI * cut * i, w = Math.PI * i / (2 * HALF);
            taps[i] = 2 * cut * (i == 0 ? 1 : Math.sin(x) / x) * (0.42 + 0.5 * Math.cos(w) + 0.08 * Math.cos(2 * w));
        }
        return taps;
    }
}
