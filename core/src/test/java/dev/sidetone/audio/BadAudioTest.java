package dev.sidetone.audio;

import static dev.sidetone.audio.WavBytes.ascii;
import static dev.sidetone.audio.WavBytes.ints;
import static dev.sidetone.audio.WavBytes.wav;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadAudioTest {
    private static final byte[] GOOD = wav().fmt(1, 1, 24_000, 16).data(new byte[1_000]).bytes();

    @TempDir
    Path dir;

    @Test
    void a_missing_file_is_named() {
        assertThat(problemOf(dir.resolve("nowhere.wav"))).contains("nowhere.wav does not exist");
    }

    @Test
    void a_directory_is_not_a_recording() {
        assertThat(problemOf(dir)).contains(dir.toString(), "is a directory");
    }

    @Test
    void a_file_that_may_not_be_read_says_so() throws Exception {
        var file = write(GOOD);
        assumeFalse(dir.getFileSystem().supportedFileAttributeViews().stream().noneMatch("posix"::equals), "no POSIX permissions here");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertThat(problemOf(file)).contains("may not be read by this user");
    }

    @Test
    void an_empty_file_is_empty() {
        assertThat(problemOf(new byte[0])).contains("is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "ID3\u0004, an MP3", "\u00ff\u00fb\u0090\u0000, an MP3", "\u00ff\u00f1\u0050\u0080, an AAC", "OggS\u0000, an Ogg", "fLaC\u0000, a FLAC",
        "'\u0000\u0000\u0000 ftypM4A ', an M4A or MP4", "FORM\u0000\u0000\u0000\u0000AIFF, an AIFF", ".snd\u0000, a Sun AU", "#!AMR, an AMR",
        "RF64\u0000, an RF64", "RIFF\u0000\u0000\u0000\u0000AVI , another RIFF", "RIFF\u0000, only the first", "hello caller, text",
        "\u0001\u0002\u0003\u0004, of a kind that is not known"})
    void what_is_no_wav_is_named_and_how_to_convert_it(String start, String kind) {
        // A real file goes on after its mark; text and a cut header do not.
        var bytes = ascii(start);
        boolean goesOn = !kind.equals("text") && !kind.startsWith("only");
        assertThat(problemOf(goesOn ? Arrays.copyOf(bytes, 5_000) : bytes)).contains("is not a WAV file but " + kind, "ffmpeg -i in -ar 24000 -ac 1 out.wav");
    }

    @Test
    void a_long_text_is_still_text() {
        assertThat(problemOf("Guten Tag, hier ist Bäcker.\r\n".repeat(500).getBytes(java.nio.charset.StandardCharsets.UTF_8))).contains("but text");
    }

    @ParameterizedTest
    @CsvSource({"0x0002, Microsoft ADPCM", "0x0011, IMA ADPCM", "0x0031, GSM 6.10", "0x0055, MP3", "0x0045, G.726 ADPCM", "0x0083, G.729", "0x00FF, AAC"})
    void a_compressed_wav_names_its_codec(int tag, String codec) {
        assertThat(problemOf(wav().fmt(tag, 1, 8_000, 256, 4).data(new byte[512]).bytes())).contains("compressed with " + codec, "ffmpeg");
    }

    @Test
    void an_unknown_format_shows_its_tag() {
        assertThat(problemOf(wav().fmt(0x1234, 1, 8_000, 16).data(new byte[512]).bytes())).contains("unknown format (tag 0x1234)", "ffmpeg");
    }

    @Test
    void an_unknown_sub_format_is_refused() {
        var bytes = wav().extensible(1, 1, 8_000, 16, "00 00 00 00 10 00 80 00 00 AA 00 38 9B 72").data(new byte[512]).bytes();
        assertThat(problemOf(bytes)).contains("a vendor's own format", "ffmpeg");
    }

    @Test
    void a_truncated_wav_says_how_many_bytes_are_missing() {
        assertThat(problemOf(Arrays.copyOf(GOOD, GOOD.length - 300))).contains("is cut short: 300 bytes of the audio are missing");
        assertThat(problemOf(Arrays.copyOf(GOOD, GOOD.length - 1))).contains("1 bytes of the audio");
    }

    @Test
    void a_wav_cut_anywhere_is_one_clear_line() {
        for (int length = 4; length < GOOD.length; length++) {
            assertThat(problemOf(Arrays.copyOf(GOOD, length))).as("first %d bytes", length)
                .containsAnyOf("only the first", "is cut short", "has no data chunk");
        }
    }

    @Test
    void a_wav_without_a_data_chunk_has_no_audio() {
        assertThat(problemOf(wav().fmt(1, 1, 24_000, 16).bytes())).contains("has no data chunk");
    }

    @Test
    void a_data_chunk_before_its_description_is_refused() {
        assertThat(problemOf(wav().data(new byte[10]).fmt(1, 1, 24_000, 16).bytes())).contains("before the fmt chunk");
    }

    @Test
    void no_samples_are_no_recording() {
        assertThat(problemOf(wav().fmt(1, 1, 24_000, 16).data(new byte[0]).bytes())).contains("holds no samples");
        assertThat(problemOf(wav().fmt(1, 1, 24_000, 16).data(new byte[0]).chunk("LIST", new byte[10]).bytes())).contains("holds no samples");
    }

    @ParameterizedTest
    @CsvSource({"0, 24000, 0, 16, 0 channels", "1, 0, 2, 16, 0 samples a second", "1, 3999, 2, 16, 3999 samples", "1, -1, 2, 16, 4294967295 samples",
        "1, 24000, 4, 16, frames of 4 bytes", "2, 24000, 2, 16, 2 channels of 16 bits", "1, 24000, 0, 0, 0 bits"})
    void an_absurd_header_is_damaged(int channels, int rate, int frameBytes, int bits, String problem) {
        assertThat(problemOf(wav().fmt(1, channels, rate, frameBytes, bits).data(new byte[96]).bytes())).contains("damaged header", problem);
    }

    @Test
    void a_fmt_chunk_of_the_wrong_size_is_damaged() {
        assertThat(problemOf(wav().chunk("fmt ", new byte[8]).bytes())).contains("has 8 bytes instead of 16");
        assertThat(problemOf(wav().lying("fmt ", 1 << 30, new byte[8]).bytes())).contains("1073741824 bytes, which cannot be");
    }

    @Test
    void sample_sizes_that_exist_nowhere_are_refused() {
        assertThat(problemOf(wav().fmt(1, 1, 24_000, 64).data(new byte[96]).bytes())).contains("samples of 64 bits");
        assertThat(problemOf(wav().fmt(3, 1, 24_000, 16).data(new byte[96]).bytes())).contains("samples of 16 bits");
    }

    @Test
    void garbled_headers_never_show_a_stack_trace() {
        var random = new java.util.Random(3);
        for (int run = 0; run < 20_000; run++) {
            var bytes = GOOD.clone();
            for (int i = 0; i < 3; i++) bytes[random.nextInt(12, 44)] = (byte) random.nextInt(256);
            try {
                WavFile.read(bytes, "garbled.wav");
            } catch (BadAudio e) {
                assertThat(e.getMessage()).as("run %d", run).startsWith("garbled.wav ").doesNotContain("\n");
            }
        }
    }

    @Test
    void writing_where_nobody_can_is_one_clear_line() {
        assertThatThrownBy(() -> WavWriter.to(dir)).isInstanceOf(BadAudio.class).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> WavWriter.to(dir.resolve("no/such/out.wav"))).isInstanceOf(BadAudio.class)
            .hasMessageContaining("its directory does not exist");
    }

    private String problemOf(byte[] bytes) {
        return problemOf(write(bytes));
    }

    private static String problemOf(Path file) {
        var bad = catchThrowableOfType(BadAudio.class, () -> WavFile.open(file));
        assertThat(bad).isNotNull();
        assertThat(bad.getMessage()).startsWith(file.toString()).doesNotContain("\n");
        return bad.getMessage();
    }

    private Path write(byte[] bytes) {
        try {
            return Files.write(dir.resolve("caller.wav"), bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
