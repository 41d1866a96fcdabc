package dev.sidetone.turn;

import dev.sidetone.turn.Testimony.Witness;
import java.util.regex.Pattern;

/** Whether as much was written as can have been said in the time. */
final class Pace {

    // Fast talkers reach 8 syllables a second, some 24 letters; the allowance is for short turns, whose ends are cut unevenly.
    private static final double MOST_LETTERS_A_SECOND = 27, LETTERS_ALLOWED = 6;
    // Without times: four times the words the other heard, and not just a few.
    private static final int TIMES_THE_WORDS = 4, WORDS_ALLOWED = 8;

    // Few words against many: less than two fifths of what the other heard, and clearly so.
    private static final double FEW = 0.4;
    private static final int FEWEST_MISSING = 5;
    // Nobody else listened: people who think aloud still say a word every four seconds, after a pause of two.
    private static final double LONG_SPEECH = 8, SLOWEST_WORDS_A_SECOND = 0.25, PAUSE = 2;

    private static final int FEWEST_OF_A_BEGINNING = 4;
    private static final double BEGINNING_AT_MOST = 0.8, SAME = 0.75;
    private static final Pattern ENDS = Pattern.compile("[.!?…。！？।؟]\\W*$");

    private Pace() {}

    static boolean tooMany(Testimony testimony) {
        var words = testimony.words();
        if (testimony.witness(words) == Witness.CONFIRMS) return false;
        var seconds = testimony.seconds();
        if (seconds.isPresent()) return words.letters() > sayable(seconds.get());
        int other = testimony.builtInWords().size();
        return other > 0 && words.size() > TIMES_THE_WORDS * other + WORDS_ALLOWED;
    }

    static boolean tooFew(Testimony testimony) {
        var words = testimony.words();
        // No word at all is another doubt; "um" is a word to write, if none to compare.
        if (testimony.text().codePoints().noneMatch(Character::isLetterOrDigit)) return false;
        var other = testimony.builtInWords();
        if (testimony.builtIn().isEmpty()) return slow(testimony);
        boolean sayable = testimony.seconds().map(seconds -> other.letters() <= sayable(seconds)).orElse(true);
        return sayable && words.letters() <= FEW * other.letters() && other.size() - words.size() >= FEWEST_MISSING;
    }

    private static boolean slow(Testimony testimony) {
        double seconds = testimony.seconds().orElse(0.0);
        return seconds >= LONG_SPEECH && testimony.words().size() < SLOWEST_WORDS_A_SECOND * (seconds - PAUSE);
    }

    private static double sayable(double seconds) {
        return LETTERS_ALLOWED + MOST_LETTERS_A_SECOND * seconds;
    }

    /** The beginning of what the other heard, broken off. */
    static boolean cutOff(Testimony testimony) {
        var words = testimony.words();
        var other = testimony.builtInWords();
        boolean beginning = words.size() >= FEWEST_OF_A_BEGINNING && words.size() <= BEGINNING_AT_MOST * other.size()
                && other.size() - words.size() >= FEWEST_MISSING;
        return beginning && !ENDS.matcher(testimony.text()).find() && words.within(other.first(words.size() + 1)) >= SAME;
    }
}
