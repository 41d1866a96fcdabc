package dev.sidetone.client;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Whose turn it is to speak, for whoever plays a caller. The session's thread tells it; others wait on it. It knows only
 * what a caller could hear or see: no transcripts, no out-of-band responses.
 */
final class Floor {

    /**
     * @param speaking whether the server hears the caller speak
     * @param heardTo offset in the audio up to which the server has ended the caller's speech
     * @param turns caller turns committed so far
     * @param answered how many of them had been committed when the newest reply began; all of them where no reply is due
     * @param replying replies that run
     * @param quietAt when the agent's audio will have been played
     * @param over whether the call is
     */
    record State(boolean speaking, Duration heardTo, int turns, int answered, int replying, Instant quietAt, boolean over) {
        boolean agentFinished() {
            return !speaking && replying == 0 && answered >= turns;
        }

        State quietAt(Instant quietAt) {
            return new State(speaking, heardTo, turns, answered, replying, quietAt, over);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> speaking = new HashSet<>();
    private final Set<String> committed = new HashSet<>();
    private final Set<String> replying = new HashSet<>();
    private final boolean replies;
    private State state = new State(false, Duration.ZERO, 0, 0, 0, Instant.EPOCH, false);

    /** @param replies whether the server answers each turn by itself */
    Floor(boolean replies) {
        this.replies = replies;
    }

    /** @param inBand whether the event's response, if it has one, belongs to the conversation */
    void on(ServerEvent event, boolean inBand) {
        lock.lock();
        try {
            state = after(event, inBand);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private State after(ServerEvent event, boolean inBand) {
        return switch (event) {
            case ServerEvent.SpeechStarted started -> started(started.itemId());
            case ServerEvent.SpeechStopped stopped -> stopped(stopped);
            case ServerEvent.AudioCommitted done -> committed(done.itemId());
            case ServerEvent.ItemDone done -> done.item() instanceof Item.Message m && m.isUserAudio() && m.id().isPresent() ? committed(m.id().get()) : state;
            case ServerEvent.AudioCleared ignored -> cleared();
            case ServerEvent.ResponseCreated created -> inBand ? begun(created.responseId()) : state;
            case ServerEvent.ResponseDone done -> inBand ? ended(done.responseId()) : state;
            case ServerEvent.OfResponse ignored -> state;
            case ServerEvent.SessionCreated ignored -> state;
            case ServerEvent.SessionUpdated ignored -> state;
            case ServerEvent.ConversationCreated ignored -> state;
            case ServerEvent.ItemAdded ignored -> state;
            case ServerEvent.ItemRetrieved ignored -> state;
            case ServerEvent.ItemTruncated ignored -> state;
            case ServerEvent.ItemDeleted ignored -> state;
            case ServerEvent.TranscriptionDelta ignored -> state;
            case ServerEvent.TranscriptionCompleted ignored -> state;
            case ServerEvent.TranscriptionFailed ignored -> state;
            case ServerEvent.TranscriptionSegment ignored -> state;
            case ServerEvent.TimeoutTriggered ignored -> state;
            case ServerEvent.DtmfReceived ignored -> state;
            case ServerEvent.Mcp ignored -> state;
            case ServerEvent.RateLimitsUpdated ignored -> state;
            case ServerEvent.ErrorReported ignored -> state;
            case ServerEvent.Unknown ignored -> state;
            case ServerEvent.Malformed ignored -> state;
        };
    }

    private State started(String itemId) {
        speaking.add(itemId);
        return told(state.heardTo(), state.answered());
    }

    private State stopped(ServerEvent.SpeechStopped stopped) {
        speaking.remove(stopped.itemId());
        return told(stopped.audioEnd(), state.answered());
    }

    private State committed(String itemId) {
        speaking.remove(itemId);
        committed.add(itemId);
        return told(state.heardTo(), state.answered());
    }

    private State cleared() {
        speaking.clear();
        return told(state.heardTo(), state.answered());
    }

    private State begun(String responseId) {
        replying.add(responseId);
        return told(state.heardTo(), committed.size());
    }

    private State ended(String responseId) {
        // A reply that was never announced answers what was said before it, too.
        return told(state.heardTo(), replying.remove(responseId) ? state.answered() : committed.size());
    }

    private State told(Duration heardTo, int answered) {
        int settled = replies ? answered : committed.size();
        return new State(!speaking.isEmpty(), heardTo, committed.size(), settled, replying.size(), state.quietAt(), state.over());
    }

    /** What the caller has said so far gets no answer. */
    void nobodyAnswers() {
        lock.lock();
        try {
            state = told(state.heardTo(), committed.size());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** When the agent's voice will have sounded, as far as it is known now. */
    void agentQuietAt(Instant quietAt) {
        lock.lock();
        try {
            state = state.quietAt(quietAt);
        } finally {
            lock.unlock();
        }
    }

    void over() {
        lock.lock();
        try {
            state = new State(false, state.heardTo(), state.turns(), state.answered(), 0, state.quietAt(), true);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the state is as wanted, the call is over, or patience ends; gives the state then. */
    State await(Predicate<State> wanted, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!wanted.test(state) && !state.over() && left > 0) left = changed.awaitNanos(left);
            return state;
        } finally {
            lock.unlock();
        }
    }
}
