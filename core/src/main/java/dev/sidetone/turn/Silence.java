package dev.sidetone.turn;

import dev.sidetone.turn.Testimony.Witness;

/** Whether text and silence are where they belong. */
final class Silence {

    // Breath and clicks are shorter; "no" takes longer.
    private static final double CLICK = 0.25, SHORT = 0.6;
    private static final int FEWEST_WORDS = 2;
    // A recogniser misses a "yes" now and then, but not a sentence.
    private static final int SENTENCE = 4;
    // "Thank you" is what recognisers write for a second of noise.
    private static final double SHORT_NOISE = 1.0;

    private Silence() {}

    /** Nothing was written although the service's own recogniser has words that somebody can have said. */
    static boolean empty(Testimony testimony) {
        if (!testimony.words().isEmpty() || testimony.text().codePoints().anyMatch(Character::isLetterOrDigit)) return false;
        return !testimony.builtInWords().isEmpty() && !noise(testimony.builtIn().orElse(""), testimony.seconds().orElse(SHORT));
    }

    private static boolean noise(String text, double seconds) {
        var said = SpokenForm.of(text).text();
        boolean polite = said.equals("thank you") || said.equals("thanks") || said.equals("bye") || said.equals("the") || said.equals("okay");
        return Phrases.SILENCE.in(text) || polite && seconds < SHORT_NOISE;
    }

    /** Something was written although nobody spoke. */
    static boolean invented(Testimony testimony) {
        var words = testimony.words();
        if (words.isEmpty()) return false;
        if (Phrases.SILENCE.in(testimony.text()) && testimony.witness(words) != Witness.CONFIRMS) return true;
        if (!testimony.builtInHeardSilence()) return false;
        double seconds = testimony.seconds().orElse(0.0);
        if (testimony.seconds().isPresent() && seconds < CLICK || words.size() >= SENTENCE) return true;
        return seconds < SHORT && words.size() >= FEWEST_WORDS;
    }
}
