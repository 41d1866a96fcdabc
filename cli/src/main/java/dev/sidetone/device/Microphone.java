package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.client.AudioSource;
import java.util.Optional;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/**
 * A microphone, at {@link Pcm#RATE} whatever the device offers. One thread reads it, and is held up until there is sound; another may
 * close it, which ends the reading.
 */
public final class Microphone implements AudioSource, AutoCloseable {

    // What is said reaches the wire this much later, plus some; less would mean more messages than anybody needs.
    private static final int PIECE_MILLIS = 20;
    // A reader that is held up for a moment loses nothing.
    private static final int BUFFER_MILLIS = 200;

    private final TargetDataLine line;
    private final Sound sound;
    private final String name;
    private final Resampler resampler;
    private volatile double level = Level.SILENCE;

    private Microphone(TargetDataLine line, Sound sound, String name) {
        this.line = line;
        this.sound = sound;
        this.name = name;
        this.resampler = new Resampler(sound.rate(), Pcm.RATE);
    }

    /**
     * @param name of the device or an unambiguous part of it; absent: the machine's default
     * @throws NoDevice when there is none, or it is in use
     */
    public static Microphone open(Optional<String> name) {
        var found = Devices.choose(Direction.INPUT, name);
        try {
            var line = found.line(Direction.INPUT, TargetDataLine.class);
            line.open(found.sound().format(), found.sound().frames(BUFFER_MILLIS) * found.sound().bytesPerFrame());
            return new Microphone(line, found.sound(), found.name());
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw Devices.busy(Direction.INPUT, found, e);
        }
    }

    /** Begins to hear: what sounded before is not heard. */
    public void listen() {
        line.flush();
        line.start();
    }

    /** The next 20 ms, once they have sounded; nothing when it is closed or the device went away. */
    @Override
    public Optional<Pcm> next() {
        var bytes = new byte[sound.frames(PIECE_MILLIS) * sound.bytesPerFrame()];
        while (true) {
            int length = line.read(bytes, 0, bytes.length);
            if (length <= 0) return Optional.empty();
            var samples = resampler.push(sound.samples(bytes, length));
            // The resampler gathers a little before it gives the first.
            if (samples.length == 0) continue;
            level = Level.decibels(samples);
            return Optional.of(Pcm.of(samples));
        }
    }

    /** Of the newest 20 ms: see {@link Level#decibels}. Any thread. */
    public double level() {
        return level;
    }

    public String name() {
        return name;
    }

    @Override
    public void close() {
        line.stop();
        line.close();
    }
}
