package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Voice on its way to the ear. Owner of what waits before a line and of what is known of that in it. It never touches the line, so that
 * nobody who asks it anything waits for one that stands still. Any thread, but one only calls {@link #next} and {@link #at}.
 */
final class VoiceQueue {

    /** A step is what is written into the line at least. */
    static final int STEP_MILLIS = 10;

    private static final int STEP = Pcm.RATE * STEP_MILLIS / 1000;
    // The longest reply (4,096 tokens, 200 s) fits, so that a stop need not wait for room; who plays more is held up.
    private static final int MOST = 200 * Pcm.RATE;

    private final Sound sound;
    private final Resampler resampler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // Guarded by lock.
    private final ArrayDeque<short[]> waiting = new ArrayDeque<>();
    private final Written written = new Written();
    private int samplesWaiting;
    /** Frames that have come out of the line, when it was last looked at. */
    private long position;

    /** @param sound of the line */
    VoiceQueue(Sound sound) {
        this.sound = sound;
        this.resampler = new Resampler(Pcm.RATE, sound.rate());
    }

    void add(short[] voice) {
        lock.lock();
        try {
            while (samplesWaiting >= MOST) room.await();
            waiting.add(voice);
            samplesWaiting += voice.length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** What waits never sounds, and what lies in the line does not count as voice any more. */
    void forget() {
        lock.lock();
        try {
            waiting.clear();
            samplesWaiting = 0;
            written.forget(position);
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Samples of voice that have come out of the line. */
    long sounded() {
        lock.lock();
        try {
            return written.voiceAt(position);
        } finally {
            lock.unlock();
        }
    }

    /** So many frames have come out of the line. @return whether voice waits before it */
    boolean at(long frames) {
        lock.lock();
        try {
            position = frames;
            return samplesWaiting > 0;
        } finally {
            lock.unlock();
        }
    }

    /** What to write next into the line: voice, and silence where there is none. */
    byte[] next(int steps) {
        var samples = new short[steps * STEP];
        lock.lock();
        try {
            int voice = take(samples);
            var bytes = sound.bytes(resampler.push(samples));
            written.add(bytes.length / sound.bytesPerFrame(), samples.length, voice);
            room.signalAll();
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Fills it with voice as far as there is any. @return how much there was */
    private int take(short[] samples) {
        int filled = 0;
        while (filled < samples.length && !waiting.isEmpty()) {
            var next = waiting.remove();
            int part = Math.min(next.length, samples.length - filled);
            System.arraycopy(next, 0, samples, filled, part);
            if (part < next.length) waiting.addFirst(Arrays.copyOfRange(next, part, next.length));
            filled += part;
        }
        samplesWaiting -= filled;
        return filled;
    }
}
