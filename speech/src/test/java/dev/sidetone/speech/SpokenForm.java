package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Brings transcripts into the form of the references: lower case, no punctuation, digits in words. "Oh" and "zero" stay
 * apart as written.
 */
final class SpokenForm {

    private static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private SpokenForm() {}

    /** The words of a transcript: a run of digits one by one, a code or letters joined by hyphens character by character. */
    static List<String> words(String transcript) {
        var words = new ArrayList<String>();
        for (var token : transcript.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}'-]+")) {
            boolean code = token.matches("[a-z]?(?:-[a-z])+|(?=[^\\d]*\\d)[a-z0-9-]+");
            if (!code) {
                for (var word : token.split("-")) if (!word.isEmpty()) words.add(word);
                continue;
            }
            for (char character : token.toCharArray()) {
                if (Character.isDigit(character)) words.add(DIGITS.get(character - '0'));
                else if (character != '-') words.add(String.valueOf(character));
            }
        }
        return words;
    }

    /**
     * The letters and digits of a transcript, words of digits and single letters read as characters, other words as gaps:
     * what an exact hit is looked for in.
     */
    static String characters(String transcript) {
        var characters = new StringBuilder();
        for (var word : words(transcript)) {
            if (word.equals("dash") || word.equals("hyphen")) continue;
            var character = word.equals("oh") ? "0" : DIGITS.contains(word) ? String.valueOf(DIGITS.indexOf(word)) : word;
            characters.append(character.length() == 1 ? character.toUpperCase(Locale.ROOT) : " ");
        }
        return characters.toString();
    }

    /** Whether a transcript holds an entity of a reference exactly, with nothing more stuck to it. */
    static boolean holds(String transcript, String kind, String value) {
        if (kind.equals("policy_number") && transcript.toUpperCase(Locale.ROOT).matches("(?s).*(?<![A-Z0-9-])" + value + "(?![A-Z0-9-]).*")) return true;
        var wanted = value.replace("-", "");
        return List.of(characters(transcript).trim().split(" +")).contains(wanted);
    }
}
