package dev.sidetone.device;

import javax.sound.sampled.SourceDataLine;

/**
 * A line, and how much lies in it that has not come out yet. For one thread.
 *
 * <p>A line counts what came out, but not with every driver exactly: that of ALSA for PulseAudio counts a buffer too much from when it was
 * started with nothing in it, as each {@code flush} does, until it is empty again (alsa-plugins 1.2.7). As less than a buffer lies in the
 * line, whole buffers can be left out.
 */
final class LineContent {

    private final SourceDataLine line;
    private final int bytesPerFrame;
    private long written;
    /** Frames that were thrown away, and that the line does not count. */
    private long lost;

    LineContent(SourceDataLine line, int bytesPerFrame) {
        this.line = line;
        this.bytesPerFrame = bytesPerFrame;
    }

    void start() {
        line.start();
    }

    boolean isOpen() {
        return line.isOpen();
    }

    /** A line that holds as many frames cannot be told from one that holds none. */
    int capacity() {
        return line.getBufferSize() / bytesPerFrame;
    }

    int frames() {
        return (int) Math.floorMod(written - lost - line.getLongFramePosition(), (long) capacity());
    }

    /** @return how many frames of it lie in the line now */
    int write(byte[] bytes) {
        int taken = line.write(bytes, 0, bytes.length) / bytesPerFrame;
        written += bytes.length / bytesPerFrame;
        // A device that goes away takes less, and does not count the rest.
        lost += bytes.length / bytesPerFrame - taken;
        return taken;
    }

    /** What lies in it never comes out. */
    void empty() {
        line.flush();
        lost = written - line.getLongFramePosition();
    }

    /** Frames, all told. */
    long written() {
        return written;
    }
}
