package dev.sidetone.eval;

import dev.sidetone.turn.Entities;
import dev.sidetone.turn.WordErrorRate;

/**
 * One transcript held against what was said.
 *
 * @param hits values of the caller that stand in it exactly
 * @param said values the caller gave
 */
record Score(WordErrorRate words, int hits, int said) {

    static final Score NONE = new Score(WordErrorRate.NONE, 0, 0);

    static Score of(Reference reference, String transcript) {
        int hits = 0, said = 0;
        for (var score : Entities.score(reference.entities(), reference.words(), transcript).values()) {
            switch (score) {
                case HIT -> {
                    hits++;
                    said++;
                }
                case MISS -> said++;
                case NOT_SAID -> { }
            }
        }
        return new Score(WordErrorRate.of(reference.words(), transcript), hits, said);
    }

    Score plus(Score other) {
        return new Score(words.plus(other.words), hits + other.hits, said + other.said);
    }

    boolean perfect() {
        return words.words().errors() == 0 && hits == said;
    }
}
