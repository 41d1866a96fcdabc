package dev.sidetone.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

/**
 * Mono 16-bit linear samples at one rate. The inner format of everything in Sidetone is {@link #RATE} Hz, the rate of
 * {@code audio/pcm} on the wire; other rates occur at the edges (files, telephone codecs, recognisers) only.
 *
 * <p>The array is shared, not copied: treat it as read-only.
 *
 * @param samples signed samples, oldest first
 * @param rate samples a second, positive
 */
public record Pcm(short[] samples, int rate) {

    /** Samples a second of the inner format and of {@code audio/pcm} on the wire. */
    public static final int RATE = 24_000;

    public Pcm {
        if (rate <= 0) throw new IllegalArgumentException("a rate must be positive: " + rate);
    }

    public static Pcm of(short[] samples) {
        return new Pcm(samples, RATE);
    }

    public static Pcm silence(Duration length) {
        return of(new short[Math.toIntExact(length.toMillis() * RATE / 1000)]);
    }

    /** Reads little-endian 16-bit samples, as the wire carries them; a last odd byte is an error of the caller. */
    public static Pcm ofBytes(byte[] littleEndian, int rate) {
        if (littleEndian.length % 2 != 0) {
            throw new IllegalArgumentException("16-bit audio of " + littleEndian.length + " bytes: a sample is cut in half");
        }
        var samples = new short[littleEndian.length / 2];
        ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return new Pcm(samples, rate);
    }

    /** The samples as the wire carries them: 16 bits, little-endian. */
    public byte[] bytes() {
        var bytes = new byte[samples.length * 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
        return bytes;
    }

    public Duration duration() {
        return Duration.ofNanos(samples.length * 1_000_000_000L / rate);
    }

    /** The part between two offsets, each clamped to what there is. */
    public Pcm between(Duration start, Duration end) {
        int from = clamp(start), to = Math.max(from, clamp(end));
        return new Pcm(Arrays.copyOfRange(samples, from, to), rate);
    }

    private int clamp(Duration offset) {
        return (int) Math.clamp(offset.toNanos() * (double) rate / 1e9, 0, samples.length);
    }

    /** Speech is personal data: only its size is printed. */
    @Override
    public String toString() {
        return "Pcm[" + duration().toMillis() + " ms at " + rate + " Hz]";
    }
}
