package dev.sidetone.speech;

import java.util.List;

/**
 * Word error rate: substitutions, insertions and deletions of the best alignment, over the words of the reference.
 * Adds up over utterances.
 *
 * @param errors words wrong, added or missing
 * @param words of the references
 */
record WordErrorRate(int errors, int words) {

    static final WordErrorRate NOTHING = new WordErrorRate(0, 0);

    static WordErrorRate of(List<String> reference, List<String> heard) {
        var row = new int[heard.size() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= reference.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (reference.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return new WordErrorRate(row[heard.size()], reference.size());
    }

    WordErrorRate plus(WordErrorRate other) {
        return new WordErrorRate(errors + other.errors, words + other.words);
    }

    double percent() {
        return words == 0 ? 0 : 100.0 * errors / words;
    }
}
