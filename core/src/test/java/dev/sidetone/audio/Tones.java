package dev.sidetone.audio;

import java.util.Arrays;

/** Sine tones and what is left of them. */
final class Tones {
    /** @param residualDb everything that is not the tone, in dB relative to it */
    record Fit(double amplitude, double phase, double residualDb) {}

    private Tones() {}

    static Pcm sine(double hertz, double amplitude, int rate, int samples) {
        var tone = new short[samples];
        for (int i = 0; i < samples; i++) tone[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
        return new Pcm(tone, rate);
    }

    /** The middle of a clip, away from the edges that silence before and after blurs. */
    static short[] middle(short[] samples) {
        return Arrays.copyOfRange(samples, samples.length / 4, samples.length * 3 / 4);
    }

    static double rms(short[] samples) {
        double energy = 0;
        for (short sample : samples) energy += (double) sample * sample;
        return Math.sqrt(energy / samples.length);
    }

    /** The sine of this frequency that is nearest to the samples, by least squares. */
    static Fit fit(short[] samples, double hertz, int rate) {
        double ss = 0, cc = 0, sc = 0, xs = 0, xc = 0;
        for (int i = 0; i < samples.length; i++) {
            double s = Math.sin(2 * Math.PI * hertz * i / rate), c = Math.cos(2 * Math.PI * hertz * i / rate);
            ss += s * s;
            cc += c * c;
            sc += s * c;
            xs += samples[i] * s;
            xc += samples[i] * c;
        }
        double determinant = ss * cc - sc * sc;
        double a = (xs * cc - xc * sc) / determinant, b = (xc * ss - xs * sc) / determinant;
        double rest = 0;
        for (int i = 0; i < samples.length; i++) {
            double angle = 2 * Math.PI * hertz * i / rate;
            rest += Math.pow(samples[i] - a * Math.sin(angle) - b * Math.cos(angle), 2);
        }
        double amplitude = Math.hypot(a, b);
        return new Fit(amplitude, Math.atan2(b, a), 10 * Math.log10(rest / samples.length / (amplitude * amplitude / 2)));
    }
}
