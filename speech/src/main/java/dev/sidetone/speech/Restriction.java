package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The supposition that in one stretch of a hearing something was spelled: the free hearing's words up to there, then
 * the spelling, then its words from there on. Gives the grammar that tests it, and finds the spelling in what comes out.
 */
final class Restriction {

    /** Enough for each pair of characters to occur some times; the grammar learns from pairs. */
    private static final int EXAMPLES = 900;
    /** Of so many suppositions one leaves a loose word out of the spelling: about as dear as one more character. */
    private static final int ONE_IN = 20;

    private final List<String> words;
    private final Stretch stretch;
    private final Spelling spelling;

    Restriction(List<String> words, Stretch stretch, Spelling spelling) {
        this.words = words;
        this.stretch = stretch;
        this.spelling = spelling;
    }

    /** Phrases of the grammar. The same supposition always gives the same ones. */
    List<String> phrases() {
        var random = new Random(20);   // any fixed seed: hearings must be repeatable
        var phrases = new ArrayList<String>(EXAMPLES);
        for (int i = 0; i < EXAMPLES; i++) {
            int start = stretch.start(), end = stretch.end();
            while (start < stretch.coreStart() && random.nextInt(ONE_IN) == 0) start++;
            while (end > stretch.coreEnd() && random.nextInt(ONE_IN) == 0) end--;
            phrases.add(phrase(start, spelling.example(random), end));
        }
        for (int start = stretch.start(); start <= stretch.coreStart(); start++) phrases.add(phrase(start, spelling.example(random), stretch.end()));
        for (int end = stretch.coreEnd(); end <= stretch.end(); end++) phrases.add(phrase(stretch.start(), spelling.example(random), end));
        return phrases;
    }

    private String phrase(int start, List<String> example, int end) {
        var phrase = new ArrayList<>(words.subList(0, start));
        phrase.addAll(example);
        phrase.addAll(words.subList(end, words.size()));
        return String.join(" ", phrase);
    }

    /**
     * A reading taken apart.
     *
     * @param before how many of the free hearing's words stand before the spelling
     * @param spelled the words of the spelling
     * @param after index of the free hearing's first word after it
     * @param score of the reading it came from
     */
    record Found(int before, List<String> spelled, int after, double score) {}

    /** Finds the spelling in a reading: the longest that leaves only carrier words around it; empty when there is none. */
    Optional<Found> in(Hypothesis reading) {
        var heard = reading.texts();
        var all = new ArrayList<Found>();
        for (int start = stretch.start(); start <= stretch.coreStart(); start++) {
            for (int end = stretch.coreEnd(); end <= stretch.end(); end++) {
                int after = words.size() - end;
                if (heard.size() <= start + after) continue;
                var spelled = heard.subList(start, heard.size() - after);
                if (heard.subList(0, start).equals(words.subList(0, start))
                        && heard.subList(heard.size() - after, heard.size()).equals(words.subList(end, words.size()))
                        && spelled.stream().allMatch(spelling::takes)) {
                    all.add(new Found(start, spelled, end, reading.score()));
                }
            }
        }
        return all.stream().max(Comparator.comparingInt((Found found) -> spelling.fits(found.spelled()) ? 1 : 0)
                .thenComparingInt(found -> found.spelled().size()));
    }
}
