package dev.sidetone.server;

/** Tells speech from anything else, frame by frame, for one connection. Not thread-safe. */
public interface SpeechDetector {

    /** Samples in a frame: 32 ms, the grid on which the live service reports the borders of speech. */
    int FRAME = 512;

    /** Samples a second that the detector hears. */
    int RATE = 16_000;

    /**
     * @param frame {@link #FRAME} samples at {@link #RATE}, following the ones before without a gap
     * @return how surely the frame holds speech, 0 to 1
     */
    float probability(short[] frame);

    /** Forgets what was heard. */
    void reset();
}
