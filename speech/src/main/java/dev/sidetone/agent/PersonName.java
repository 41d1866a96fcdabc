package dev.sidetone.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A person's name as it was said.
 *
 * @param text the words, each with a capital
 * @param spelled whether a part of it was spelled, which then stands in it letter for letter
 */
record PersonName(String text, boolean spelled) {

    private static final List<String> MARKS =
            List.of("my full name is", "my legal name is", "my last name is", "my name is", "last name is", "name is", "policyholder is");
    private static final List<String> WEAK_MARKS = List.of("this is", "i am", "it is", "that is", "the name of");
    private static final Set<String> ENDS = Set.of("that", "spelled", "spelling", "spelt", "which", "and", "with", "is", "i", "the",
            "first", "last", "again", "please", "yes", "no", "not", "my", "so", "thank", "thanks", "right", "correct", "but", "it");
    /** Words that open a turn which is no name. */
    private static final Set<String> NO_NAMES = Set.of("what", "huh", "who", "when", "where", "why", "how", "hello", "hi", "hey", "sorry",
            "pardon", "wait", "okay", "sure", "maybe", "um", "uh", "nothing", "a", "an", "he", "she", "they", "we", "you", "there", "someone");
    // Longer rows of words are a sentence, not a name.
    private static final int MOST_WORDS = 4;

    /** A name given without being asked for, which needs words that say so. */
    static Optional<PersonName> volunteered(Words words) {
        for (String mark : MARKS) {
            int after = words.after(mark);
            if (after >= 0) return named(words, after);
        }
        return Optional.empty();
    }

    /** A name as the answer to the question for it. */
    static Optional<PersonName> answered(Words words) {
        var volunteered = volunteered(words);
        if (volunteered.isPresent()) return volunteered;
        int start = 0;
        for (String mark : WEAK_MARKS) start = Math.max(start, words.after(mark));
        while (Words.FILLERS.contains(words.at(start)) || Set.of("yes", "yeah", "sure", "okay", "no").contains(words.at(start))) start++;
        boolean spelled = spelling(words).isPresent();
        return NO_NAMES.contains(words.at(start)) && !spelled ? Optional.empty() : named(words, start);
    }

    private static Optional<PersonName> named(Words words, int start) {
        var parts = new ArrayList<String>();
        var spelling = spelling(words);
        int at = start;
        for (; at < words.size() && !ENDS.contains(words.at(at)); at++) {
            if (words.at(at).length() == 1 || spelling.isPresent() && at >= spelling.get().start()) break;
            if (Words.FILLERS.contains(words.at(at))) continue;
            if (!words.at(at).matches("[\\p{L}'-]+")) return Optional.empty();
            parts.add(capital(words.written().get(at)));
        }
        if (parts.size() > MOST_WORDS) return Optional.empty();
        spelling.ifPresent(letters -> put(parts, capital(letters.lettersAndDigits().toLowerCase(Locale.ROOT))));
        return parts.isEmpty() ? Optional.empty() : Optional.of(new PersonName(String.join(" ", parts), spelling.isPresent()));
    }

    /** The last spelled stretch; two letters may be initials, so a name has three at least. */
    private static Optional<Characters> spelling(Words words) {
        return Characters.in(words).stream().filter(Characters::onlyLetters)
                .filter(characters -> characters.lettersAndDigits().length() >= 3).reduce((first, second) -> second);
    }

    /** Puts the spelled part where the heard words sound most like it; it may have been heard as two words. */
    private static void put(List<String> parts, String spelled) {
        int place = -1, length = 1;
        // Half of the letters right: recognisers keep about that much of a name they do not know.
        double best = 0.5;
        for (int count = 1; count <= 2; count++) {
            for (int i = 0; i + count <= parts.size(); i++) {
                double distance = distance(String.join("", parts.subList(i, i + count)), spelled);
                if (distance < best) {
                    best = distance;
                    place = i;
                    length = count;
                }
            }
        }
        if (place < 0 && parts.size() < 2) parts.add(spelled);
        else if (place < 0) parts.set(parts.size() - 1, spelled);
        else {
            parts.subList(place, place + length).clear();
            parts.add(place, spelled);
        }
    }

    /** Changed letters per letter of the longer word: 0 the same, 1 nothing in common. */
    private static double distance(String heard, String spelled) {
        String a = heard.toLowerCase(Locale.ROOT), b = spelled.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()] / (double) Math.max(a.length(), b.length());
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
