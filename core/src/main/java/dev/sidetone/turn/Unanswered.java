package dev.sidetone.turn;

import dev.sidetone.protocol.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of tasks that wait for their answer (those for transcripts wait in their turns). Owned by the {@link TurnLedger}. */
final class Unanswered {

    private final Map<String, Instant> askedAt = new LinkedHashMap<>();

    void asked(String taskId, Instant now) {
        askedAt.put(taskId, now);
    }

    boolean waiting() {
        return !askedAt.isEmpty();
    }

    /** @return whether the task was waiting */
    boolean ended(String taskId, Heard answer, Optional<Usage> usage, List<Action> actions) {
        if (askedAt.remove(taskId) == null) return false;
        return actions.add(new Action.TaskEnded(taskId, answer, usage));
    }

    void expire(Duration limit, Instant now, List<Action> actions) {
        for (var taskId : List.copyOf(askedAt.keySet())) {
            if (now.isBefore(askedAt.get(taskId).plus(limit))) continue;
            ended(taskId, new Heard.Nothing(new Reason.Expired(limit)), Optional.empty(), actions);
        }
    }

    void end(Reason why, List<Action> actions) {
        for (var taskId : List.copyOf(askedAt.keySet())) ended(taskId, new Heard.Nothing(why), Optional.empty(), actions);
    }
}
