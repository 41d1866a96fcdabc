package dev.sidetone.eval;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a figure would move had other utterances of the same kind been recorded: 95 % intervals by drawing utterances with
 * replacement (Efron's percentile method). The seed is fixed, so that one result has one interval.
 */
final class Bootstrap {

    /** Enough that the ends of an interval move by less than a tenth of its width from seed to seed. */
    private static final int MOST_RESAMPLES = 10_000, LEAST_RESAMPLES = 2_000;

    /** About a tenth of a second of drawing. */
    private static final int DRAWS = 20_000_000;

    private static final double TAIL = 0.025;

    private static final long SEED = 20_260_101;

    /** @param low 95 % of the figures lie from here @param high to here; both NaN where there is nothing to draw from */
    record Interval(double low, double high) {}

    /** A figure of one draw. @param drawn how often each utterance was drawn */
    interface Figure {
        double of(int[] drawn);
    }

    private Bootstrap() {}

    /** Of the sum of {@code tops} by the sum of {@code bottoms}, an element for each utterance. */
    static Interval ratio(double[] tops, double[] bottoms) {
        return interval(tops.length, drawn -> weighted(tops, drawn) / weighted(bottoms, drawn));
    }

    /** Of the second ratio less the first, both over the same utterances in the same order. */
    static Interval difference(double[] tops, double[] bottoms, double[] otherTops, double[] otherBottoms) {
        return interval(tops.length, drawn -> weighted(otherTops, drawn) / weighted(otherBottoms, drawn) - weighted(tops, drawn) / weighted(bottoms, drawn));
    }

    static Interval interval(int utterances, Figure figure) {
        if (utterances == 0) return new Interval(Double.NaN, Double.NaN);
        var random = new SplittableRandom(SEED);
        int resamples = Math.clamp(DRAWS / utterances, LEAST_RESAMPLES, MOST_RESAMPLES);
        var figures = new double[resamples];
        var drawn = new int[utterances];
        int known = 0;
        for (int i = 0; i < resamples; i++) {
            Arrays.fill(drawn, 0);
            for (int j = 0; j < utterances; j++) drawn[random.nextInt(utterances)]++;
            double value = figure.of(drawn);
            // A draw of nothing but utterances without words has no rate.
            if (Double.isFinite(value)) figures[known++] = value;
        }
        if (known == 0) return new Interval(Double.NaN, Double.NaN);
        Arrays.sort(figures, 0, known);
        return new Interval(figures[(int) (TAIL * known)], figures[Math.min(known - 1, (int) Math.ceil((1 - TAIL) * known) - 1)]);
    }

    static double weighted(double[] values, int[] drawn) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) sum += values[i] * drawn[i];
        return sum;
    }
}
