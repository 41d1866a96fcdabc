package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the model may hear when it transcribes a turn: it decides accuracy and cost. Notes of what was established earlier
 * will become a further case.
 */
public sealed interface ContextPolicy {

    /** An entry of the conversation that a request may refer to. */
    record Entry(String itemId, boolean callerAudio) {}

    /**
     * The {@code input} of the request.
     *
     * @param conversation messages so far, oldest first
     * @return absent for the conversation as it stands
     */
    Optional<List<Item>> input(String itemId, List<Entry> conversation);

    /** Short form, as {@link #parse} reads it. */
    String word();

    /** Everything said so far: names spelled earlier resolve; the price grows with the call. */
    record WholeSession() implements ContextPolicy {
        @Override
        public Optional<List<Item>> input(String itemId, List<Entry> conversation) {
            return Optional.empty();
        }

        @Override
        public String word() {
            return "whole";
        }
    }

    /** The turn's own audio and nothing else. */
    record LatestTurn() implements ContextPolicy {
        @Override
        public Optional<List<Item>> input(String itemId, List<Entry> conversation) {
            return Optional.of(List.of(new Item.Reference(itemId)));
        }

        @Override
        public String word() {
            return "latest";
        }
    }

    /** @param turns how many turns of the caller, this one included, with the replies between; at least 1 */
    record LastTurns(int turns) implements ContextPolicy {
        public LastTurns {
            if (turns < 1) throw new IllegalArgumentException("last:" + turns + " leaves no turn to hear; use last:1 or more");
        }

        @Override
        public Optional<List<Item>> input(String itemId, List<Entry> conversation) {
            var input = new ArrayList<Item>();
            input.add(new Item.Reference(itemId));
            int missing = turns - 1;
            var held = new ArrayList<Item>();
            for (int i = positionOf(itemId, conversation) - 1; i >= 0 && missing > 0; i--) {
                var entry = conversation.get(i);
                held.addFirst(new Item.Reference(entry.itemId()));
                if (!entry.callerAudio()) continue;
                input.addAll(0, held);
                held.clear();
                missing--;
            }
            return Optional.of(input);
        }

        private static int positionOf(String itemId, List<Entry> conversation) {
            for (int i = conversation.size() - 1; i >= 0; i--) {
                if (conversation.get(i).itemId().equals(itemId)) return i;
            }
            return conversation.size();
        }

        @Override
        public String word() {
            return "last:" + turns;
        }
    }

    /**
     * Reads {@code whole}, {@code latest} or {@code last:N}.
     *
     * @throws IllegalArgumentException in one line fit for a user
     */
    static ContextPolicy parse(String text) {
        if (text.equals("whole")) return new WholeSession();
        if (text.equals("latest")) return new LatestTurn();
        if (text.matches("last:-?\\d{1,6}")) return new LastTurns(Integer.parseInt(text.substring(5)));
        throw new IllegalArgumentException("\"" + text + "\" is no context: use whole, latest or last:N, for instance last:3");
    }
}
