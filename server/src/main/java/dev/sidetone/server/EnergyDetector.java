package dev.sidetone.server;

/**
 * Tells speech by loudness above an adaptive noise floor: no model, no download, good for tests and clean lines. Not a
 * match for a trained detector on noisy calls.
 */
public final class EnergyDetector implements SpeechDetector {

    /** Nothing quieter is ever speech: -55 dBFS, about the hiss of a telephone line. */
    private static final double LEAST_RMS = 60;

    /** Speech stands at least 10 dB over what was quiet just before. */
    private static final double FLOOR_FACTOR = 3.2;

    /** The floor falls at once and rises slowly, about 10 dB in two seconds, so that long speech does not become the floor. */
    private static final double RISE_A_FRAME = 1.018;

    /** Above this a steady noise can no longer lift the floor: loud is speech. */
    private static final double HIGHEST_FLOOR = 900;

    private double floor = LEAST_RMS;

    @Override
    public float probability(short[] frame) {
        double rms = rms(frame);
        double bar = Math.max(LEAST_RMS, floor * FLOOR_FACTOR);
        floor = rms < floor ? Math.max(LEAST_RMS / FLOOR_FACTOR, rms) : Math.min(HIGHEST_FLOOR, floor * RISE_A_FRAME);
        // Exactly at the bar one half; three times over it, nearly sure.
        double ratio = rms / bar;
        return (float) (ratio * ratio / (1 + ratio * ratio));
    }

    @Override
    public void reset() {
        floor = LEAST_RMS;
    }

    private static double rms(short[] frame) {
        long sum = 0, squares = 0;
        for (short sample : frame) {
            sum += sample;
            squares += sample * sample;
        }
        // Without the constant part: some sound cards add one.
        double mean = (double) sum / frame.length;
        return Math.sqrt(Math.max(0, (double) squares / frame.length - mean * mean));
    }
}
