package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.AudioSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/**
 * A loudspeaker that knows what it has played. It takes what it is given at once, and keeps it until shortly before it is heard: a stop
 * waits for no device, also when the line stands still.
 */
public final class Speaker implements AudioSink, AutoCloseable {

    /** That of the voice, and one that is never played on. */
    private final List<SourceDataLine> lines;
    private final String name;
    private final VoiceQueue voice;
    private final LineWriter writer;
    private final Thread thread;

    Speaker(List<SourceDataLine> lines, Sound sound, String name) {
        this.lines = lines;
        this.name = name;
        this.voice = new VoiceQueue(sound);
        this.writer = new LineWriter(new LineContent(lines.getFirst(), sound.bytesPerFrame()), sound, voice);
        this.thread = Thread.ofPlatform().daemon().name("sidetone-speaker").priority(Thread.MAX_PRIORITY).unstarted(writer::run);
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
            var line = line(found);
            var lines = new ArrayList<>(List.of(line));
            keeper(found).ifPresent(lines::add);
            var speaker = new Speaker(lines, found.sound(), found.name());
            speaker.start();
            return speaker;
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw Devices.busy(Direction.OUTPUT, found, e);
        }
    }

    private static SourceDataLine line(Devices.Found found) throws LineUnavailableException {
        var line = found.line(Direction.OUTPUT, SourceDataLine.class);
        line.open(found.sound().format(), found.sound().frames(LineWriter.CAPACITY_MILLIS) * found.sound().bytesPerFrame());
        return line;
    }

    /**
     * PulseAudio opens a line anew when it is emptied. Were it the only one, the device would meanwhile go over to as much ahead as it
     * can, up to two seconds, for which the next reply would have to wait unless the device can take it back.
     */
    private static Optional<SourceDataLine> keeper(Devices.Found found) {
        try {
            return Optional.of(line(found));
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            // A device for one line only: emptying that opens nothing anew.
            return Optional.empty();
        }
    }

    void start() {
        thread.start();
    }

    public String name() {
        return name;
    }

    /** Holds up only who is more than 200 s ahead of the ear. */
    @Override
    public void play(Pcm audio) {
        voice.add(audio.samples());
    }

    /** What waits is forgotten; so is what lies in the line, a moment later: what of it sounds until then is not counted. */
    @Override
    public void stop() {
        voice.stop();
        LockSupport.unpark(thread);
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
        lines.forEach(Devices::close);
    }
}
