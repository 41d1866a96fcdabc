package dev.sidetone.speech;

import java.util.List;

/**
 * One reading of a stretch of audio.
 *
 * @param score log-likelihood of sound and language together, in nats, higher is better. Comparable between readings
 *              of the same audio only, and between grammars only as far as their language parts are comparable
 * @param words in the order spoken
 */
record Hypothesis(double score, List<Word> words) {

    List<String> texts() {
        return words.stream().map(Word::text).toList();
    }

    /** Speech is personal data: only its size is printed. */
    @Override
    public String toString() {
        return "Hypothesis[" + words.size() + " words, " + score + "]";
    }
}
