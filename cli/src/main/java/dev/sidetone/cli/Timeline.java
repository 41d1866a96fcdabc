package dev.sidetone.cli;

import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which utterance of a recording was being sent when. A server may cut an utterance into several turns or join two, so that
 * counting turns does not tell which is which; the place in the audio does. Written by the playing thread, read by any.
 */
final class Timeline {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Duration> starts = new ArrayList<>();

    /** @param at offset in the audio sent where the next utterance begins */
    void begins(Duration at) {
        lock.lock();
        try {
            starts.add(at);
        } finally {
            lock.unlock();
        }
    }

    /** How many utterances were begun. */
    int begun() {
        lock.lock();
        try {
            return starts.size();
        } finally {
            lock.unlock();
        }
    }

    /** The utterance, from 0, that a turn heard most of; by count where the server does not say where it heard the turn. */
    int utteranceOf(TurnRecord turn) {
        lock.lock();
        try {
            var from = turn.speech().start();
            var to = turn.speech().end();
            if (from.isEmpty() || to.isEmpty()) return Math.clamp(turn.number() - 1, 0, Math.max(0, starts.size() - 1));
            int best = 0;
            var most = Duration.ZERO;
            for (int i = 0; i < starts.size(); i++) {
                var shared = shared(i, from.get(), to.get());
                if (shared.compareTo(most) < 0) continue;
                best = i;
                most = shared;
            }
            return best;
        } finally {
            lock.unlock();
        }
    }

    /** How much of a stretch lies between the start of an utterance and that of the next; negative when it is elsewhere. */
    private Duration shared(int utterance, Duration from, Duration to) {
        var start = utterance == 0 ? Duration.ZERO : starts.get(utterance);
        var begin = from.compareTo(start) > 0 ? from : start;
        boolean last = utterance + 1 == starts.size();
        var end = last || to.compareTo(starts.get(utterance + 1)) < 0 ? to : starts.get(utterance + 1);
        return end.minus(begin);
    }
}
