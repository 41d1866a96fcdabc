package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.client.AudioSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/**
 * A microphone, at {@link Pcm#RATE} whatever the device offers. A thread of its own reads the device: Java Sound waits for sound as long
 * as the device gives none, and takes no notice of an interrupt meanwhile.
 */
public final class Microphone implements AudioSource, AutoCloseable {

    // What is said reaches the wire this much later, plus some; less would mean more messages than anybody needs.
    private static final int PIECE_MILLIS = 20;
    // A reader that is held up for a moment loses nothing.
    private static final int BUFFER_MILLIS = 200;
    // Whoever takes the sound is live; what is a second old when it is taken would only be heard late from then on.
    private static final int MOST_WAITING = 1000 / PIECE_MILLIS;
    // A headset may be silent for some seconds while it changes its profile; a device that is gone is silent for ever.
    private static final Duration GONE = Duration.ofSeconds(5);

    private final TargetDataLine line;
    private final Sound sound;
    private final String name;
    private final BlockingQueue<Pcm> heard = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread reader;
    private volatile double level = Level.SILENCE;
    private volatile long newest = System.nanoTime();

    private Microphone(TargetDataLine line, Sound sound, String name) {
        this.line = line;
        this.sound = sound;
        this.name = name;
        this.reader = Thread.ofPlatform().daemon().name("sidetone-microphone").unstarted(this::read);
    }

    /**
     * @param name of the device or an unambiguous part of it; absent: the machine's default
     * @throws NoDevice when there is none, or it is in use
     */
    public static Microphone open(Optional<String> name) {
        return open(Devices.choose(Direction.INPUT, name));
    }

    static Microphone open(Devices.Found found) {
        try {
            var line = found.line(Direction.INPUT, TargetDataLine.class);
            line.open(found.sound().format(), found.sound().frames(BUFFER_MILLIS) * found.sound().bytesPerFrame());
            return new Microphone(line, found.sound(), found.name());
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw Devices.busy(Direction.INPUT, found, e);
        }
    }

    /** Begins to hear: what sounded before is not heard. Once. */
    public void listen() {
        line.flush();
        line.start();
        newest = System.nanoTime();
        reader.start();
    }

    private void read() {
        var resampler = new Resampler(sound.rate(), Pcm.RATE);
        var bytes = new byte[sound.frames(PIECE_MILLIS) * sound.bytesPerFrame()];
        for (int length = line.read(bytes, 0, bytes.length); length > 0; length = line.read(bytes, 0, bytes.length)) {
            newest = System.nanoTime();
            var samples = resampler.push(sound.samples(bytes, length));
            // The resampler gathers a little before it gives the first.
            if (samples.length == 0) continue;
            level = Level.decibels(samples);
            var piece = Pcm.of(samples);
            while (!heard.offer(piece)) heard.poll();
        }
    }

    /** The next 20 ms, if they sound within this time. One thread. */
    public Optional<Pcm> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** The next 20 ms, once they have sounded; nothing when it is {@link #gone}. */
    @Override
    public Optional<Pcm> next() throws InterruptedException {
        var next = next(GONE);
        while (next.isEmpty() && !gone()) next = next(GONE);
        return next;
    }

    /** Whether it gives no more sound: it is closed, or the device went away or has not given any for five seconds. */
    public boolean gone() {
        return heard.isEmpty() && (!reader.isAlive() || System.nanoTime() - newest > GONE.toNanos());
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
        Devices.close(line);
    }
}
