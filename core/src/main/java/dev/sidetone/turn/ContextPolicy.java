package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the model may hear when it transcribes a turn: it decides accuracy and cost. A context that the service refuses
 * gives way to the next {@linkplain #narrower() narrower} one.
 */
public sealed interface ContextPolicy {

    enum Kind { CALLER_AUDIO, MESSAGE, OTHER }

    /** An entry of the conversation that a request may refer to. */
    record Entry(String itemId, Kind kind) {}

    /**
     * What a request can be made of.
     *
     * @param itemId the turn to transcribe
     * @param conversation so far, oldest first
     * @param notes of what is established, a line each
     */
    record Scene(String itemId, List<Entry> conversation, List<String> notes) {
        /** Notes say what was said: only their number is printed. */
        @Override
        public String toString() {
            return "Scene[" + itemId + ", " + conversation.size() + " entries, " + notes.size() + " notes]";
        }
    }

    /**
     * The {@code input} of the request.
     *
     * @return absent for the conversation as it stands
     */
    Optional<List<Item>> input(Scene scene);

    /** What to ask with when the service refuses this context for what it holds beside the turn itself. */
    Optional<ContextPolicy> narrower();

    /** Short form, as {@link #parse} reads it. */
    String word();

    /** Notes without a glossary. */
    static Notes notes() {
        return new Notes(List.of());
    }

    /** Everything said so far: names and numbers spelled earlier resolve; the price grows with the call. */
    record WholeSession() implements ContextPolicy {
        @Override
        public Optional<List<Item>> input(Scene scene) {
            return Optional.empty();
        }

        @Override
        public Optional<ContextPolicy> narrower() {
            return Optional.of(notes());
        }

        @Override
        public String word() {
            return "whole";
        }
    }

    /** The turn's own audio and nothing else. */
    record LatestTurn() implements ContextPolicy {
        @Override
        public Optional<List<Item>> input(Scene scene) {
            return Optional.of(List.of(new Item.Reference(scene.itemId())));
        }

        @Override
        public Optional<ContextPolicy> narrower() {
            return Optional.empty();
        }

        @Override
        public String word() {
            return "latest";
        }
    }

    /**
     * The turn's own audio after a few lines of text about what is established in the call: most of what the whole session
     * gives, for tens of tokens however long the call.
     *
     * @param glossary words of the program's own, such as names to expect; they come before all other notes
     */
    record Notes(List<String> glossary) implements ContextPolicy {
        public Notes {
            glossary = glossary.stream().map(String::strip).filter(term -> !term.isEmpty()).toList();
        }

        @Override
        public Optional<List<Item>> input(Scene scene) {
            var turn = new Item.Reference(scene.itemId());
            if (scene.notes().isEmpty()) return Optional.of(List.of(turn));
            return Optional.of(List.of(Item.systemText(Notebook.text(scene.notes())), turn));
        }

        @Override
        public Optional<ContextPolicy> narrower() {
            return Optional.of(new LatestTurn());
        }

        @Override
        public String word() {
            return "notes";
        }

        /** A glossary is the user's property: it does not print. */
        @Override
        public String toString() {
            return "Notes[" + glossary.size() + " terms]";
        }
    }

    /**
     * Experimental: everything said so far by reference, under the session's own instructions, so that the agent's cached
     * prefix is used instead of a second one; the rules in brief come last, the long ones must stand in the session's
     * instructions ({@link Prompts#shared}). Whether the real service caches across such requests has not been seen.
     */
    record SharedPrefix() implements ContextPolicy {
        @Override
        public Optional<List<Item>> input(Scene scene) {
            var input = new ArrayList<Item>();
            for (var entry : scene.conversation()) {
                if (entry.itemId().equals(scene.itemId())) break;
                input.add(new Item.Reference(entry.itemId()));
            }
            input.add(new Item.Reference(scene.itemId()));
            input.add(Item.systemText(Prompts.verbatimShort()));
            return Optional.of(input);
        }

        @Override
        public Optional<ContextPolicy> narrower() {
            return Optional.of(new WholeSession());
        }

        @Override
        public String word() {
            return "shared";
        }
    }

    /** @param turns how many turns of the caller, this one included, with the replies between; at least 1 */
    record LastTurns(int turns) implements ContextPolicy {
        public LastTurns {
            if (turns < 1) throw new IllegalArgumentException("last:" + turns + " leaves no turn to hear; use last:1 or more");
        }

        @Override
        public Optional<List<Item>> input(Scene scene) {
            var messages = scene.conversation().stream().filter(entry -> entry.kind() != Kind.OTHER).toList();
            var input = new ArrayList<Item>();
            input.add(new Item.Reference(scene.itemId()));
            int missing = turns - 1;
            var held = new ArrayList<Item>();
            for (int i = positionOf(scene.itemId(), messages) - 1; i >= 0 && missing > 0; i--) {
                var entry = messages.get(i);
                held.addFirst(new Item.Reference(entry.itemId()));
                if (entry.kind() != Kind.CALLER_AUDIO) continue;
                input.addAll(0, held);
                held.clear();
                missing--;
            }
            return Optional.of(input);
        }

        private static int positionOf(String itemId, List<Entry> messages) {
            for (int i = messages.size() - 1; i >= 0; i--) {
                if (messages.get(i).itemId().equals(itemId)) return i;
            }
            return messages.size();
        }

        @Override
        public Optional<ContextPolicy> narrower() {
            return Optional.of(notes());
        }

        @Override
        public String word() {
            return "last:" + turns;
        }
    }

    /**
     * Reads {@code notes}, {@code latest}, {@code last:N}, {@code whole} or {@code shared}.
     *
     * @throws IllegalArgumentException in one line fit for a user
     */
    static ContextPolicy parse(String text) {
        if (text.matches("last:-?\\d{1,6}")) return new LastTurns(Integer.parseInt(text.substring(5)));
        return switch (text) {
            case "notes" -> notes();
            case "latest" -> new LatestTurn();
            case "whole" -> new WholeSession();
            case "shared" -> new SharedPrefix();
            default -> throw new IllegalArgumentException("\"" + text
                    + "\" is no context: use notes, latest, last:N (for instance last:3), whole or shared");
        };
    }
}
