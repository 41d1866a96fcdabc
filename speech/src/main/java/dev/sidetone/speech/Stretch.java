package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a hearing something may have been spelled, as indices of its words. The core surely belongs to it if anything
 * does; the loose words around it may be carrier words or mishearings.
 *
 * @param start first loose word
 * @param coreStart first word of the core
 * @param coreEnd after the last word of the core
 * @param end after the last loose word
 */
record Stretch(int start, int coreStart, int coreEnd, int end) {

    /** Two certain words, or several usual mishearings, are worth a closer look: looking costs little. */
    private static final double WORTH_A_LOOK = 1.6;

    /** The stretches worth a closer look, best first, not touching each other. */
    static List<Stretch> in(List<String> words) {
        var found = new ArrayList<Stretch>();
        search(words, 0, words.size(), found);
        return found;
    }

    /** The run of words of the largest sum, then what is left on either side. */
    private static void search(List<String> words, int from, int to, List<Stretch> found) {
        double best = 0, sum = 0;
        int start = from, bestStart = from, bestEnd = from;
        for (int i = from; i < to; i++) {
            if (sum <= 0) {
                sum = 0;
                start = i;
            }
            sum += Alphabet.spells(words.get(i));
            if (sum > best) {
                best = sum;
                bestStart = start;
                bestEnd = i + 1;
            }
        }
        if (best < WORTH_A_LOOK) return;
        found.add(of(words, bestStart, bestEnd));
        search(words, from, bestStart, found);
        search(words, bestEnd, to, found);
    }

    private static Stretch of(List<String> words, int start, int end) {
        int coreStart = start, coreEnd = end;
        while (coreStart < end && Alphabet.spells(words.get(coreStart)) < 1) coreStart++;
        if (coreStart == end) return new Stretch(start, start, end, end);
        while (Alphabet.spells(words.get(coreEnd - 1)) < 1) coreEnd--;
        return new Stretch(start, coreStart, coreEnd, end);
    }

    /** The same, with up to so many more loose words at the end. */
    Stretch reaching(int furtherEnd) {
        return new Stretch(start, coreStart, coreEnd, Math.max(end, furtherEnd));
    }
}
