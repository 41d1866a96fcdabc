package dev.sidetone.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One turn as plain words: lower case, no punctuation but the hyphens and colons inside a word, contractions written out
 * ("can't" is "can not"), so that one phrase in a form meets every way of writing it.
 *
 * @param all the words, in order
 * @param written each word as it was written, for names
 * @param line the words between single spaces, with one at either end: a form looks for some hundred phrases in every turn
 */
record Words(List<String> all, List<String> written, String line) {

    Words(List<String> all, List<String> written) {
        this(List.copyOf(all), List.copyOf(written), " " + String.join(" ", all) + " ");
    }

    /** Sounds people make while they think. */
    static final Set<String> FILLERS = Set.of("um", "uh", "uhm", "er", "erm", "ah", "hm", "hmm", "mm", "oh", "well", "so", "like");

    static Words of(String text) {
        var all = new ArrayList<String>();
        var written = new ArrayList<String>();
        for (String token : text.replace('’', '\'').split("\\s+")) {
            String bare = token.replaceAll("^[^\\p{L}\\d]+|[^\\p{L}\\d]+$", "");
            if (bare.isEmpty()) continue;
            for (String word : writtenOut(bare.toLowerCase(Locale.ROOT)).split(" ")) {
                all.add(word);
                written.add(bare);
            }
        }
        return new Words(all, written);
    }

    private static String writtenOut(String word) {
        return switch (word) {
            case "cannot", "can't" -> "can not";
            case "won't" -> "will not";
            case "i'm" -> "i am";
            case "a.m" -> "am";
            case "p.m" -> "pm";
            default -> word.replaceAll("n't$", " not").replaceAll("'re$", " are").replaceAll("'ve$", " have")
                    .replaceAll("'ll$", " will").replaceAll("'d$", " would")
                    .replaceAll("^(it|that|what|he|she|there|name|here|everyone|everybody|nobody|who)'s$", "$1 is");
        };
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    /** The word at a place, or "" beside the ends. */
    String at(int place) {
        return place >= 0 && place < all.size() ? all.get(place) : "";
    }

    /** Whether a phrase of whole words occurs anywhere. */
    boolean has(String phrase) {
        return line.contains(" " + phrase + " ");
    }

    boolean hasAny(List<String> phrases) {
        return phrases.stream().anyMatch(this::has);
    }

    /** Where a phrase ends, counted in words: the place of the first word behind it, or -1. */
    int after(String phrase) {
        if (!has(phrase)) return -1;
        var parts = List.of(phrase.split(" "));
        for (int i = 0; i + parts.size() <= all.size(); i++) {
            if (all.subList(i, i + parts.size()).equals(parts)) return i + parts.size();
        }
        return -1;
    }

    Words from(int place) {
        int start = Math.clamp(place, 0, all.size());
        return new Words(all.subList(start, all.size()), written.subList(start, written.size()));
    }

    /** Without the sounds people make before they answer. */
    Words withoutLeadingFillers() {
        int start = 0;
        while (start < all.size() && (FILLERS.contains(all.get(start)) || all.get(start).equals("okay") && all.size() > 1)) start++;
        return from(start);
    }
}
