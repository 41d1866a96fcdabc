package dev.sidetone.turn;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a transcript is from what was said, after both took their {@link SpokenForm}. Rates over several utterances are
 * rates of the sums ({@link #plus}), not averages of rates.
 *
 * @param words edits between the words
 * @param characters edits between the words written out with single spaces; kinder to a name that is nearly right
 */
public record WordErrorRate(Edits words, Edits characters) {

    /** Nothing scored yet. */
    public static final WordErrorRate NONE = new WordErrorRate(Edits.NONE, Edits.NONE);

    private static final Set<String> ZEROS = Set.of("zero", "oh");

    /**
     * The fewest edits that make the reference into the hypothesis; of several such ways the one with most substitutions.
     *
     * @param reference how many words (or characters) the reference has
     */
    public record Edits(int substitutions, int insertions, int deletions, int reference) {
        static final Edits NONE = new Edits(0, 0, 0, 0);

        public int errors() {
            return substitutions + insertions + deletions;
        }

        /** Errors by reference length: 0 is perfect, above 1 is possible; empty when the reference is. */
        public OptionalDouble rate() {
            return reference == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) errors() / reference);
        }

        Edits plus(Edits other) {
            return new Edits(substitutions + other.substitutions, insertions + other.insertions,
                    deletions + other.deletions, reference + other.reference);
        }
    }

    /** What it takes to tell whether two elements, given by index, are equal. */
    private interface Same {
        boolean at(int reference, int hypothesis);
    }

    public static WordErrorRate of(String reference, String hypothesis) {
        return of(SpokenForm.of(reference), SpokenForm.of(hypothesis));
    }

    static WordErrorRate of(SpokenForm reference, SpokenForm hypothesis) {
        var said = reference.spoken();
        var heard = hypothesis.spoken();
        var words = edits(said.size(), heard.size(), (i, j) -> said.get(i).matches(heard.get(j)));
        boolean zeroWritten = writesZero(said) || writesZero(heard);
        var saidText = characters(said, zeroWritten);
        var heardText = characters(heard, zeroWritten);
        return new WordErrorRate(words, edits(saidText.length, heardText.length, (i, j) -> saidText[i] == heardText[j]));
    }

    public WordErrorRate plus(WordErrorRate other) {
        return new WordErrorRate(words.plus(other.words), characters.plus(other.characters));
    }

    /** The word error rate: 0.05 is five errors in a hundred words; empty when nothing was said. */
    public OptionalDouble rate() {
        return words.rate();
    }

    /** The character error rate, the measure for scripts without spaces; empty when nothing was said. */
    public OptionalDouble characterRate() {
        return characters.rate();
    }

    private static boolean writesZero(List<SpokenWord> words) {
        return words.stream().anyMatch(word -> word.written() && word.said().equals("zero"));
    }

    /** Where a zero is written, letters cannot tell "oh" from "zero" on either side. */
    private static int[] characters(List<SpokenWord> words, boolean zerosAlike) {
        return words.stream().map(SpokenWord::said)
                .map(said -> zerosAlike && ZEROS.contains(said) ? "zero" : said)
                .collect(Collectors.joining(" ")).codePoints().toArray();
    }

    /** Levenshtein by rows. A cell holds the edits in its upper half and how many are not substitutions in its lower. */
    private static Edits edits(int reference, int hypothesis, Same same) {
        long substitution = 1L << 32, shift = substitution + 1;
        var row = new long[hypothesis + 1];
        Arrays.setAll(row, j -> j * shift);
        for (int i = 1; i <= reference; i++) {
            var next = new long[hypothesis + 1];
            next[0] = i * shift;
            for (int j = 1; j <= hypothesis; j++) {
                long diagonal = row[j - 1] + (same.at(i - 1, j - 1) ? 0 : substitution);
                next[j] = Math.min(diagonal, Math.min(row[j], next[j - 1]) + shift);
            }
            row = next;
        }
        int errors = (int) (row[hypothesis] >>> 32), shifts = (int) row[hypothesis];
        int insertions = (shifts + hypothesis - reference) / 2;
        return new Edits(errors - shifts, insertions, shifts - insertions, reference);
    }
}
