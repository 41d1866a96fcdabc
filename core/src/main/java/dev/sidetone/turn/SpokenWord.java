package dev.sidetone.turn;

import java.util.List;
import java.util.Set;

/**
 * One word as it was, or would be, spoken.
 *
 * @param said lower case, a single letter or digit word where it is part of a number or code
 * @param written true when it stood as a digit, or as a letter inside a code, which is silent about how it was spoken
 * @param dashed true when a hyphen, or the word "dash", stood between this and the word before
 * @param first index of the chunk of the text it comes from
 * @param last index of the last such chunk: "twenty two" is one number from two chunks
 */
record SpokenWord(String said, boolean written, boolean dashed, int first, int last) {

    private static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private static final Set<String> DIGIT_WORDS = Set.copyOf(DIGITS);

    static SpokenWord spoken(String said, int chunk) {
        return new SpokenWord(said, false, false, chunk, chunk);
    }

    static SpokenWord written(String said, int chunk) {
        return new SpokenWord(said, true, false, chunk, chunk);
    }

    static String digit(int digit) {
        return DIGITS.get(digit);
    }

    SpokenWord from(SpokenWord start) {
        return new SpokenWord(said, written, start.dashed, start.first, last);
    }

    SpokenWord afterDash() {
        return new SpokenWord(said, written, true, first, last);
    }

    SpokenWord within(int from, int to) {
        return new SpokenWord(said, written, dashed, from, to);
    }

    /** What matches one matches the other. */
    boolean isSameWord(SpokenWord other) {
        return said.equals(other.said) && written == other.written;
    }

    /** A written 0 may have been spoken either way; spoken, "oh" and "zero" are two words. */
    boolean matches(SpokenWord other) {
        return said.equals(other.said) || spokenAs(other) || other.spokenAs(this);
    }

    private boolean spokenAs(SpokenWord other) {
        return written && said.equals("zero") && other.said.equals("oh");
    }

    boolean isDigit() {
        return DIGIT_WORDS.contains(said);
    }

    boolean isLetter() {
        return said.length() == 1 && said.charAt(0) >= 'a' && said.charAt(0) <= 'z';
    }

    /** May be a character of a number or code. */
    boolean isCharacter() {
        return isDigit() || isLetter() || said.equals("oh");
    }

    /**
     * True when it stands for this upper-case letter or digit. "Oh" is a zero or the letter, and so is a lone "o", which
     * sounds the same; a letter o written inside a code is only a letter.
     */
    boolean standsFor(char character) {
        if (said.equals("oh") || (said.equals("o") && !written)) return character == '0' || character == 'O';
        return isDigit() ? character == '0' + DIGITS.indexOf(said) : isLetter() && character == Character.toUpperCase(said.charAt(0));
    }

    /** What callers say is personal data. */
    @Override
    public String toString() {
        return "SpokenWord[" + said.length() + " chars]";
    }
}
