package dev.sidetone.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stretch of a turn that was said character by character: "five six b five dash one two c zero", "V-I-R-T-A-N-E-N", "double
 * five", "b as in boy", or written at once as "56B5-12C0".
 *
 * @param text capitals, digits and hyphens
 * @param start the place of its first word
 * @param end the place behind its last word
 */
record Characters(String text, int start, int end) {

    private static final Set<String> HYPHENS = Set.of("dash", "hyphen", "minus");
    private static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3);
    private static final Set<String> LIKE = Set.of("for", "like");
    /** Words that may stand inside such a stretch without being part of it. */
    private static final Set<String> BETWEEN = Set.of("um", "uh", "er", "and", "then", "capital", "letter", "number", "the");

    /** All stretches in order; a lone "a" or "i" is a word, not a stretch. */
    static List<Characters> in(Words words) {
        var found = new ArrayList<Characters>();
        int at = 0;
        while (at < words.size()) {
            var stretch = stretchAt(words, at);
            if (stretch.text.isEmpty()) at++;
            else {
                if (!stretch.text.equals("A") && !stretch.text.equals("I")) found.add(stretch);
                at = stretch.end;
            }
        }
        return found;
    }

    String lettersAndDigits() {
        return text.replace("-", "");
    }

    boolean onlyLetters() {
        return text.chars().allMatch(c -> Character.isLetter(c) || c == '-');
    }

    private static Characters stretchAt(Words words, int start) {
        var text = new StringBuilder();
        int at = start, end = start;
        while (at < words.size()) {
            var piece = pieceAt(words, at);
            if (!piece.text.isEmpty()) {
                text.append(piece.text);
                at = end = piece.end;
            } else if (!text.isEmpty() && BETWEEN.contains(words.at(at))) at++;
            else break;
        }
        return new Characters(text.toString(), start, end);
    }

    private static Characters pieceAt(Words words, int at) {
        String word = words.at(at);
        if (TIMES.containsKey(word)) {
            var next = single(words.at(at + 1));
            return new Characters(next.repeat(TIMES.get(word)), at, at + 2);
        }
        if (HYPHENS.contains(word)) return new Characters("-", at, at + 1);
        String one = single(word);
        if (one.length() == 1 && Character.isLetter(one.charAt(0))) return new Characters(one, at, at + 1 + asIn(words, at));
        if (!one.isEmpty()) return new Characters(one, at, at + 1);
        return new Characters(number(words, at), at, at + (twoWordNumber(words, at) ? 2 : 1));
    }

    /** How many words explain a letter: three in "b as in boy", two in "b for bravo", none otherwise. */
    private static int asIn(Words words, int at) {
        String letter = words.at(at);
        if (words.at(at + 1).equals("as") && words.at(at + 2).equals("in") && words.at(at + 3).startsWith(letter)) return 3;
        return LIKE.contains(words.at(at + 1)) && words.at(at + 2).length() > 1 && words.at(at + 2).startsWith(letter) ? 2 : 0;
    }

    /** One word that stands for characters by itself, or "". */
    private static String single(String word) {
        if (word.equals("oh")) return "0";
        if (word.matches("[a-z]")) return word.toUpperCase();
        if (word.matches("[a-z](-[a-z])+")) return word.replace("-", "").toUpperCase();
        if (word.matches("(?=.*\\d)[a-z\\d]+(-[a-z\\d]+)*") && !word.matches("\\d+(st|nd|rd|th|am|pm)")) return word.toUpperCase();
        var digit = Numerals.cardinalOf(word);
        return digit.isPresent() && digit.getAsInt() < 10 ? String.valueOf(digit.getAsInt()) : "";
    }

    /** "fifty six" said for 56, "twelve" for 12. */
    private static String number(Words words, int at) {
        var value = Numerals.cardinalOf(words.at(at));
        if (value.isEmpty()) return "";
        int unit = twoWordNumber(words, at) ? Numerals.cardinalOf(words.at(at + 1)).orElse(0) : 0;
        return String.valueOf(value.getAsInt() + unit);
    }

    private static boolean twoWordNumber(Words words, int at) {
        int tens = Numerals.cardinalOf(words.at(at)).orElse(0);
        int unit = Numerals.cardinalOf(words.at(at + 1)).orElse(0);
        return tens >= 20 && unit > 0 && unit < 10;
    }
}
