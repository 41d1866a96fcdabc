package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The items of the conversation in order, as far as requests refer to them. Owned by the {@link TurnLedger}. */
final class Conversation {

    private final List<ContextPolicy.Entry> entries = new ArrayList<>();
    private Optional<String> lastCaller = Optional.empty();

    /** An item was announced; only the first time counts. */
    void added(Item item) {
        if (item.id().isEmpty() || entries.stream().anyMatch(known -> known.itemId().equals(item.id().get()))) return;
        entries.add(new ContextPolicy.Entry(item.id().get(), kind(item)));
        // A typed message takes the floor: the next answer is not for the turn before it.
        if (item instanceof Item.Message message && message.role() == Item.Role.USER && !message.isUserAudio()) lastCaller = Optional.empty();
    }

    private static ContextPolicy.Kind kind(Item item) {
        if (!(item instanceof Item.Message message) || message.role() == Item.Role.SYSTEM) return ContextPolicy.Kind.OTHER;
        return message.isUserAudio() ? ContextPolicy.Kind.CALLER_AUDIO : ContextPolicy.Kind.MESSAGE;
    }

    void deleted(String itemId) {
        entries.removeIf(entry -> entry.itemId().equals(itemId));
    }

    /** A turn's audio became part of the conversation. */
    void spoke(String itemId) {
        lastCaller = Optional.of(itemId);
    }

    /** The turn that the next answer belongs to. */
    Optional<String> addressee() {
        return lastCaller;
    }

    List<ContextPolicy.Entry> entries() {
        return List.copyOf(entries);
    }
}
