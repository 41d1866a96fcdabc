package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages of the conversation in order, as far as requests refer to them. Owned by the {@link TurnLedger}. */
final class Conversation {

    private final List<ContextPolicy.Entry> entries = new ArrayList<>();
    private Optional<String> lastCaller = Optional.empty();

    /** An item was announced; only the first time counts. */
    void added(Item item) {
        if (!(item instanceof Item.Message message) || message.id().isEmpty() || message.role() == Item.Role.SYSTEM) return;
        var entry = new ContextPolicy.Entry(message.id().get(), message.isUserAudio());
        if (entries.stream().anyMatch(known -> known.itemId().equals(entry.itemId()))) return;
        entries.add(entry);
        // A typed message takes the floor: the next answer is not for the turn before it.
        if (message.role() == Item.Role.USER && !entry.callerAudio()) lastCaller = Optional.empty();
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
