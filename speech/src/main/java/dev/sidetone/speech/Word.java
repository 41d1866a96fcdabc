package dev.sidetone.speech;

import java.time.Duration;

/**
 * One recognised word.
 *
 * @param text lower case, as the recogniser's dictionary has it
 * @param start offset from the beginning of the audio
 * @param end offset from the beginning of the audio, not before {@code start}
 * @param confidence 0 to 1; 1 where the recogniser states none (it gives word confidences or alternatives, not both)
 */
public record Word(String text, Duration start, Duration end, double confidence) {

    /** Speech is personal data: only where it lies is printed. */
    @Override
    public String toString() {
        return "Word[" + start.toMillis() + "-" + end.toMillis() + " ms]";
    }
}
