package dev.sidetone.device;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.SourceDataLine;

/**
 * Writes into a line that runs all the time: voice, or silence where there is none, so that no device stops and starts again in the
 * middle of a word. It writes only so far ahead of the ear as the device needs (see {@link Lead}). Its thread alone touches the line.
 */
final class LineWriter {

    // What comes out of the line is noticed this much later at most.
    private static final long LOOK_NANOS = Duration.ofMillis(4).toNanos();
    // Looks in a row that saw nothing come out, for 60 ms: a sound server that had nothing left may wait for more than lies in the line.
    static final int STILL = 15;

    private final SourceDataLine line;
    private final Sound sound;
    private final VoiceQueue voice;
    private final Lead lead = new Lead();
    private long written;
    private long position;
    private int looksAtStill;
    private volatile int gaps;

    LineWriter(SourceDataLine line, Sound sound, VoiceQueue voice) {
        this.line = line;
        this.sound = sound;
        this.voice = voice;
    }

    /** Until the line is closed. */
    void run() {
        begin();
        while (line.isOpen()) {
            LockSupport.parkNanos(LOOK_NANOS);
            look();
        }
    }

    void begin() {
        fill(sound.frames(lead.millis()));
        // Not before: a line that starts with less in it than the device takes at once is dry at once.
        line.start();
    }

    /** Replaces what has come out. */
    void look() {
        long before = position;
        position = line.getLongFramePosition();
        looksAtStill = position == before ? looksAtStill + 1 : 0;
        boolean speaking = voice.at(position);
        if (position >= written || looksAtStill == STILL) ranDry(speaking);
        else lead.ranOn();
        fill(looksAtStill < STILL ? sound.frames(lead.millis()) : line.getBufferSize() / sound.bytesPerFrame());
    }

    private void ranDry(boolean speaking) {
        if (speaking) gaps++;
        lead.ranDry();
    }

    /** In one piece: what starts again after it was dry must not start with less than that. @param frames that are to lie in the line */
    private void fill(int frames) {
        long room = frames - (written - position);
        int steps = (int) Math.max(0, room / sound.frames(VoiceQueue.STEP_MILLIS));
        if (steps == 0) return;
        var bytes = voice.next(steps);
        written += bytes.length / sound.bytesPerFrame();
        line.write(bytes, 0, bytes.length);
    }

    /** How often the line ran dry or stood still in the middle of what was said. Any thread. */
    int gaps() {
        return gaps;
    }
}
