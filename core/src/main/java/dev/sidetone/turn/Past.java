package dev.sidetone.turn;

import java.util.HashSet;
import java.util.Set;

/** Items that are dealt with: those that have their record, and those whose built-in transcription is accounted for. Owned by the {@link TurnLedger}. */
final class Past {

    private final Set<String> recorded = new HashSet<>();
    private final Set<String> billed = new HashSet<>();

    void record(TurnRecord turn) {
        recorded.add(turn.itemId());
        if (turn.meters().builtIn().isPresent()) billed.add(turn.itemId());
    }

    boolean recorded(String itemId) {
        return recorded.contains(itemId);
    }

    int records() {
        return recorded.size();
    }

    /** Whether a report handed out beside a record is the first of its item: the service bills an item once. */
    boolean bill(String itemId) {
        return billed.add(itemId);
    }

    boolean billed(String itemId) {
        return billed.contains(itemId);
    }
}
