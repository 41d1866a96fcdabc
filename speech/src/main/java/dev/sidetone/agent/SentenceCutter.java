package dev.sidetone.agent;

import java.util.Optional;
import java.util.Set;

/**
 * Cuts a text that is still being written into the pieces that are spoken one after the other. Feed it every character; a
 * sentence is known to be over at the white space behind it.
 *
 * <p>Used by one thread.
 */
public final class SentenceCutter {

    // About twelve seconds of speech. Longer pieces make the listener wait for the first word, so they are cut at a comma.
    private static final int LONGEST = 180;
    private static final Set<String> ABBREVIATIONS = Set.of("mr.", "mrs.", "ms.", "dr.", "st.", "no.", "vs.", "e.g.", "i.e.");

    private final StringBuilder sentence = new StringBuilder();
    private final StringBuilder word = new StringBuilder();

    /** @return the sentence that ended before this character, if one did; trimmed, words apart by one space, never empty */
    public Optional<String> next(char character) {
        if (!Character.isWhitespace(character)) {
            word.append(character);
            return Optional.empty();
        }
        if (word.isEmpty()) return Optional.empty();
        var last = word.toString();
        join();
        boolean tooLong = sentence.length() > LONGEST && (last.endsWith(",") || last.endsWith(";") || last.endsWith(":"));
        return ends(last) || tooLong ? Optional.of(taken()) : Optional.empty();
    }

    /** What is left when the text ends here; the next character begins a new sentence. */
    public Optional<String> rest() {
        join();
        return sentence.isEmpty() ? Optional.empty() : Optional.of(taken());
    }

    private void join() {
        if (!sentence.isEmpty() && !word.isEmpty()) sentence.append(' ');
        sentence.append(word);
        word.setLength(0);
    }

    private String taken() {
        var whole = sentence.toString();
        sentence.setLength(0);
        return whole;
    }

    private static boolean ends(String word) {
        String bare = word.replaceAll("[\"')\\]”’]+$", "");
        if (bare.isEmpty() || ABBREVIATIONS.contains(bare.toLowerCase())) return false;
        return ".!?".indexOf(bare.charAt(bare.length() - 1)) >= 0;
    }
}
