package dev.sidetone.agent;

import dev.sidetone.audio.Pcm;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers what was spoken lately, because a form repeats its questions on every call. The least recently used sentences go
 * first when the memory is full.
 */
public final class CachedVoice implements Voice {

    /** Three minutes of speech, more than all fixed sentences of a form. */
    public static final long LIMIT_BYTES = 3 * 60 * Pcm.RATE * 2L;

    private final Voice voice;
    private final long limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    /** Eldest first by use. Guarded by {@link #lock}, as is {@link #bytes}. */
    private final LinkedHashMap<String, Pcm> spoken = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public CachedVoice(Voice voice) {
        this(voice, LIMIT_BYTES);
    }

    public CachedVoice(Voice voice, long limitBytes) {
        this.voice = voice;
        this.limitBytes = limitBytes;
    }

    /** Two threads that miss at the same time both speak; the lock is never held while the voice works. */
    @Override
    public Pcm say(String sentence) {
        lock.lock();
        try {
            var known = spoken.get(sentence);
            if (known != null) return known;
        } finally {
            lock.unlock();
        }
        var pcm = voice.say(sentence);
        keep(sentence, pcm);
        return pcm;
    }

    private void keep(String sentence, Pcm pcm) {
        if (size(pcm) > limitBytes) return;
        lock.lock();
        try {
            var before = spoken.put(sentence, pcm);
            bytes += size(pcm) - (before == null ? 0 : size(before));
            var eldest = spoken.entrySet().iterator();
            while (bytes > limitBytes && eldest.hasNext()) {
                bytes -= size(eldest.next().getValue());
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private static long size(Pcm pcm) {
        return pcm.samples().length * 2L;
    }
}
