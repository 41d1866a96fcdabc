package dev.sidetone.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of one stream, band-limited (see {@link SincFilter} for the figures). Push audio in pieces of any
 * size and take what is ready; how it was cut never changes the output. The delay of the filter is compensated: output
 * sample {@code j} stands for the moment {@code j / to} of the input, and a stream of {@code n} samples gives
 * {@code ceil(n * to / from)} in all, the last few of them on {@link #finish()}. A live stream lags by about 54 samples
 * of the lower rate (7 ms at 8 kHz).
 *
 * <p>For one thread.
 */
public final class Resampler {
    /** A whole clip goes through in pieces of this many samples, so that an hour needs no second copy of itself. */
    private static final int PIECE = 1 << 16;

    private final SincFilter filter;

    /** Input that later output still needs, from the first tap of the next output sample on. */
    private float[] window;
    private int filled;
    private int phase;
    private long taken;
    private long given;

    /**
     * @param from rate of the input, samples a second, positive
     * @param to rate of the output
     */
    public Resampler(int from, int to) {
        filter = SincFilter.between(from, to);
        window = new float[2 * filter.taps()];
        restart();
    }

    /** The whole clip at another rate, aligned with the original; the clip itself if it has that rate. */
    public static Pcm resample(Pcm audio, int rate) {
        if (audio.rate() == rate) return audio;
        var resampler = new Resampler(audio.rate(), rate);
        var samples = audio.samples();
        var whole = new short[Math.toIntExact(Math.ceilDiv((long) samples.length * rate, (long) audio.rate()))];
        int at = 0;
        for (int from = 0; from < samples.length; from += PIECE) {
            var part = resampler.push(Arrays.copyOfRange(samples, from, Math.min(from + PIECE, samples.length)));
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        var last = resampler.finish();
        System.arraycopy(last, 0, whole, at, last.length);
        return new Pcm(whole, rate);
    }

    /** Takes the next piece of input; returns the output that is ready, possibly none. */
    public short[] push(short[] input) {
        if (filter.changesNothing()) return input.clone();
        take(input, input.length);
        return give(ready());
    }

    /** Ends the stream and returns the rest of its output; the next push starts a new stream. */
    public short[] finish() {
        if (filter.changesNothing()) return new short[0];
        long whole = Math.ceilDiv(taken * filter.up(), (long) filter.down());
        int rest = Math.toIntExact(whole - given);
        take(new short[0], filter.taps() / 2);
        var last = give(rest);
        restart();
        return last;
    }

    /** Appends samples and pads them with silence up to {@code length}. */
    private void take(short[] input, int length) {
        if (filled + length > window.length) window = Arrays.copyOf(window, Math.max(filled + length, 2 * window.length));
        for (int i = 0; i < input.length; i++) window[filled + i] = input[i];
        Arrays.fill(window, filled + input.length, filled + length, 0);
        filled += length;
        taken += input.length;
    }

    /** How many output samples have all their input: the largest count whose last one's taps end inside the window. */
    private int ready() {
        long spare = filled - filter.taps();
        if (spare < 0) return 0;
        return (int) (((spare + 1) * filter.up() - 1 - phase) / filter.down()) + 1;
    }

    private short[] give(int count) {
        var output = new short[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            output[i] = clip(filter.apply(window, at, phase));
            phase += filter.down();
            at += phase / filter.up();
            phase %= filter.up();
        }
        System.arraycopy(window, at, window, 0, filled - at);
        filled -= at;
        given += count;
        return output;
    }

    /** The nearest 16-bit sample; what is too loud stays at the limit, what is not a number is silence. */
    static short clip(double sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, (int) Math.rint(sample)));
    }

    private void restart() {
        // The first output sample stands on the first input sample, so half of its taps lie before the stream.
        filled = filter.taps() / 2 - 1;
        Arrays.fill(window, 0, filled, 0);
        phase = 0;
        taken = 0;
        given = 0;
    }
}
