package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The characters of numbers, codes and spelled names, as they are heard and misheard. */
final class Codes {

    /** Words that recognisers write for a letter or digit; only believed where they make the other side's code. */
    private static final Map<String, String> HOMOPHONES = Map.ofEntries(
            Map.entry("be", "B"), Map.entry("bee", "B"), Map.entry("see", "C"), Map.entry("sea", "C"), Map.entry("dee", "D"), Map.entry("the", "D"),
            Map.entry("ef", "F"), Map.entry("eff", "F"), Map.entry("gee", "G"), Map.entry("aitch", "H"), Map.entry("age", "H"), Map.entry("eye", "I"),
            Map.entry("jay", "J"), Map.entry("kay", "K"), Map.entry("okay", "K"), Map.entry("el", "L"), Map.entry("em", "M"), Map.entry("am", "M"),
            Map.entry("en", "N"), Map.entry("and", "N"), Map.entry("an", "N"), Map.entry("in", "N"), Map.entry("pee", "P"),
            Map.entry("pea", "P"), Map.entry("queue", "Q"), Map.entry("cue", "Q"), Map.entry("are", "R"), Map.entry("our", "R"), Map.entry("ess", "S"),
            Map.entry("as", "S"), Map.entry("tea", "T"), Map.entry("tee", "T"), Map.entry("you", "U"), Map.entry("vee", "V"), Map.entry("we", "V"),
            Map.entry("ex", "X"), Map.entry("why", "Y"), Map.entry("zee", "Z"), Map.entry("zed", "Z"), Map.entry("won", "1"), Map.entry("to", "2"),
            Map.entry("too", "2"), Map.entry("tree", "3"), Map.entry("free", "3"), Map.entry("for", "4"), Map.entry("fore", "4"),
            Map.entry("ate", "8"), Map.entry("hey", "A"), Map.entry("eh", "A"), Map.entry("he", "E"));

    /** "BA 117": letters that are written as a word. */
    private static final int LONGEST_ABBREVIATION = 3;

    /** "Oh", and a lone spoken "o": a zero or the letter. */
    private static final String SPOKEN_NOUGHT = "oh";
    private static final Set<String> NOUGHTS = Set.of("0", "O");

    private Codes() {}

    /** Letters and digits in upper case; "oh" is a zero. */
    static String text(List<SpokenWord> run) {
        return run.stream().map(Codes::character).collect(Collectors.joining());
    }

    static String character(SpokenWord word) {
        if (word.said().equals("oh")) return "0";
        for (char digit = '0'; digit <= '9'; digit++) {
            if (word.isDigit() && word.standsFor(digit)) return String.valueOf(digit);
        }
        return word.said().toUpperCase(Locale.ROOT);
    }

    /** The same characters, where "oh", and a lone "o", may be a zero or the letter, and an "a" or "I" at an end a word. */
    static boolean alike(List<SpokenWord> one, List<SpokenWord> other) {
        if (one.size() < other.size()) return alike(other, one);
        if (one.size() == other.size()) return sameCharacters(one, other);
        return one.size() == other.size() + 1 && (mayBeWord(one.getFirst()) && sameCharacters(one.subList(1, one.size()), other)
                || mayBeWord(one.getLast()) && sameCharacters(one.subList(0, other.size()), other));
    }

    /** One letter that is as often a word of the sentence. */
    static boolean mayBeWord(SpokenWord word) {
        return !word.written() && (word.said().equals("a") || word.said().equals("i"));
    }

    private static boolean sameCharacters(List<SpokenWord> one, List<SpokenWord> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!sameCharacter(one.get(i), other.get(i))) return false;
        }
        return true;
    }

    private static boolean sameCharacter(SpokenWord one, SpokenWord other) {
        return one.matches(other) || nought(one) && nought(other) && !(one.written() && other.written());
    }

    private static boolean nought(SpokenWord word) {
        return word.said().equals("oh") || word.said().equals("o") || word.said().equals("zero");
    }

    /** Whether a text may say exactly these characters, in words that only sound like them, or all in one word. */
    static boolean soundsIn(List<SpokenWord> code, List<SpokenWord> text) {
        if (text.stream().anyMatch(word -> word.said().equalsIgnoreCase(text(code)))) return true;
        var heard = heard(text);
        var characters = code.stream().map(word -> new Heard(sound(word), true)).toList();
        for (int start = 0; start + characters.size() <= heard.size(); start++) {
            int end = start + characters.size();
            boolean longer = start > 0 && heard.get(start - 1).certain() || end < heard.size() && heard.get(end).certain();
            if (!longer && alikeFrom(start, characters, heard)) return true;
        }
        return false;
    }

    private static boolean alikeFrom(int start, List<Heard> characters, List<Heard> heard) {
        for (int i = 0; i < characters.size(); i++) {
            if (!characters.get(i).alike(heard.get(start + i))) return false;
        }
        return true;
    }

    /** @param certain false for what may be a word of the sentence, and only sounds like a character */
    private record Heard(String character, boolean certain) {
        boolean alike(Heard other) {
            boolean spokenNought = character.equals(SPOKEN_NOUGHT) && NOUGHTS.contains(other.character);
            return character.equals(other.character) || spokenNought || other.character.equals(SPOKEN_NOUGHT) && NOUGHTS.contains(character);
        }
    }

    private static List<Heard> heard(List<SpokenWord> text) {
        var heard = new ArrayList<Heard>();
        for (int i = 0; i < text.size(); i++) {
            var word = text.get(i);
            boolean doubleU = word.said().equals("double") && i + 1 < text.size() && Set.of("u", "you").contains(text.get(i + 1).said());
            if (doubleU) i++;
            if (doubleU) heard.add(new Heard("W", false));
            else if (word.isCharacter()) heard.add(new Heard(sound(word), !mayBeWord(word)));
            else if (HOMOPHONES.containsKey(word.said()) || word.said().length() > LONGEST_ABBREVIATION) heard.add(new Heard(HOMOPHONES.getOrDefault(word.said(), "?"), false));
            else word.said().toUpperCase(Locale.ROOT).chars().forEach(letter -> heard.add(new Heard(Character.toString(letter), false)));
        }
        return heard;
    }

    private static String sound(SpokenWord word) {
        boolean spokenNought = word.said().equals("oh") || word.said().equals("o") && !word.written();
        return spokenNought ? SPOKEN_NOUGHT : character(word);
    }
}
