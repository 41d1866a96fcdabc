package dev.sidetone.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is said in an utterance: for scoring, never for whoever hears.
 *
 * @param utterance its id in the dataset
 * @param category for the tables; never blank
 * @param words empty when nothing is said
 * @param entities values given in it, by kind
 */
public record Reference(String utterance, String category, String words, Map<String, String> entities) {

    public Reference {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    }

    /** What callers say is personal data. */
    @Override
    public String toString() {
        return "Reference[" + utterance + ", " + category + ", " + words.length() + " chars]";
    }
}
