package dev.sidetone.openai;

import com.openai.core.JsonValue;
import dev.sidetone.turn.OutOfBand;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells the answers to the lane's own requests from all other events, by the marks the requests carry. The program asked for none of
 * them: one that counts responses or prints text would take them for the agent's. Owner of the ids of the lane's running
 * responses. Reader's thread only.
 */
final class OwnAnswers {

    private final Set<String> running = new HashSet<>();

    /** Whether an event answers, or refuses, one of our requests. */
    boolean owns(Map<String, JsonValue> event) {
        return switch (EventText.type(event)) {
            case "error" -> OutOfBand.isOurs(EventText.word(EventText.within(event, "error"), "event_id"));
            case "response.created", "response.done" -> ends(event, EventText.within(event, "response"));
            default -> !running.isEmpty() && running.contains(EventText.word(event, "response_id"));
        };
    }

    private boolean ends(Map<String, JsonValue> event, Map<String, JsonValue> response) {
        var id = EventText.word(response, "id");
        boolean ours = OutOfBand.isOurs(EventText.within(response, "metadata").keySet());
        if (EventText.type(event).equals("response.done")) return running.remove(id) | ours;
        if (ours) running.add(id);
        return ours;
    }

    /** A new session: what ran in the old one will not end. */
    void forget() {
        running.clear();
    }
}
