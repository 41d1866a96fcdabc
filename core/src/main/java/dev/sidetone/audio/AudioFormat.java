package dev.sidetone.audio;

import java.time.Duration;
import java.util.Optional;

/** The audio formats of the Realtime wire, all mono. Names and rates: API reference, {@code session.audio.input.format}. */
public enum AudioFormat {
    /** 16-bit linear samples, little-endian. */
    PCM16("audio/pcm", Pcm.RATE, 2) {
        @Override
        public Pcm decode(byte[] bytes) {
            return Pcm.ofBytes(bytes, rate());
        }

        @Override
        byte[] bytesOf(Pcm audio) {
            return audio.bytes();
        }
    },

    /** G.711 µ-law, the telephone network of North America and Japan. */
    PCMU("audio/pcmu", 8_000, 1) {
        @Override
        public Pcm decode(byte[] bytes) {
            return new Pcm(G711.MU_LAW.decode(bytes), rate());
        }

        @Override
        byte[] bytesOf(Pcm audio) {
            return G711.MU_LAW.encode(audio.samples());
        }
    },

    /** G.711 A-law, the telephone network of the rest of the world. */
    PCMA("audio/pcma", 8_000, 1) {
        @Override
        public Pcm decode(byte[] bytes) {
            return new Pcm(G711.A_LAW.decode(bytes), rate());
        }

        @Override
        byte[] bytesOf(Pcm audio) {
            return G711.A_LAW.encode(audio.samples());
        }
    };

    private final String wireName;
    private final int rate;
    private final int bytesPerSample;

    AudioFormat(String wireName, int rate, int bytesPerSample) {
        this.wireName = wireName;
        this.rate = rate;
        this.bytesPerSample = bytesPerSample;
    }

    /** The format that the wire calls by this name; empty for any other name. */
    public static Optional<AudioFormat> named(String wireName) {
        for (var format : values()) {
            if (format.wireName.equals(wireName)) return Optional.of(format);
        }
        return Optional.empty();
    }

    public String wireName() {
        return wireName;
    }

    /** Samples a second. */
    public int rate() {
        return rate;
    }

    public int bytesPerSecond() {
        return rate * bytesPerSample;
    }

    public Duration durationOf(int bytes) {
        return Duration.ofNanos(bytes * 1_000_000_000L / bytesPerSecond());
    }

    /**
     * Reads wire bytes, at the format's own rate.
     *
     * @throws IllegalArgumentException if a sample is cut in half
     */
    public abstract Pcm decode(byte[] bytes);

    /**
     * Writes wire bytes. Audio at another rate is resampled as one whole clip; a stream that comes in pieces must go
     * through its own {@link Resampler} first, or each piece gets faded edges.
     */
    public byte[] encode(Pcm audio) {
        return bytesOf(Resampler.resample(audio, rate));
    }

    /** The bytes of audio that is already at this format's rate. */
    abstract byte[] bytesOf(Pcm audio);
}
