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
            int answered = state.answered();
            var heardTo = state.heardTo();
            switch (event) {
                case ServerEvent.SpeechStarted started -> speaking.add(started.itemId());
                case ServerEvent.SpeechStopped stopped -> {
                    speaking.remove(stopped.itemId());
                    heardTo = stopped.audioEnd();
                }
                case ServerEvent.AudioCommitted done -> committed(done.itemId());
                case ServerEvent.ItemDone done when done.item() instanceof Item.Message m && m.isUserAudio() -> m.id().ifPresent(this::committed);
                case ServerEvent.AudioCleared ignored -> speaking.clear();
                case ServerEvent.ResponseCreated created when inBand -> {
                    replying.add(created.responseId());
                    answered = committed.size();
                }
                case ServerEvent.ResponseDone done when inBand -> {
                    // A reply that was never announced answers what was said before it, too.
                    if (!replying.remove(done.responseId())) answered = committed.size();
                }
                default -> {
                    return;
                }
            }
            int settled = replies ? answered : committed.size();
            state = new State(!speaking.isEmpty(), heardTo, committed.size(), settled, replying.size(), state.quietAt(), state.over());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void committed(String itemId) {
        speaking.remove(itemId);
        committed.add(itemId);
    }

    /** The agent's audio arrived: it plays after what still plays. */
    void agentSpeaks(Duration length, Instant now) {
        lock.lock();
        try {
            var from = state.quietAt().isBefore(now) ? now : state.quietAt();
            state = new State(state.speaking(), state.heardTo(), state.turns(), state.answered(), state.replying(), from.plus(length), state.over());
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
