package dev.sidetone.conformance;

import static dev.sidetone.conformance.RawSocket.CLOSE;
import static dev.sidetone.conformance.RawSocket.CONTINUATION;
import static dev.sidetone.conformance.RawSocket.FINAL;
import static dev.sidetone.conformance.RawSocket.PING;
import static dev.sidetone.conformance.RawSocket.TEXT;
import static dev.sidetone.conformance.RawSocket.frame;
import static dev.sidetone.conformance.RawSocket.masked;
import static dev.sidetone.conformance.RawSocket.unmasked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.RealtimeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/** A client that does not keep to RFC 6455: it says some frames, hangs up, and reads how the server took it. */
final class RawFrames {

    private static final byte[] EVENT = "{\"type\":\"input_audio_buffer.clear\"}".getBytes(StandardCharsets.UTF_8);

    /** A server that failed, as opposed to one that refuses. */
    private static final int SERVER_FAILED = 1011;

    private final Random random;
    private final Coverage coverage;

    RawFrames(long seed, Coverage coverage) {
        random = new Random(new SplittableRandom(seed).nextLong());
        this.coverage = coverage;
    }

    void run(RealtimeServer server, int frames) {
        try (var socket = new RawSocket(server)) {
            say(socket, frames);
            for (var frame : socket.readToEnd()) {
                if (frame.opcode() != CLOSE) continue;
                coverage.count("closed", Integer.toString(frame.closeCode()));
                assertThat(frame.closeCode()).isNotEqualTo(SERVER_FAILED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(RawSocket socket, int frames) {
        try {
            for (int i = 0; i < frames; i++) socket.write(any());
            socket.endOutput();
        } catch (IOException hungUpOnUs) {
            // It may; what it said before is still to be read.
        }
    }

    private byte[] any() {
        return switch (random.nextInt(16)) {
            case 0 -> bytes(random.nextInt(40));
            case 1 -> masked(FINAL | random.nextInt(16), EVENT);
            case 2 -> masked(random.nextInt(256), bytes(random.nextInt(300)));
            case 3 -> masked(FINAL | CLOSE, bytes(random.nextInt(130)));
            case 4 -> masked(FINAL | TEXT, bytes(20));
            case 5 -> cut(masked(FINAL | TEXT, EVENT));
            case 6 -> unmasked(FINAL | TEXT, EVENT);
            case 7 -> masked(FINAL | PING, bytes(random.nextInt(200)));
            case 8 -> masked(FINAL | random.nextInt(8) << 4 | TEXT, EVENT);
            case 9 -> frame(FINAL | TEXT, EVENT, random.nextLong(), new byte[4]);
            case 10 -> masked(random.nextInt(2) * FINAL | CONTINUATION, EVENT);
            case 11 -> masked(TEXT, Arrays.copyOf(EVENT, random.nextInt(EVENT.length)));
            default -> masked(FINAL | TEXT, EVENT);
        };
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] cut(byte[] frame) {
        return Arrays.copyOf(frame, random.nextInt(frame.length));
    }
}
