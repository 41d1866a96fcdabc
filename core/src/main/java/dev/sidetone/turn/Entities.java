package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether the values a caller gave stand in a transcript, exactly. What counts depends on the kind:
 *
 * <ul>
 *   <li>{@code policy_number}, {@code phone_number}: all letters and digits, in order and adjacent, written (76Y0-18G9,
 *       76Y018G9) or spoken (seven six y zero …); one more beside them is a miss. "Oh" and a lone "o" are 0 or O. Fillers
 *       between them do not part them. A policy number may leave its hyphen out, as callers do, but a hyphen or spoken
 *       "dash" that is there must stand where it belongs; hyphens between all characters only say that it was spelled.
 *   <li>{@code spelled_name}: the letters as a spelled run. Where a transcript spells at least three letters, only spelled
 *       runs count: the name said as a word beside a wrong spelling is not a hit. Where it spells nothing, the name as one word is.
 *   <li>any other kind: its words, in their {@link SpokenForm}, side by side.
 * </ul>
 */
public final class Entities {

    private static final Set<String> FILLERS = Set.of("um", "uh", "er", "erm", "ah", "hmm", "mm");
    // "i" and "a" alone are words of the sentence as often as letters: "k e l l y I think".
    private static final Set<String> WORDS_OF_ONE_LETTER = Set.of("a", "i");
    private static final int SHORTEST_SPELLING = 3;

    private Entities() {}

    public enum Score {
        HIT,
        MISS,
        /** The reference itself does not say the value in words (a kind of claim that follows from the story): nothing to hear. */
        NOT_SAID
    }

    /** The scores of one utterance, by kind, in the order given. */
    public static Map<String, Score> score(Map<String, String> entities, String reference, String hypothesis) {
        var scores = new LinkedHashMap<String, Score>();
        entities.forEach((kind, value) -> scores.put(kind, score(kind, value, reference, hypothesis)));
        return scores;
    }

    /** @param reference the words that were spoken */
    public static Score score(String kind, String value, String reference, String hypothesis) {
        if (!said(kind, value, SpokenForm.of(reference))) return Score.NOT_SAID;
        return said(kind, value, SpokenForm.of(hypothesis)) ? Score.HIT : Score.MISS;
    }

    private static boolean said(String kind, String value, SpokenForm text) {
        return switch (kind) {
            case "policy_number" -> runs(text).stream().anyMatch(run -> spells(run, value) && dashesFit(run, value));
            case "phone_number" -> runs(text).stream().anyMatch(run -> spells(run, value));
            case "spelled_name" -> name(text, value);
            default -> contains(text.spoken(), SpokenForm.of(value).spoken());
        };
    }

    private static boolean name(SpokenForm text, String value) {
        var runs = runs(text);
        if (runs.stream().anyMatch(run -> run.size() >= SHORTEST_SPELLING && run.stream().allMatch(SpokenWord::isLetter))) {
            return runs.stream().anyMatch(run -> spells(run, value));
        }
        return text.words().contains(String.join("", SpokenForm.of(characters(value)).words()));
    }

    private static boolean contains(List<SpokenWord> text, List<SpokenWord> value) {
        if (value.isEmpty()) return false;
        for (int start = 0; start + value.size() <= text.size(); start++) {
            int i = 0;
            while (i < value.size() && value.get(i).matches(text.get(start + i))) i++;
            if (i == value.size()) return true;
        }
        return false;
    }

    /** Every stretch of letters and digits, and the same without an "a" or "i" at an end that meets other words. */
    private static List<List<SpokenWord>> runs(SpokenForm text) {
        var words = text.spoken().stream().filter(word -> !FILLERS.contains(word.said())).toList();
        var runs = new ArrayList<List<SpokenWord>>();
        int start = 0;
        while (start < words.size()) {
            int end = start;
            while (end < words.size() && words.get(end).isCharacter()) end++;
            if (end > start) addRuns(words, start, end, runs);
            start = end + 1;
        }
        return runs;
    }

    private static void addRuns(List<SpokenWord> words, int start, int end, List<List<SpokenWord>> runs) {
        boolean leading = start > 0 && end - start > 1 && mayBeWord(words.get(start)) && !words.get(start + 1).dashed();
        boolean trailing = end < words.size() && end - start > 1 && mayBeWord(words.get(end - 1)) && !words.get(end - 1).dashed();
        runs.add(words.subList(start, end));
        if (leading) runs.add(words.subList(start + 1, end));
        if (trailing) runs.add(words.subList(start, end - 1));
        if (leading && trailing) runs.add(words.subList(start + 1, end - 1));
    }

    private static boolean mayBeWord(SpokenWord word) {
        return !word.written() && WORDS_OF_ONE_LETTER.contains(word.said());
    }

    private static boolean spells(List<SpokenWord> run, String value) {
        var characters = characters(value);
        if (characters.isEmpty() || run.size() != characters.length()) return false;
        for (int i = 0; i < run.size(); i++) {
            if (!run.get(i).standsFor(characters.charAt(i))) return false;
        }
        return true;
    }

    private static boolean dashesFit(List<SpokenWord> run, String value) {
        var inner = run.subList(1, run.size());
        if (inner.stream().allMatch(SpokenWord::dashed)) return true;
        int at = 0;
        for (int i = 0; i < value.length(); i++) {
            if (!Character.isLetterOrDigit(value.charAt(i))) continue;
            boolean belongs = i > 0 && value.charAt(i - 1) == '-';
            if (at > 0 && run.get(at).dashed() && !belongs) return false;
            at++;
        }
        return true;
    }

    private static String characters(String value) {
        return value.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
