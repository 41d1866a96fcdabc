package dev.sidetone.server;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a reply's voice into deltas and writes them in the session's output format. Used by the one thread that runs the
 * response.
 */
final class OutputVoice {

    /** The first delta is short, so that playback can begin; the others are long, so that they cost little. */
    private static final int FIRST = Pcm.RATE / 10, OTHERS = 3 * Pcm.RATE / 10;

    /** Takes a delta: the voice as we keep it and as the wire carries it. */
    interface Deltas {
        void delta(Pcm voice, byte[] encoded);
    }

    private final AudioFormat format;
    private final Resampler toWire;
    private final Deltas deltas;
    private final Optional<TimeScale> pace;
    private short[] chunk = new short[FIRST];
    private int filled;

    /** @param speed of the voice; 1 leaves it as it is */
    OutputVoice(AudioFormat format, double speed, Deltas deltas) {
        this.format = format;
        this.toWire = new Resampler(Pcm.RATE, format.rate());
        this.deltas = deltas;
        this.pace = speed == 1 ? Optional.empty() : Optional.of(new TimeScale(speed));
    }

    void add(Pcm voice) {
        var samples = Resampler.resample(voice, Pcm.RATE).samples();
        cut(pace.isPresent() ? pace.get().push(samples) : samples);
        // A model that speaks as it goes is not held back until a long delta is full.
        if (filled >= FIRST) {
            chunk = Arrays.copyOf(chunk, filled);
            send(toWire.push(chunk));
        }
    }

    private void cut(short[] samples) {
        for (int from = 0; from < samples.length; ) {
            int taken = Math.min(samples.length - from, chunk.length - filled);
            System.arraycopy(samples, from, chunk, filled, taken);
            filled += taken;
            from += taken;
            if (filled == chunk.length) send(toWire.push(chunk));
        }
    }

    /** What is left over, with what the filter still holds. */
    void end() {
        pace.ifPresent(scale -> cut(scale.finish()));
        chunk = Arrays.copyOf(chunk, filled);
        var most = toWire.push(chunk);
        var rest = toWire.finish();
        var whole = Arrays.copyOf(most, most.length + rest.length);
        System.arraycopy(rest, 0, whole, most.length, rest.length);
        if (whole.length > 0) send(whole);
    }

    private void send(short[] atWireRate) {
        deltas.delta(Pcm.of(chunk), format.encode(new Pcm(atWireRate, format.rate())));
        chunk = new short[OTHERS];
        filled = 0;
    }
}
