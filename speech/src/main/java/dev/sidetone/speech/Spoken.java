package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Characters as they were said.
 *
 * @param characters the words for them, "double" and "triple" spelled out
 * @param dashes after how many characters a dash was said
 */
record Spoken(List<String> characters, List<Integer> dashes) {

    /** Reads spoken words as characters; empty when a word is none. */
    static Optional<Spoken> characters(List<String> words) {
        var characters = new ArrayList<String>();
        var dashes = new ArrayList<Integer>();
        int times = 1;
        for (var word : words) {
            if (Alphabet.DASHES.contains(word) && times == 1) {
                dashes.add(characters.size());
            } else if (Alphabet.TIMES.containsKey(word) && times == 1) {
                times = Alphabet.TIMES.get(word);
            } else if (times == 2 && word.equals("u")) {
                characters.add("w");   // nobody can tell them apart, and names with uu are rare
                times = 1;
            } else if (Alphabet.characterOf().containsKey(word)) {
                for (; times > 0; times--) characters.add(word);
                times = 1;
            } else {
                return Optional.empty();
            }
        }
        return times == 1 ? Optional.of(new Spoken(characters, dashes)) : Optional.empty();
    }
}
