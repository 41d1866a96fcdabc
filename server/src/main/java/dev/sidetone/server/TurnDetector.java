package dev.sidetone.server;

import java.util.Optional;

/**
 * Finds the borders of speech on the 32 ms grid of the live service: {@code audio_end_ms} is a multiple of 32, and
 * {@code audio_start_ms} plus the padding is one (recorded: 1460 = 55×32−300, 4256 = 133×32). Pure: probabilities in,
 * edges out. Offsets count audio written since the session began.
 */
final class TurnDetector {

    /** {@link SpeechDetector#FRAME} samples at {@link SpeechDetector#RATE}. */
    static final int FRAME_MS = 32;

    /** Speech ends only well below the threshold at which it began; the distance is Silero's. */
    private static final double HYSTERESIS = 0.15;

    /** Below this the hysteresis would let no silence through at low thresholds; also Silero's. */
    private static final double LOWEST_THRESHOLD = 0.01;

    /**
     * How turns are found.
     *
     * @param prefixPaddingMs audio kept before the first frame of speech
     * @param silenceMs how long it must be quiet for a turn to end
     */
    record Vad(double threshold, int prefixPaddingMs, int silenceMs, boolean createResponse, boolean interruptResponse) {}

    sealed interface Edge {
        record SpeechStarted(long audioStartMs) implements Edge {}

        record SpeechStopped(long audioEndMs) implements Edge {}
    }

    private long frames;
    private boolean speaking;
    private long quietFrames;
    private long earliestStartMs;

    /** The next frame sounds like speech with this probability. */
    Optional<Edge> hear(float probability, Vad vad) {
        long frameStartMs = frames++ * FRAME_MS;
        return speaking ? whileSpeaking(probability, vad) : whileQuiet(probability, vad, frameStartMs);
    }

    /** The next frame passes unheard: turns are not detected now. */
    void skip() {
        frames++;
    }

    /** How much audio was heard, always a whole number of frames. */
    long positionMs() {
        return frames * FRAME_MS;
    }

    boolean speaking() {
        return speaking;
    }

    /** Forgets speech under way, because its audio was committed or cleared; padding will not reach back over this point. */
    void cutOff(long atMs) {
        speaking = false;
        quietFrames = 0;
        earliestStartMs = Math.max(earliestStartMs, atMs);
    }

    private Optional<Edge> whileQuiet(float probability, Vad vad, long frameStartMs) {
        if (probability < vad.threshold()) return Optional.empty();
        speaking = true;
        quietFrames = 0;
        return Optional.of(new Edge.SpeechStarted(Math.max(earliestStartMs, frameStartMs - vad.prefixPaddingMs())));
    }

    private Optional<Edge> whileSpeaking(float probability, Vad vad) {
        if (probability >= Math.max(LOWEST_THRESHOLD, vad.threshold() - HYSTERESIS)) {
            quietFrames = 0;
            return Optional.empty();
        }
        quietFrames++;
        if (quietFrames * FRAME_MS < vad.silenceMs()) return Optional.empty();
        cutOff(positionMs());
        return Optional.of(new Edge.SpeechStopped(positionMs()));
    }
}
