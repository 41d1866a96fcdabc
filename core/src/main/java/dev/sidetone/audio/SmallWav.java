package dev.sidetone.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A recording as small as a browser still plays it without a decoder of its own: a WAV of G.711 µ-law at 16 kHz, a byte a
 * sample. Half the size of linear samples, and no narrower than the voice is: "s" and "f" differ above what 8 kHz carry.
 */
public final class SmallWav {

    private static final int RATE = 16_000;
    private static final int MU_LAW = 7, HEADER = 58;

    private SmallWav() {}

    /** The whole file. */
    public static byte[] of(Pcm audio) {
        var codes = G711.MU_LAW.encode(Resampler.resample(audio, RATE).samples());
        return ByteBuffer.allocate(HEADER + codes.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF")).putInt(HEADER - 8 + codes.length).put(ascii("WAVE"))
                .put(ascii("fmt ")).putInt(18).putShort((short) MU_LAW).putShort((short) 1).putInt(RATE).putInt(RATE)
                .putShort((short) 1).putShort((short) 8).putShort((short) 0)   // bytes a frame, bits a sample, no extension
                .put(ascii("fact")).putInt(4).putInt(codes.length)             // every format but linear has one
                .put(ascii("data")).putInt(codes.length).put(codes).array();
    }

    private static byte[] ascii(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }
}
