package dev.sidetone.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.audio.WavWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that offer neither our rate nor one channel. */
@Timeout(120)
class OtherFormatsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"48000, 2", "44100, 2", "44100, 1"})
    void what_is_played_and_heard_keeps_its_height_and_its_loudness(int rate, int channels) throws Exception {
        var started = SoundServer.start(folder, "rate=" + rate + " channels=" + channels);
        assumeTrue(started.isPresent(), "no virtual sound device: needs pulseaudio, pulseaudio-utils and libasound2-plugins");
        var raw = folder.resolve("agent.raw");
        try (var sound = started.get()) {
            var recording = sound.record(raw);
            var process = bothWays(sound, rate, channels);
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo("played 1000 ms");
                assertThat(out.readLine()).isEqualTo("listens");
                sound.say(wav(folder.resolve("tone.wav")));
                assertThat(out.readLine()).isEqualTo("heard 660 Hz, 10 tenths");
            }
            assertThat(process.waitFor()).isZero();
            recording.destroy();
            recording.waitFor();
        }
        var played = new short[(int) (Files.size(raw) / 2)];
        ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(played);
        assertThat(Tone.hertz(played)).isEqualTo(440);
        assertThat(Tone.loudness(played)).isCloseTo(1, Offset.offset(0.1));
    }

    private Process bothWays(SoundServer sound, int rate, int channels) throws IOException {
        var classPath = Files.writeString(folder.resolve("classpath"),
                "-cp " + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        var process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "@" + classPath, BothWays.class.getName(),
                Integer.toString(rate), Integer.toString(channels));
        process.environment().putAll(sound.environment());
        return process.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Path wav(Path file) {
        WavWriter.write(file, Tone.of(660, Duration.ofSeconds(1)));
        return file;
    }
}
