package dev.sidetone.cli;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** WAV files as users have them. */
final class Wavs {

    private static final Recording BUNDLED = Recording.bundled();

    private Wavs() {}

    /** The given utterances of the bundled call, from 0, with a second of silence around each. */
    static Pcm caller(int... utterances) {
        var parts = new java.util.ArrayList<Pcm>();
        parts.add(Pcm.silence(Duration.ofSeconds(1)));
        for (int i : utterances) {
            var span = BUNDLED.utterances().get(i);
            parts.add(BUNDLED.audio().between(span.start(), span.end()));
            parts.add(Pcm.silence(Duration.ofSeconds(1)));
        }
        return joined(parts);
    }

    private static Pcm joined(List<Pcm> parts) {
        var samples = new short[parts.stream().mapToInt(part -> part.samples().length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part.samples(), 0, samples, at, part.samples().length);
            at += part.samples().length;
        }
        return Pcm.of(samples);
    }

    static Path mono16(Path file, Pcm audio) throws IOException {
        return write(file, 1, 1, audio.rate(), 16, audio.bytes());
    }

    static Path stereo48(Path file, Pcm audio) throws IOException {
        var samples = Resampler.resample(audio, 48_000).samples();
        var twice = new short[samples.length * 2];
        for (int i = 0; i < twice.length; i++) twice[i] = samples[i / 2];
        return write(file, 1, 2, 48_000, 16, new Pcm(twice, 48_000).bytes());
    }

    static Path mono8(Path file, Pcm audio) throws IOException {
        var bytes = new byte[audio.samples().length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) ((audio.samples()[i] >> 8) + 128);
        return write(file, 1, 1, audio.rate(), 8, bytes);
    }

    /** MPEG layer 3 in a WAV. */
    static Path compressed(Path file) throws IOException {
        return write(file, 0x55, 1, 44_100, 16, new byte[4_000]);
    }

    static Path truncated(Path file, Pcm audio) throws IOException {
        mono16(file, audio);
        var whole = Files.readAllBytes(file);
        return Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1_000));
    }

    private static Path write(Path file, int format, int channels, int rate, int bits, byte[] data) throws IOException {
        var bytes = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes()).putInt(36 + data.length).put("WAVEfmt ".getBytes()).putInt(16);
        bytes.putShort((short) format).putShort((short) channels).putInt(rate).putInt(rate * channels * bits / 8);
        bytes.putShort((short) (channels * bits / 8)).putShort((short) bits).put("data".getBytes()).putInt(data.length).put(data);
        return Files.write(file, bytes.array());
    }
}
