package dev.sidetone.eval;

import java.util.Locale;

/** A figure that must not get worse. */
public enum Gate {
    WER("word error rate", true, 0),
    ENTITIES("entities hit", false, 0),
    /** A prompt that grew by a word costs more with certainty: what counts begins at a hundredth. */
    COST("out-of-band cost", true, 0.01),
    /** Timers and machines differ by as much from day to day. */
    LATENCY("out-of-band latency", true, 0.05);

    private final String words;
    private final boolean lessIsBetter;
    private final double tolerance;

    Gate(String words, boolean lessIsBetter, double tolerance) {
        this.words = words;
        this.lessIsBetter = lessIsBetter;
        this.tolerance = tolerance;
    }

    String inWords() {
        return words;
    }

    boolean lessIsBetter() {
        return lessIsBetter;
    }

    /** A share of the old figure that does not count as a change. */
    double tolerance() {
        return tolerance;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
