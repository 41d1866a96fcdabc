package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** E-mail addresses, written or said: j.doe@example.com, "j dot doe at example dot com". Where the first part begins is not heard: its last word counts. */
final class Addresses {

    /** Words from the one index to before the other. */
    record Address(int from, int to, String normal) {}

    private static final String AT = "at", DOT = "dot";
    private static final Map<String, String> SIGNS = Map.of(AT, "@", DOT, ".", "underscore", "_", "plus", "+");
    private static final Set<String> UNWRITTEN = Set.of("dash", "hyphen");

    private final List<SpokenWord> words;

    private Addresses(List<SpokenWord> words) {
        this.words = words;
    }

    static List<Address> in(List<SpokenWord> words) {
        var reader = new Addresses(words);
        var addresses = new ArrayList<Address>();
        for (int i = 1; i < words.size(); i++) {
            if (!words.get(i).said().equals(AT)) continue;
            int to = reader.endOfDomain(i + 1);
            if (to == i + 1) continue;
            int from = reader.start(i);
            addresses.add(new Address(from, to, text(words.subList(from, to))));
            i = to - 1;
        }
        return addresses;
    }

    /** "Example dot com", "g mail dot co dot u k": the end of the last part; where there is no dot, the start. */
    private int endOfDomain(int start) {
        int first = endOfPart(start), end = first;
        while (end > start && isDot(end) && endOfPart(end + 1) > end + 1) end = endOfPart(end + 1);
        return end > first ? end : start;
    }

    private boolean isDot(int at) {
        return at < words.size() && words.get(at).said().equals(DOT);
    }

    /** A word, or characters said one by one with a word behind them at most. */
    private int endOfPart(int start) {
        int end = start;
        while (end < words.size() && words.get(end).isCharacter()) end++;
        if (end > start && !(end + 1 < words.size() && isDot(end + 1))) return end;
        return end < words.size() && !SIGNS.containsKey(words.get(end).said()) ? end + 1 : end;
    }

    private int start(int at) {
        int from = startOfPart(at);
        while (from > 1 && SIGNS.containsKey(words.get(from - 1).said()) && !words.get(from - 1).said().equals(AT)) from = startOfPart(from - 1);
        return from;
    }

    private int startOfPart(int end) {
        int start = end;
        while (start > 0 && words.get(start - 1).isCharacter()) start--;
        return start == end ? Math.max(0, end - 1) : start;
    }

    private static String text(List<SpokenWord> words) {
        return words.stream().filter(word -> !UNWRITTEN.contains(word.said()))
                .map(word -> word.isDigit() ? Codes.character(word) : SIGNS.getOrDefault(word.said(), word.said())).collect(Collectors.joining());
    }

    /** Where one has its first part in several words, the other's stands at their end. @param upToOne all words up to its end */
    static boolean alike(List<SpokenWord> upToOne, String one, List<SpokenWord> upToOther, String other) {
        return text(upToOne).endsWith(other) || text(upToOther).endsWith(one);
    }
}
