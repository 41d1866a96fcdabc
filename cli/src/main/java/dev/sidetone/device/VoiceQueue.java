package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Voice on its way to the ear. Owner of what waits before a line and of what is known of that in it. It never touches the line, so that
 * nobody who asks it anything waits for one that stands still. Any thread adds, stops and asks what has sounded; the rest is for the one
 * that writes.
 */
final class VoiceQueue {

    /** A step is what is written into the line at least. */
    static final int STEP_MILLIS = 10;

    private static final int STEP = Pcm.RATE * STEP_MILLIS / 1000;
    // The longest reply (4,096 tokens, 200 s) fits, so that a stop need not wait for room; who plays more is held up.
    private static final int MOST = 200 * Pcm.RATE;
    private static final byte[] NOTHING = {};

    private final Sound sound;
    private final Resampler resampler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // Guarded by lock.
    private final Unwritten waiting = new Unwritten();
    private final Written written = new Written();
    /** Nothing is written until the line has been emptied. */
    private boolean stopped;
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
            while (waiting.samples() >= MOST) room.await();
            waiting.add(voice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** What waits never sounds, and what lies in the line does not count as voice any more. */
    void stop() {
        lock.lock();
        try {
            waiting.clear();
            written.forget(position);
            stopped = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean stopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** The line has been emptied of what was stopped. @param frames that it was ever given */
    void goesOn(long frames) {
        lock.lock();
        try {
            stopped = false;
            position = frames;
            // What it holds back belongs to what was stopped.
            resampler.finish();
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

    /** So many frames have come out of the line. @return whether voice waits that belongs right behind what was written */
    boolean at(long frames) {
        lock.lock();
        try {
            position = frames;
            return written.endsInVoice() && waiting.samples() > 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether to write now: so many steps of voice wait, or fewer that do not become more, or none and what was written wants silence
     * behind it.
     */
    boolean ready(int steps) {
        lock.lock();
        try {
            boolean still = !waiting.changed();
            return waiting.samples() >= steps * STEP || still && (waiting.samples() > 0 || written.endsInVoice());
        } finally {
            lock.unlock();
        }
    }

    /** What to write next into the line: so many steps of voice, and silence behind it where there is less than the least. */
    byte[] next(int least, int most) {
        lock.lock();
        try {
            var samples = new short[Math.clamp(waiting.samples() / STEP, least, most) * STEP];
            if (stopped || samples.length == 0) return NOTHING;
            int voice = waiting.take(samples);
            var bytes = sound.bytes(resampler.push(samples));
            written.add(bytes.length / sound.bytesPerFrame(), samples.length, voice);
            room.signalAll();
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
