package dev.sidetone.test;

import dev.sidetone.audio.Pcm;
import java.time.Duration;

/** Audio that the server takes for a caller: PCM16 at 24 kHz, the default input format. What was "said" is the script's affair. */
public final class Speech {

    /** Longer than the 500 ms of silence that end a turn by default, and the 300 ms that are kept before one. */
    private static final Duration AROUND = Duration.ofMillis(700);

    /** Far above the noise the detector listens for, far below clipping. */
    private static final int LOUD = 8_000;
    private static final int HERTZ = 300;

    private Speech() {}

    /** A whole turn of the caller: silence, so much speech, and silence enough to end it. */
    public static byte[] turn(Duration speech) {
        int around = samples(AROUND), spoken = samples(speech);
        var turn = new short[around + spoken + around];
        for (int i = 0; i < spoken; i++) turn[around + i] = (short) (LOUD * Math.sin(2 * Math.PI * HERTZ * i / Pcm.RATE));
        return Pcm.of(turn).bytes();
    }

    public static byte[] silence(Duration length) {
        return Pcm.silence(length).bytes();
    }

    private static int samples(Duration length) {
        return Math.toIntExact(length.toMillis() * Pcm.RATE / 1000);
    }
}
