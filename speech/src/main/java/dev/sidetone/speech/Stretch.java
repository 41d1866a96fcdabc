package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where in a hearing something may have been spelled, as indices of its words. The core surely belongs to it if anything
 * does; the loose words around it may be carrier words or mishearings.
 *
 * @param start first loose word
 * @param coreStart first word of the core
 * @param coreEnd after the last word of the core
 * @param end after the last loose word
 * @param announced whether the words before say that something is spelled
 */
record Stretch(int start, int coreStart, int coreEnd, int end, boolean announced) {

    /** Two certain words, or several usual mishearings, are worth a closer look; one is, where spelling is expected. */
    private static final double WORTH_A_LOOK = 1.6, WORTH_A_LOOK_IF_EXPECTED = 1;
    private static final int TAIL = 3;
    private static final Set<String> ANNOUNCED = Set.of("spelled", "spelt", "spell", "spelling", "spells");

    /**
     * The stretches worth a closer look, not overlapping.
     *
     * @param expected whether something spelled is expected in this turn
     */
    static List<Stretch> in(List<String> words, boolean expected) {
        var found = new ArrayList<Stretch>();
        int announced = 0;
        for (int i = 0; i < words.size(); i++) if (ANNOUNCED.contains(words.get(i))) announced = i + 1;
        boolean follows = announced > 0 && announced < words.size() && words.size() - announced < 16;
        int to = follows ? announced : words.size();
        search(words.subList(0, to), 0, to, expected ? WORTH_A_LOOK_IF_EXPECTED : WORTH_A_LOOK, found);
        if (follows) found.add(announced(words, announced));
        return found;
    }

    /** What follows "spelled": the first words may still be carriers ("it is spelled with"), the last ones too. */
    private static Stretch announced(List<String> words, int start) {
        int end = words.size();
        var certain = new ArrayList<Stretch>();
        search(words, start, end, WORTH_A_LOOK, certain);
        return certain.isEmpty() ? new Stretch(start, start, end, end, true)
                : new Stretch(start, certain.getFirst().coreStart(), certain.getFirst().coreEnd(), end, true);
    }

    /** The run of words of the largest sum, then what is left on either side. */
    private static void search(List<String> words, int from, int to, double worth, List<Stretch> found) {
        double best = 0, sum = 0;
        int start = from, bestStart = from, bestEnd = from;
        for (int i = from; i < to; i++) {
            if (sum < 0) {
                sum = 0;
                start = i;
            }
            double weight = Alphabet.spells(words.get(i));
            sum += weight;
            if (sum > best || sum == best && weight > 0) {
                best = sum;
                bestStart = start;
                bestEnd = i + 1;
            }
        }
        if (best < worth) return;
        // What little follows to the end may be the end of the spelling, misheard as a word.
        boolean last = words.size() - bestEnd <= TAIL && to == words.size();
        found.add(of(words, bestStart, last ? to : bestEnd));
        if (last) to = bestEnd;
        search(words, from, bestStart, worth, found);
        search(words, bestEnd, to, worth, found);
    }

    private static Stretch of(List<String> words, int start, int end) {
        int coreStart = start, coreEnd = end;
        while (coreStart < end && Alphabet.spells(words.get(coreStart)) < 1) coreStart++;
        if (coreStart == end) return new Stretch(start, start, end, end, false);
        while (Alphabet.spells(words.get(coreEnd - 1)) < 1) coreEnd--;
        return new Stretch(start, coreStart, coreEnd, end, false);
    }

    /** The same with the loose words in the core: all of them, and of those before it only the last. */
    List<Stretch> stricter() {
        if (start == coreStart && end == coreEnd) return List.of();
        var whole = new Stretch(start, start, end, end, announced);
        return coreStart - start < 2 ? List.of(whole) : List.of(whole, new Stretch(coreStart - 1, coreStart - 1, end, end, announced));
    }
}
