package dev.sidetone.device;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes voice into a line as soon as it is there, up to a fifth of a second ahead of the ear, and empties the line when the voice is stopped. While
 * nobody speaks the line runs empty, so that a reply waits for nothing that was written before it. Its thread alone touches the line.
 */
final class LineWriter {

    // What comes out of the line is noticed this much later at most.
    private static final long LOOK_NANOS = Duration.ofMillis(4).toNanos();
    // With so much the line begins, and up to it silence follows the last voice: sound servers take 20 ms at once and wait for as much
    // before they begin, and a resampler holds 2 ms back.
    private static final int LEAST_MILLIS = 30;
    // A program that has just started, or a busy machine, stands still for a tenth of a second now and then.
    private static final int AHEAD_MILLIS = 200;
    /** What a line is asked to hold: more than is written ahead, see {@link LineContent}. */
    static final int CAPACITY_MILLIS = 300;
    // Looks in a row that saw nothing come out, for 60 ms: a sound server that had nothing left may wait for more than lies in the line.
    static final int STILL = 15;

    private final VoiceQueue voice;
    private final LineContent line;
    private final int step;
    private final int least;
    private final int ahead;
    /** Frames in the line when it was last looked at or written to. */
    private int inside;
    private int looksAtStill;
    private volatile int gaps;

    LineWriter(LineContent line, Sound sound, VoiceQueue voice) {
        this.line = line;
        this.voice = voice;
        this.step = sound.frames(VoiceQueue.STEP_MILLIS);
        this.least = sound.frames(LEAST_MILLIS);
        // A device may have less room than it was asked for.
        this.ahead = Math.min(sound.frames(AHEAD_MILLIS), line.capacity() * 2 / 3);
    }

    /** Until the line is closed. */
    void run() {
        begin();
        while (line.isOpen()) {
            LockSupport.parkNanos(LOOK_NANOS);
            look();
        }
    }

    /** With silence: a line that starts with nothing in it waits until it is full. */
    void begin() {
        write(least, least);
        line.start();
    }

    /** Empties the line if the voice was stopped, and replaces what has come out. */
    void look() {
        if (voice.stopped()) empty();
        int before = inside;
        inside = line.frames();
        boolean speaking = voice.at(line.written() - inside);
        looksAtStill = inside > 0 && inside == before ? looksAtStill + 1 : 0;
        if (speaking && (before > 0 && inside == 0 || looksAtStill == STILL)) gaps++;
        if (looksAtStill > 0 && looksAtStill % STILL == 0) write(Math.min(inside + least, line.capacity() - step), ahead);
        else if (voice.ready(steps(least))) write(least, ahead);
    }

    private void empty() {
        // That may open another line in the sound server.
        if (line.frames() > 0) line.empty();
        inside = 0;
        voice.goesOn(line.written());
    }

    /** @param frames to lie in the line at least, with silence behind the voice where there is less of it */
    private void write(int frames, int most) {
        int needed = steps(frames);
        var bytes = voice.next(needed, Math.max(needed, (most - inside) / step));
        if (bytes.length > 0) inside += line.write(bytes);
    }

    /** Until so many frames lie in the line. */
    private int steps(int frames) {
        return Math.max(0, Math.ceilDiv(frames - inside, step));
    }

    /** How often the line ran dry or stood still in the middle of what was said. Any thread. */
    int gaps() {
        return gaps;
    }
}
