package dev.sidetone.server;

import dev.sidetone.protocol.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The items of the default conversation, in order, with their audio as far as it is kept. Owner of the order: who precedes
 * whom is asked here and nowhere else. Touched by the connection's thread only.
 */
final class Conversation {

    /**
     * Characters of all items together: twenty times what any model reads. No rule of the service; it keeps one client from
     * filling the memory that all share.
     */
    private static final long MOST_CHARACTERS = 16L << 20;

    private final String id;
    private final long mostAudioBytes;
    private final ServerSettings.Quirks quirks;
    private final List<Entry> entries = new ArrayList<>();
    /** The entry that an id stands for; after a duplicate id the newer one. */
    private final Map<String, Entry> byId = new HashMap<>();
    private boolean voiceHeard;
    /** As of the last change. */
    private long audioBytes;

    Conversation(String id, long mostAudioBytes, ServerSettings.Quirks quirks) {
        this.id = id;
        this.mostAudioBytes = mostAudioBytes;
        this.quirks = quirks;
    }

    String id() {
        return id;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    int size() {
        return entries.size();
    }

    long audioBytes() {
        return audioBytes;
    }

    Optional<Entry> find(String itemId) {
        return Optional.ofNullable(byId.get(itemId));
    }

    Optional<String> lastId() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast().id());
    }

    /** Adds at the end. @return the item before it */
    Optional<String> append(Entry entry) {
        return insert(entries.size(), entry);
    }

    /**
     * Adds where the client wants it: at the end when {@code after} is absent or empty, first when it is {@code root}.
     *
     * @throws Refusal when there is no such item
     */
    Optional<String> insert(Entry entry, Optional<String> after) {
        long characters = entry.weight() + entries.stream().mapToLong(Entry::weight).sum();
        if (characters > MOST_CHARACTERS) {
            throw Refusal.at("item", "conversation_too_large", "Error creating item: the conversation would hold " + characters
                    + " characters, and this server keeps " + MOST_CHARACTERS + " for each; delete items, or open a new session.");
        }
        var wanted = after.orElse("");
        if (wanted.isEmpty()) return append(entry);
        if (wanted.equals("root")) return insert(0, entry);
        var previous = find(wanted).orElseThrow(() -> Refusal.at("previous_item_id", "invalid_value",
                "Error creating item: the previous item with id '" + wanted + "' does not exist."));
        return insert(entries.indexOf(previous) + 1, entry);
    }

    private Optional<String> insert(int index, Entry entry) {
        // Tested against the live service: a second item of the same id is added, and named as its own predecessor.
        boolean duplicate = byId.put(entry.id(), entry) != null;
        entries.add(index, entry);
        letOldAudioGo();
        if (duplicate) return Optional.of(entry.id());
        return index == 0 ? Optional.empty() : Optional.of(entries.get(index - 1).id());
    }

    /** How a reply's predecessor is told when the reply is done. */
    Optional<String> whenDone(Optional<String> previous) {
        boolean first = entries.stream().findFirst().map(Entry::id).equals(previous);
        return previous.filter(itemId -> !(first && quirks.forgetsFirstPredecessor()));
    }

    /** @return false when there is no such item; the chain closes over the gap */
    boolean delete(String itemId) {
        var entry = byId.remove(itemId);
        if (entry == null || !entries.remove(entry)) return false;
        audioBytes -= entry.sound().bytes();
        return true;
    }

    boolean hasCall(String callId) {
        return entries.stream().anyMatch(entry -> entry.item() instanceof Item.FunctionCall call && call.callId().equals(callId));
    }

    /** How long the agent is heard in these items. */
    Duration voiceIn(List<Item> items) {
        return items.stream().flatMap(item -> item.id().flatMap(this::find).stream())
                .map(entry -> entry.sound() instanceof Sound.Agent(AgentSpeech speech) ? speech.length() : Duration.ZERO)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The agent was heard: its voice can no longer change. */
    void voiceHeard() {
        voiceHeard = true;
    }

    boolean isVoiceHeard() {
        return voiceHeard;
    }

    /** Drops audio, oldest first, until the rest fits; the newest item always keeps its own. */
    void letOldAudioGo() {
        long kept = entries.stream().mapToLong(entry -> entry.sound().bytes()).sum();
        for (int i = 0; i < entries.size() - 1 && kept > mostAudioBytes; i++) {
            kept -= entries.get(i).sound().bytes();
            entries.get(i).dropSound();
        }
        audioBytes = kept;
    }
}
