package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Whole WAV files in memory, 16 bits at {@link Pcm#RATE}: what a browser saves and plays. */
final class WavBytes {

    private static final int HEADER = 44;

    private WavBytes() {}

    static byte[] mono(Pcm audio) {
        var file = file(1, audio.samples().length);
        for (short sample : audio.samples()) file.putShort(sample);
        return file.array();
    }

    /** The shorter side ends in silence. */
    static byte[] stereo(short[] left, short[] right) {
        int frames = Math.max(left.length, right.length);
        var file = file(2, frames);
        for (int i = 0; i < frames; i++) {
            file.putShort(i < left.length ? left[i] : 0).putShort(i < right.length ? right[i] : 0);
        }
        return file.array();
    }

    private static ByteBuffer file(int channels, int frames) {
        int data = Math.multiplyExact(frames, channels * Short.BYTES);
        return ByteBuffer.allocate(HEADER + data).order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF")).putInt(HEADER - 8 + data).put(ascii("WAVE"))
                .put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels)
                .putInt(Pcm.RATE).putInt(Pcm.RATE * channels * Short.BYTES)
                .putShort((short) (channels * Short.BYTES)).putShort((short) Short.SIZE)
                .put(ascii("data")).putInt(data);
    }

    private static byte[] ascii(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }
}
