package dev.sidetone.turn;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Items that are dealt with: those that have their record, and those whose built-in transcription is accounted for. Owned by the {@link TurnLedger}. */
final class Past {

    private final Map<String, Integer> recorded = new HashMap<>();
    private final Set<String> billed = new HashSet<>();
    /** It may still sound, and be cut short. */
    private Optional<ReplyDraft> newestReply = Optional.empty();

    void record(TurnRecord turn, ReplyDraft reply) {
        newestReply.ifPresent(ReplyDraft::forget);
        newestReply = Optional.of(reply);
        recorded.put(turn.itemId(), turn.number());
        if (turn.meters().builtIn().isPresent()) billed.add(turn.itemId());
    }

    boolean recorded(String itemId) {
        return recorded.containsKey(itemId);
    }

    /** The number of a recorded turn, 0 for an item that has no record. */
    int numberOf(String itemId) {
        return recorded.getOrDefault(itemId, 0);
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
