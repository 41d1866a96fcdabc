package dev.sidetone.device;

/** How loud a stretch of sound is. */
public final class Level {

    /** What counts as silence, in dB below the loudest there can be. */
    public static final int SILENCE = -60;

    private Level() {}

    /** The root mean square in dB below full scale, from {@link #SILENCE} to 0. */
    public static double decibels(short[] samples) {
        if (samples.length == 0) return SILENCE;
        double sum = 0;
        for (short sample : samples) sum += (double) sample * sample;
        double mean = Math.sqrt(sum / samples.length) / Short.MAX_VALUE;
        return Math.clamp(20 * Math.log10(Math.max(mean, 1e-9)), SILENCE, 0);
    }
}
