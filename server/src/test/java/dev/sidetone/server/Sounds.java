package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Audio for tests. */
final class Sounds {

    private Sounds() {}

    static Pcm silence(int millis) {
        return Pcm.silence(Duration.ofMillis(millis));
    }

    static Pcm tone(int millis) {
        var samples = new short[millis * 24];
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * 300 * i / Pcm.RATE));
        return Pcm.of(samples);
    }

    static Pcm inTurn(Pcm... parts) {
        var all = Arrays.stream(parts).flatMapToInt(part -> IntStream.range(0, part.samples().length).map(i -> part.samples()[i])).toArray();
        var samples = new short[all.length];
        for (int i = 0; i < all.length; i++) samples[i] = (short) all[i];
        return Pcm.of(samples);
    }

    /** Silence, speech, and silence enough to end the turn. */
    static Pcm turn() {
        return inTurn(silence(500), tone(1_000), silence(600));
    }
}
