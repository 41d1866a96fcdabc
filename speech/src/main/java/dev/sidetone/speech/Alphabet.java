package dev.sidetone.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words people spell with, and the words recognisers hear instead. General English; nothing here comes from
 * recordings.
 */
final class Alphabet {

    /** "oh" is said for the digit far more often than for the letter; {@link CodePattern} looks closer. */
    static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh");
    static final List<String> LETTERS = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n",
            "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z");
    static final Set<String> DASHES = Set.of("dash", "hyphen");
    /** How many times the next character counts. */
    static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3);

    /** The radio alphabet as the dictionary writes it, and the words people reach for when they do not know it. */
    static final List<String> CODE_WORDS = List.of("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf",
            "hotel", "india", "juliet", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra",
            "tango", "uniform", "victor", "whiskey", "yankee", "zulu", "apple", "boy", "cat", "dog", "edward",
            "elephant", "frank", "george", "harry", "henry", "ida", "john", "king", "london", "mary", "michael",
            "mother", "nancy", "orange", "peter", "queen", "robert", "sam", "sugar", "tom", "umbrella", "violet",
            "william", "yellow", "young", "zebra");

    /** Words that are hardly heard but when letters or digits are said: weight 1. */
    private static final Set<String> PLAIN = Set.of("double", "triple", "dash", "hyphen", "dashed", "dashes", "zee", "zed", "vee",
            "cue", "que", "jay", "em", "el", "ex", "dee", "pee");
    /** Ordinary words that sound like one or two letters or digits. */
    private static final Set<String> ALIKE = Set.of("i", "a", "be", "bee", "bees", "see", "sea", "seas", "si", "tea",
            "tee", "tees", "key", "keys", "queue", "you", "your", "why", "are", "our", "or", "as", "ass", "us", "yes",
            "and", "an", "in", "end", "am", "them", "hey", "ate", "hate", "kay", "okay", "day", "gee", "he", "she",
            "the", "they", "ye", "eye", "eyes", "ell", "hell", "all", "of", "off", "if", "have", "half", "pay", "we",
            "de", "for", "fore", "to", "too", "tool", "won", "want", "wants", "once", "free", "tree", "sick", "sex",
            "mine", "line", "fight", "heaven", "owe", "no", "go", "so", "though", "age", "cash", "ash", "at", "it's",
            "its", "is", "ease", "ben", "den", "ten", "then", "when", "on", "un", "hour", "do", "new", "knew", "que",
            "ah", "a's", "b's", "i'm", "i'd", "there", "their", "that", "one's", "forty", "sixty", "seventy", "eighty",
            "ninety", "thirty", "fifty", "twenty");

    private static final Map<String, Character> CHARACTERS = characters();

    /** Common surnames of many countries, for which letters follow which in what people spell. */
    static final List<String> SURNAMES = surnames();

    private Alphabet() {}

    private static List<String> surnames() {
        try (var list = Alphabet.class.getResourceAsStream("surnames.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of surnames could not be read", e);
        }
    }

    /** The character a word spells: {@code five} 5, {@code b} B, {@code oh} 0; no entry for other words. */
    static Map<String, Character> characterOf() {
        return CHARACTERS;
    }

    static boolean isDigit(String word) {
        return DIGITS.contains(word);
    }

    static boolean isLetter(String word) {
        return word.length() == 1 && word.charAt(0) >= 'a' && word.charAt(0) <= 'z';
    }

    /**
     * How much a word of the free hearing speaks for something being spelled there: 1 certainly, about 0.3 a usual
     * mishearing, about 0 a scrap of a word, -1 against.
     */
    static double spells(String word) {
        if (isDigit(word) || PLAIN.contains(word) || isLetter(word) && !word.equals("a") && !word.equals("i")) return 1;
        if (ALIKE.contains(word)) return 0.35;
        if (word.length() == 2 && !word.matches(".*[aeiouy'].*")) return 1;
        return word.length() <= 3 && !COMMON_SHORT.contains(word) ? 0.1 : -1;
    }

    /** Short words that are themselves far more often than scraps of spelling. */
    private static final Set<String> COMMON_SHORT = Set.of("my", "me", "his", "her", "him", "was", "has", "had", "did",
            "not", "but", "can", "may", "car", "our", "out", "who", "how", "by", "up", "any", "ask", "got", "get", "hit",
            "man", "two", "way", "now", "old", "say", "saw", "put", "let", "red", "uh", "um", "huh", "yep", "bad", "big",
            "bit", "cut", "due", "far", "few", "job", "lot", "men", "own", "ran", "run", "sir", "son", "top", "try",
            "use", "van", "yet", "mom", "dad", "wet", "hot", "kid", "guy");

    private static Map<String, Character> characters() {
        var map = new HashMap<String, Character>();
        for (int i = 0; i < 10; i++) map.put(DIGITS.get(i), (char) ('0' + i));
        map.put("oh", '0');
        for (var letter : LETTERS) map.put(letter, Character.toUpperCase(letter.charAt(0)));
        return Map.copyOf(map);
    }
}
