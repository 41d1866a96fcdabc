package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.AudioSink;
import java.time.Duration;
import java.util.Optional;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/**
 * A loudspeaker that knows what it has played. It takes what it is given at once, and gives it to the line just before it is heard: so a
 * stop is as fast as the machine, also when the line stands still.
 */
public final class Speaker implements AudioSink, AutoCloseable {

    private final SourceDataLine line;
    private final String name;
    private final VoiceQueue voice;
    private final LineWriter writer;

    Speaker(SourceDataLine line, Sound sound, String name) {
        this.line = line;
        this.name = name;
        this.voice = new VoiceQueue(sound);
        this.writer = new LineWriter(line, sound, voice);
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
            line.open(found.sound().format(), found.sound().frames(Lead.LONGEST_MILLIS) * found.sound().bytesPerFrame());
            var speaker = new Speaker(line, found.sound(), found.name());
            speaker.start();
            return speaker;
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw Devices.busy(Direction.OUTPUT, found, e);
        }
    }

    void start() {
        Thread.ofPlatform().daemon().name("sidetone-speaker").priority(Thread.MAX_PRIORITY).start(writer::run);
    }

    public String name() {
        return name;
    }

    /** Holds up only who is more than 200 s ahead of the ear. */
    @Override
    public void play(Pcm audio) {
        voice.add(audio.samples());
    }

    /**
     * What waits is forgotten; what lies in the line sounds on, for 40 ms mostly, and is not counted. The line is not emptied: under
     * PulseAudio that opens another, whose null sink then plays nothing for up to two seconds.
     */
    @Override
    public void stop() {
        voice.forget();
    }

    @Override
    public Optional<Duration> sounded() {
        return Optional.of(Duration.ofNanos(voice.sounded() * 1_000_000_000L / Pcm.RATE));
    }

    /** How often nothing came out in the middle of what was said, as this machine or its sound server was late. Any thread. */
    public int gaps() {
        return writer.gaps();
    }

    @Override
    public void close() {
        Devices.close(line);
    }
}
