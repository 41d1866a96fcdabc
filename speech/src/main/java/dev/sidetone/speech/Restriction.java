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
    /**
     * Of so many examples one stands among its carrier words. Were all to, the carriers would be as likely inside the
     * spelling as its own characters; so rare, each costs about two characters there.
     */
    private static final int CARRIED = 30;
    /** After a loose word so many spellings follow for one further loose word: keeping it is about as dear as a character. */
    private static final int ONE_IN = 20;
    /** What the grammar charges a reading for having carrier words before it, and after it: ln 30, and more for the unseen end. */
    private static final double BEFORE = 3.4, AFTER = 6;

    private final List<String> words;
    private final Stretch stretch;
    private final Spelling spelling;

    Restriction(List<String> words, Stretch stretch, Spelling spelling) {
        this.words = words;
        this.stretch = stretch;
        this.spelling = spelling;
    }

    Spelling spelling() {
        return spelling;
    }

    /** Phrases of the grammar. The same supposition always gives the same ones. */
    List<String> phrases() {
        var random = new Random(20);   // any fixed seed: hearings must be repeatable
        var phrases = new ArrayList<String>(EXAMPLES);
        for (int i = 0; i < EXAMPLES; i++) phrases.add(String.join(" ", spelling.example(random)));
        for (int i = 0; i < CARRIED; i++) phrases.add(phrase(stretch.start(), spelling.example(random), stretch.end()));
        for (int start = stretch.start(); start < stretch.coreStart(); start++) {
            phrases.add(phrase(start + 1, spelling.example(random), stretch.end()));
            for (int i = 0; i < ONE_IN; i++) phrases.add(words.get(start) + " " + String.join(" ", spelling.example(random)));
        }
        for (int end = stretch.end(); end > stretch.coreEnd(); end--) {
            phrases.add(phrase(stretch.start(), spelling.example(random), end - 1));
            for (int i = 0; i < ONE_IN; i++) phrases.add(words.get(end - 1) + " " + String.join(" ", spelling.example(random)));
        }
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
     * @param score of the reading it came from, without what the grammar charged for the carrier words
     */
    record Found(int before, List<String> spelled, int after, double score) {}

    /** How many of the loose words after the spelling stay as they are: rare, while before it carriers are the rule. */
    int kept(Found found) {
        return stretch.end() - found.after();
    }

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
                    all.add(new Found(start, spelled, end, reading.score() + (start > 0 ? BEFORE : 0) + (after > 0 ? AFTER : 0)));
                }
            }
        }
        return all.stream().max(Comparator.comparingInt((Found found) -> spelling.fits(found.spelled()) ? 1 : 0)
                .thenComparingInt(found -> found.spelled().size()));
    }
}
