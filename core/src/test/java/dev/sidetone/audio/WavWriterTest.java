package dev.sidetone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavWriterTest {
    private static final Pcm TONE = Tones.sine(440, 10_000, Pcm.RATE, 4_801);

    @TempDir
    Path dir;

    @Test
    void what_was_written_is_read_back() {
        var file = dir.resolve("a call.wav");
        WavWriter.write(file, TONE);
        assertThat(WavFile.open(file).samples()).isEqualTo(TONE.samples());
    }

    @Test
    void pieces_make_the_same_file_as_the_whole() throws Exception {
        Path whole = dir.resolve("whole.wav"), pieces = dir.resolve("pieces.wav");
        WavWriter.write(whole, TONE);
        try (var writer = WavWriter.to(pieces)) {
            for (int at = 0; at < 4_801; at += 480) {
                writer.write(Pcm.of(Arrays.copyOfRange(TONE.samples(), at, Math.min(at + 480, 4_801))));
            }
        }
        assertThat(Files.readAllBytes(pieces)).isEqualTo(Files.readAllBytes(whole)).hasSize(44 + 2 * 4_801);
        assertThat(Files.readAllBytes(whole)).startsWith(WavBytes.wav().fmt(1, 1, 24_000, 16).data(TONE.bytes()).bytes());
    }

    @Test
    void a_recording_that_was_never_closed_can_be_read() {
        var file = dir.resolve("killed.wav");
        var writer = WavWriter.to(file);
        writer.write(TONE);
        assertThat(WavFile.open(file).samples()).isEqualTo(TONE.samples());
        writer.close();
    }

    @Test
    void an_older_longer_file_leaves_nothing_behind() {
        var file = dir.resolve("twice.wav");
        WavWriter.write(file, TONE);
        WavWriter.write(file, Pcm.of(new short[] {1, 2, 3}));
        assertThat(WavFile.open(file).samples()).containsExactly(1, 2, 3);
    }

    @Test
    void another_rate_is_resampled_as_a_whole_and_refused_in_pieces() {
        var file = dir.resolve("phone.wav");
        WavWriter.write(file, Tones.sine(440, 10_000, 8_000, 8_000));
        assertThat(WavFile.read(file).samples()).hasSize(24_000);
        try (var writer = WavWriter.to(file)) {
            assertThatThrownBy(() -> writer.write(new Pcm(new short[1], 8_000))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closing_twice_does_no_harm() {
        var file = dir.resolve("closed.wav");
        var writer = WavWriter.to(file);
        writer.write(TONE);
        writer.close();
        writer.close();
        assertThat(WavFile.open(file).samples()).hasSize(4_801);
    }
}
