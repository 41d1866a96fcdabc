package dev.sidetone.turn;

import dev.sidetone.protocol.ServerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Owner of all open turns of one call. Not thread-safe: one thread feeds it. */
public final class TurnLedger {

    public TurnLedger(TurnPlan plan) {}

    public List<Action> on(ServerEvent event, Instant now) {
        throw new UnsupportedOperationException();
    }

    public List<Action> expire(Instant now) {
        throw new UnsupportedOperationException();
    }

    public List<Action> end(EndReason reason, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Announces a task we are about to send, so that its answer is recognised and expires. */
    public void asked(String taskId, OutOfBandTask task, Instant now) {}

    /** Whether something is still to come: an open turn or an unanswered task. */
    public boolean busy() {
        return false;
    }

    /** Whether a response belongs to the conversation, so that it may be played. */
    public boolean inBand(String responseId) {
        return true;
    }

    /** The item whose transcript a response is, if it is one. */
    public Optional<String> transcribes(String responseId) {
        return Optional.empty();
    }
}
