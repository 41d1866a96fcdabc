package dev.sidetone.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Optional;

/** An ear at a PulseAudio sink: when what comes out of it was last loud, and when it became so. */
final class Monitor {

    private static final int FRAMES = 480;
    /** Far above silence, far below what the scripted voice says. */
    private static final int LOUD = 200;
    /** Between two words of the scripted voice it is quiet for less. */
    private static final long PAUSE_NANOS = 300_000_000;

    private final Process process;
    private volatile long lastLoud;
    private volatile long becameLoud;

    private Monitor(Process process) {
        this.process = process;
    }

    /** @return nothing where there is no PulseAudio to ask */
    static Optional<Monitor> listen() {
        var sink = System.getenv("PULSE_SINK");
        if (sink == null) return Optional.empty();
        try {
            var process = new ProcessBuilder(List.of("parec", "--device=" + sink + ".monitor", "--rate=24000", "--channels=1", "--format=s16le",
                    "--latency-msec=20")).redirectError(Redirect.DISCARD).start();
            var monitor = new Monitor(process);
            Thread.ofPlatform().daemon().start(monitor::read);
            return Optional.of(monitor);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void read() {
        try (var in = new DataInputStream(process.getInputStream())) {
            var bytes = new byte[FRAMES * Short.BYTES];
            while (true) {
                in.readFully(bytes);
                if (!loud(bytes)) continue;
                long now = System.nanoTime();
                if (now - lastLoud > PAUSE_NANOS) becameLoud = now;
                lastLoud = now;
            }
        } catch (IOException e) {
            // It ended, and so did what it listened to.
        }
    }

    private static boolean loud(byte[] bytes) {
        for (int i = 0; i < bytes.length; i += Short.BYTES) {
            if (Math.abs((short) (bytes[i] & 0xff | bytes[i + 1] << 8)) > LOUD) return true;
        }
        return false;
    }

    /** On the counting clock. */
    long lastLoud() {
        return lastLoud;
    }

    long becameLoud() {
        return becameLoud;
    }

    void close() {
        process.destroy();
    }
}
