package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Owns what one call keeps of its latest turns, so that nothing of a turn is computed twice: its sound with the
 * decodings, and the words of the plain pass. Older turns are forgotten; hearing one of them again computes again.
 *
 * <p>Thread-safe.
 */
final class RecentTurns {

    /** The one that is answered, and the one before where the transcript is late. */
    private static final int TURNS = 2;
    /** One more is being spoken, and one may be given up before it becomes a turn. */
    private static final int PASSES = TURNS + 2;

    private final Decoding decoding;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@code lock}. */
    private final Map<String, Earshot> turns = new LinkedHashMap<>();
    /** Guarded by {@code lock}. */
    private final Map<String, CompletableFuture<Words>> passes = new LinkedHashMap<>();

    RecentTurns(Decoding decoding) {
        this.decoding = decoding;
    }

    /** A plain pass over an item begins; its words go to the one who completes this. */
    CompletableFuture<Words> streaming(String itemId) {
        lock.lock();
        try {
            var words = new CompletableFuture<Words>();
            passes.put(itemId, words);
            keep(PASSES, passes);
            return words;
        } finally {
            lock.unlock();
        }
    }

    /** The turn that an item's audio is. */
    Earshot turn(String itemId, Pcm audio) {
        lock.lock();
        try {
            var turn = turns.get(itemId);
            if (turn == null) {
                turn = new Earshot(decoding, audio, Optional.ofNullable(passes.get(itemId)));
                turns.put(itemId, turn);
                keep(TURNS, turns);
            }
            return turn;
        } finally {
            lock.unlock();
        }
    }

    private static void keep(int count, Map<String, ?> map) {
        var oldest = map.entrySet().iterator();
        for (int excess = map.size() - count; excess > 0; excess--) {
            oldest.next();
            oldest.remove();
        }
    }

    void forget() {
        lock.lock();
        try {
            turns.clear();
            passes.clear();
        } finally {
            lock.unlock();
        }
    }
}
