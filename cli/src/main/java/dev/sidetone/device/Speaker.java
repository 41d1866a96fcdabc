package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.client.AudioSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/**
 * A loudspeaker that knows what it has played. The line runs all the time: a thread of its own writes voice into it, or silence where
 * there is none, so that no device stops and starts again in the middle of a word. Little is kept ahead of the ear: what lies in the
 * line and 20 ms before it.
 */
public final class Speaker implements AudioSink, AutoCloseable {

    // Less makes cheap sound cards stutter; more would be heard after an interruption.
    private static final int LINE_MILLIS = 40;
    // A short step keeps the line full without waiting long for room in it.
    private static final int STEP_MILLIS = 10;
    private static final int STEP = Pcm.RATE * STEP_MILLIS / 1000;
    /** Samples that wait before the line at most; who plays more is held up. */
    private static final int AHEAD = Pcm.RATE / 50;

    private final SourceDataLine line;
    private final Sound sound;
    private final String name;
    private final Resampler resampler;
    private final Thread writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // Guarded by lock.
    private final ArrayDeque<short[]> waiting = new ArrayDeque<>();
    private final Written written = new Written();
    private int samplesWaiting;

    private Speaker(SourceDataLine line, Sound sound, String name) {
        this.line = line;
        this.sound = sound;
        this.name = name;
        this.resampler = new Resampler(Pcm.RATE, sound.rate());
        this.writer = Thread.ofPlatform().daemon().name("sidetone-speaker").priority(Thread.MAX_PRIORITY).unstarted(this::write);
    }

    /**
     * @param name of the device or an unambiguous part of it; absent: the machine's default
     * @throws NoDevice when there is none, or it is in use
     */
    public static Speaker open(Optional<String> name) {
        return open(Devices.choose(Direction.OUTPUT, name));
    }

    static Speaker open(Devices.Found found) {
        try {
            var line = found.line(Direction.OUTPUT, SourceDataLine.class);
            line.open(found.sound().format(), found.sound().frames(LINE_MILLIS) * found.sound().bytesPerFrame());
            line.start();
            var speaker = new Speaker(line, found.sound(), found.name());
            speaker.writer.start();
            return speaker;
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw Devices.busy(Direction.OUTPUT, found, e);
        }
    }

    public String name() {
        return name;
    }

    @Override
    public void play(Pcm audio) {
        lock.lock();
        try {
            while (samplesWaiting >= AHEAD && line.isOpen()) room.await();
            waiting.add(audio.samples());
            samplesWaiting += audio.samples().length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What waits is forgotten; what lies in the line sounds on, for 50 ms at most, and is not counted. The line is not emptied: under
     * PulseAudio one that was plays nothing for up to two seconds afterwards.
     */
    @Override
    public void stop() {
        lock.lock();
        try {
            waiting.clear();
            samplesWaiting = 0;
            written.forget(line.getLongFramePosition());
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Duration> sounded() {
        lock.lock();
        try {
            return Optional.of(Duration.ofNanos(written.voiceAt(line.getLongFramePosition()) * 1_000_000_000L / Pcm.RATE));
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        while (line.isOpen()) {
            var bytes = next();
            line.write(bytes, 0, bytes.length);
        }
    }

    private byte[] next() {
        var step = new short[STEP];
        lock.lock();
        try {
            int voice = take(step);
            var bytes = sound.bytes(resampler.push(step));
            written.add(bytes.length / sound.bytesPerFrame(), STEP, voice);
            room.signalAll();
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Fills a step with voice as far as there is any. @return how much there was */
    private int take(short[] step) {
        int filled = 0;
        while (filled < step.length && !waiting.isEmpty()) {
            var next = waiting.remove();
            int part = Math.min(next.length, step.length - filled);
            System.arraycopy(next, 0, step, filled, part);
            if (part < next.length) waiting.addFirst(Arrays.copyOfRange(next, part, next.length));
            filled += part;
        }
        samplesWaiting -= filled;
        return filled;
    }

    @Override
    public void close() {
        Devices.close(line);
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
