package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The words of a text as they are compared: in {@link SpokenForm}, without the fillers that one listener writes and the other
 * leaves out. In scripts without spaces each character is a word.
 */
record Words(List<SpokenWord> spoken) {

    static final Set<String> FILLERS =
            Set.of("um", "uh", "er", "erm", "ah", "eh", "hm", "hmm", "mm", "mhm", "huh", "äh", "ähm", "euh", "este", "えっと", "あの");

    // Two words count as one heard twice when a third of their letters differ: "voicek" and "wojciech" do not, "break" and "brake" do.
    private static final int LETTERS_PER_SLIP = 3;

    private static final int LONGEST_REPETITION = 3;

    Words {
        spoken = List.copyOf(spoken);
    }

    static Words of(String text) {
        var words = new ArrayList<SpokenWord>();
        for (var word : SpokenForm.of(text).spoken()) {
            if (FILLERS.contains(word.said())) continue;
            if (word.said().codePoints().noneMatch(Script::spaceless)) words.add(word);
            else word.said().codePoints().mapToObj(Character::toString).forEach(letter -> words.add(SpokenWord.spoken(letter, word.first())));
        }
        return new Words(words);
    }

    int size() {
        return spoken.size();
    }

    boolean isEmpty() {
        return spoken.isEmpty();
    }

    /** Without the characters of numbers and codes, which agents say back and callers say again. */
    Words beyondCodes() {
        return new Words(spoken.stream().filter(word -> !word.isCharacter()).toList());
    }

    int sizeBeyondCodes() {
        int size = 0;
        for (var word : spoken) if (!word.isCharacter()) size++;
        return size;
    }

    /** Letters to be spoken, a measure of how long that takes; a Han character is a syllable, a kana a short one. */
    double letters() {
        return spoken.stream().mapToDouble(word -> word.said().codePoints().mapToDouble(Words::weight).sum()).sum();
    }

    private static double weight(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            // About three letters make a syllable in languages of the Latin script.
            case HAN -> 3;
            case HIRAGANA, KATAKANA, HANGUL -> 2;
            default -> Character.isLetter(codePoint) ? 1 : 0;
        };
    }

    /** The share of these words that stands in the other text, in one piece, give or take slips: 1 is all of it. */
    double within(Words other) {
        return isEmpty() ? 0 : share(fewestEdits(other.spoken, size()));
    }

    /** Whether {@link #within} is at least this share, which is soon known of texts that have little in common. */
    boolean within(Words other, double share) {
        return !isEmpty() && share(fewestEdits(other.spoken, (int) Math.ceil((1 - share) * size()))) >= share;
    }

    /** Whether the other text has these words, one after the other, as they are: whatever is within these is within it. */
    boolean standIn(Words other) {
        for (int from = 0; from + size() <= other.size(); from++) if (standIn(other, from)) return true;
        return false;
    }

    private boolean standIn(Words other, int from) {
        for (int i = 0; i < size(); i++) if (!spoken.get(i).isSameWord(other.spoken.get(from + i))) return false;
        return true;
    }

    private double share(int edits) {
        return 1 - (double) edits / size();
    }

    /** Without the endless repetition of a word that recognisers fall into; three in a row may be speech. */
    Words withoutLoops() {
        var kept = new ArrayList<SpokenWord>();
        for (var word : spoken) {
            int size = kept.size();
            boolean loops = size >= LONGEST_REPETITION && !word.isCharacter()
                    && kept.subList(size - LONGEST_REPETITION, size).stream().allMatch(word::matches);
            if (!loops) kept.add(word);
        }
        return new Words(kept);
    }

    /** The first words. */
    Words first(int count) {
        return new Words(spoken.subList(0, Math.min(count, size())));
    }

    /** Edits that make these words into the nearest stretch of the text: Levenshtein with free ends. More than {@code most} are not counted to their end. */
    private int fewestEdits(List<SpokenWord> text, int most) {
        int fewest = size() - text.size();
        var row = new int[text.size() + 1];
        for (int i = 1; i <= size() && fewest <= most; i++) {
            var next = new int[text.size() + 1];
            next[0] = i;
            fewest = i;
            for (int j = 1; j <= text.size(); j++) {
                int same = row[j - 1] + (alike(spoken.get(i - 1), text.get(j - 1)) ? 0 : 1);
                next[j] = Math.min(same, Math.min(row[j], next[j - 1]) + 1);
                fewest = Math.min(fewest, next[j]);
            }
            row = next;
        }
        return fewest;
    }

    private static boolean alike(SpokenWord one, SpokenWord other) {
        if (one.matches(other)) return true;
        int allowed = Math.min(one.said().length(), other.said().length()) / LETTERS_PER_SLIP;
        if (allowed == 0 || Math.abs(one.said().length() - other.said().length()) > allowed) return false;
        return allowed == 1 ? atMostOneSlip(one.said(), other.said()) : slips(one.said(), other.said()) <= allowed;
    }

    /** Nearly all words are short: what they begin and end with alike leaves one letter of the longer at most. */
    private static boolean atMostOneSlip(String one, String other) {
        int shorter = Math.min(one.length(), other.length()), longer = Math.max(one.length(), other.length());
        int before = 0, after = 0;
        while (before < shorter && one.charAt(before) == other.charAt(before)) before++;
        while (after < shorter - before && one.charAt(one.length() - 1 - after) == other.charAt(other.length() - 1 - after)) after++;
        return longer - before - after <= 1;
    }

    private static int slips(String one, String other) {
        var row = new int[other.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                row[j] = Math.min(diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1), Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    /** What callers say is personal data. */
    @Override
    public String toString() {
        return "Words[" + size() + "]";
    }
}
