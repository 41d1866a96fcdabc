package dev.sidetone.turn;

import com.github.difflib.DiffUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * Where two transcripts of one turn agree. They are aligned by the words they stand for ({@link SpokenForm}), so that
 * 56B5-12C0 agrees with "five six b five one two c zero", and shown as they were written.
 *
 * @param pieces both texts from left to right: the first texts joined by spaces are the first transcript, the second ones
 *     the second (spaces apart); neighbours are never of the same sort
 * @param difference the word and character error rate of the second, taking the first for what was said
 * @param mismatches what a program should not act on before it has asked, the languages first
 */
public record Agreement(List<Piece> pieces, WordErrorRate difference, List<Mismatch> mismatches) {

    /** A stretch of both transcripts. Texts are never blank, save where {@link Same} covers mere punctuation of one side. */
    public sealed interface Piece {
        String first();

        String second();
    }

    /** The same words, though maybe written differently. */
    public record Same(String first, String second) implements Piece {
        @Override
        public String toString() {
            return "Same[" + first.length() + " chars]";
        }
    }

    /** Words that only the first has. */
    public record OnlyFirst(String first) implements Piece {
        @Override
        public String second() {
            return "";
        }

        @Override
        public String toString() {
            return "OnlyFirst[" + first.length() + " chars]";
        }
    }

    /** Words that only the second has. */
    public record OnlySecond(String second) implements Piece {
        @Override
        public String first() {
            return "";
        }

        @Override
        public String toString() {
            return "OnlySecond[" + second.length() + " chars]";
        }
    }

    /** Words that each has in its own way. */
    public record Changed(String first, String second) implements Piece {
        @Override
        public String toString() {
            return "Changed[" + first.length() + " chars to " + second.length() + "]";
        }
    }

    public Agreement {
        pieces = List.copyOf(pieces);
        mismatches = List.copyOf(mismatches);
    }

    public static Agreement between(String outOfBand, String builtIn) {
        var first = SpokenForm.of(outOfBand);
        var second = SpokenForm.of(builtIn);
        return new Agreement(new Walk(first, second).pieces(), WordErrorRate.of(first, second),
                Mismatches.between(first, second, LanguageDetector.builtIn()));
    }

    /** True when both say the same words. */
    public boolean complete() {
        return pieces.stream().allMatch(Same.class::isInstance);
    }

    /** Goes along the alignment and cuts wherever both texts can be cut without splitting what is written as one. */
    private static final class Walk {
        private final SpokenForm first;
        private final SpokenForm second;
        private final List<Piece> pieces = new ArrayList<>();
        private int firstChunk;
        private int secondChunk;
        private boolean same = true;

        Walk(SpokenForm first, SpokenForm second) {
            this.first = first;
            this.second = second;
        }

        List<Piece> pieces() {
            int i = 0, j = 0;
            for (var delta : DiffUtils.diff(first.spoken(), second.spoken(), SpokenWord::matches).getDeltas()) {
                while (i < delta.getSource().getPosition()) step(++i, ++j, true);
                i += delta.getSource().size();
                j += delta.getTarget().size();
                step(i, j, false);
            }
            while (i < first.spoken().size()) step(++i, ++j, true);
            // What is left is punctuation beside a text without words.
            if (firstChunk < first.chunks().size() || secondChunk < second.chunks().size()) cut(first.chunks().size(), second.chunks().size());
            return pieces;
        }

        private void step(int i, int j, boolean equal) {
            same &= equal;
            if (divides(first, i) && divides(second, j)) cut(chunkAt(first, i), chunkAt(second, j));
        }

        private static boolean divides(SpokenForm text, int word) {
            var words = text.spoken();
            return word == 0 || word == words.size() || words.get(word - 1).last() < words.get(word).first();
        }

        private static int chunkAt(SpokenForm text, int word) {
            if (word == 0) return 0;
            return word == text.spoken().size() ? text.chunks().size() : text.spoken().get(word).first();
        }

        private void cut(int firstEnd, int secondEnd) {
            var one = String.join(" ", first.chunks().subList(firstChunk, firstEnd));
            var other = String.join(" ", second.chunks().subList(secondChunk, secondEnd));
            firstChunk = firstEnd;
            secondChunk = secondEnd;
            boolean joins = !pieces.isEmpty() && pieces.getLast() instanceof Same == same;
            var before = joins ? pieces.removeLast() : new Same("", "");
            if (!one.isEmpty() || !other.isEmpty() || joins) pieces.add(piece(join(before.first(), one), join(before.second(), other)));
            same = true;
        }

        private Piece piece(String one, String other) {
            if (same) return new Same(one, other);
            if (other.isEmpty()) return new OnlyFirst(one);
            return one.isEmpty() ? new OnlySecond(other) : new Changed(one, other);
        }

        private static String join(String left, String right) {
            return left.isEmpty() || right.isEmpty() ? left + right : left + " " + right;
        }
    }

    @Override
    public String toString() {
        return "Agreement[" + pieces.size() + " pieces, " + difference.words().errors() + " words differ, " + mismatches.size() + " mismatches]";
    }
}
