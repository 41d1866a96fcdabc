package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;
import java.util.Random;
import java.util.function.UnaryOperator;

/** What may happen to speech on its way, for measuring how much of it the hearings bear. */
enum Condition {

    CLEAN(audio -> audio),
    /** 300 to 3400 Hz. */
    TELEPHONE(audio -> filtered(filtered(audio, 3_400, false), 300, true)),
    /** White noise, 15 dB below the speech. */
    NOISE_15_DB(audio -> {
        double power = 0;
        for (short sample : audio.samples()) power += (double) sample * sample;
        double level = Math.sqrt(power / audio.samples().length) * Math.pow(10, -15 / 20.0);
        var random = new Random(15);
        var noisy = audio.samples().clone();
        for (int i = 0; i < noisy.length; i++) noisy[i] = clip(noisy[i] + random.nextGaussian() * level);
        return Pcm.of(noisy);
    }),
    FASTER_5_PERCENT(audio -> HearingReport.to24k(new Pcm(audio.samples(), 25_200))),
    SLOWER_5_PERCENT(audio -> HearingReport.to24k(new Pcm(audio.samples(), 22_800)));

    final UnaryOperator<Pcm> on;

    Condition(UnaryOperator<Pcm> on) {
        this.on = on;
    }

    private static Pcm filtered(Pcm audio, double hertz, boolean above) {
        int half = 120;
        var taps = new double[half + 1];
        double cut = 2 * hertz / audio.rate();
        for (int i = 0; i <= half; i++) {
            double x = Math.PI * cut * i;
            taps[i] = cut * (i == 0 ? 1 : Math.sin(x) / x) * (0.54 + 0.46 * Math.cos(Math.PI * i / half));
        }
        var in = audio.samples();
        var out = new short[in.length];
        for (int i = 0; i < in.length; i++) {
            double sum = taps[0] * in[i];
            for (int k = 1; k <= half; k++) {
                sum += taps[k] * ((i >= k ? in[i - k] : 0) + (i + k < in.length ? in[i + k] : 0));
            }
            out[i] = clip(above ? in[i] - sum : sum);
        }
        return Pcm.of(out);
    }

    private static short clip(double value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
