package dev.sidetone.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a text into the pieces that are spoken one after the other. */
public final class Sentences {

    // About twelve seconds of speech. Longer pieces make the listener wait for the first word, so they are cut at a comma.
    private static final int LONGEST = 180;
    private static final Set<String> ABBREVIATIONS = Set.of("mr.", "mrs.", "ms.", "dr.", "st.", "no.", "vs.", "e.g.", "i.e.");

    private Sentences() {}

    /** The sentences of a text in order, trimmed, none of them empty. Nothing but white space is lost. */
    public static List<String> of(String text) {
        var sentences = new ArrayList<String>();
        var sentence = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (word.isEmpty()) continue;
            if (!sentence.isEmpty()) sentence.append(' ');
            sentence.append(word);
            boolean tooLong = sentence.length() > LONGEST && (word.endsWith(",") || word.endsWith(";") || word.endsWith(":"));
            if (ends(word) || tooLong) {
                sentences.add(sentence.toString());
                sentence.setLength(0);
            }
        }
        if (!sentence.isEmpty()) sentences.add(sentence.toString());
        return sentences;
    }

    private static boolean ends(String word) {
        String bare = word.replaceAll("[\"')\\]”’]+$", "");
        if (bare.isEmpty() || ABBREVIATIONS.contains(bare.toLowerCase())) return false;
        return ".!?".indexOf(bare.charAt(bare.length() - 1)) >= 0;
    }
}
