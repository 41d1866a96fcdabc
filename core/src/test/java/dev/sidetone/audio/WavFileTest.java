package dev.sidetone.audio;

import static dev.sidetone.audio.WavBytes.ints;
import static dev.sidetone.audio.WavBytes.wav;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {
    private static final String STANDARD = "00 00 00 00 10 00 80 00 00 AA 00 38 9B 71";
    private static final short[] SAMPLES = {0, 1, -1, 12_345, Short.MAX_VALUE, Short.MIN_VALUE};
    private static final byte[] DATA = ints(2, 0, 1, -1, 12_345, Short.MAX_VALUE, Short.MIN_VALUE);

    @TempDir
    Path dir;

    @Test
    void sixteen_bit_samples_are_read_as_they_are() {
        assertThat(samples(wav().fmt(1, 1, 24_000, 16).data(DATA).bytes())).isEqualTo(SAMPLES);
    }

    @Test
    void eight_bit_samples_are_unsigned() {
        assertThat(samples(wav().fmt(1, 1, 8_000, 8).data(ints(1, 128, 0, 255, 129)).bytes())).containsExactly(0, -32_768, 32_512, 256);
    }

    @Test
    void wider_integers_are_rounded_to_sixteen_bits() {
        assertThat(samples(wav().fmt(1, 1, 8_000, 24).data(ints(3, 256 * 1_000, 256 * -1_000 - 200, 0x7FFFFF, -0x800000)).bytes()))
            .containsExactly(1_000, -1_001, 32_767, -32_768);
        assertThat(samples(wav().fmt(1, 1, 8_000, 32).data(ints(4, 65_536 * 1_000, 65_536 * -1_000 - 50_000, 0x7FFFFFFF, -0x80000000L)).bytes()))
            .containsExactly(1_000, -1_001, 32_767, -32_768);
    }

    @Test
    void twenty_bits_lie_left_justified_in_three_bytes() {
        assertThat(samples(wav().fmt(1, 1, 8_000, 3, 20).data(ints(3, 256 * 1_000)).bytes())).containsExactly(1_000);
    }

    @Test
    void floats_are_scaled_and_clip() {
        var floats = ints(4, bits(0.5f), bits(-1), bits(1), bits(-3), bits(Float.NaN));
        assertThat(samples(wav().fmt(3, 1, 8_000, 32).data(floats).bytes())).containsExactly(16_384, -32_768, 32_767, -32_768, 0);
        var doubles = ints(8, Double.doubleToLongBits(0.25), Double.doubleToLongBits(2));
        assertThat(samples(wav().fmt(3, 1, 8_000, 64).data(doubles).bytes())).containsExactly(8_192, 32_767);
    }

    @Test
    void telephone_codes_are_expanded() {
        assertThat(samples(wav().fmt(7, 1, 8_000, 8).data(ints(1, 0xFF, 0x80, 0x00)).bytes())).containsExactly(0, 32_124, -32_124);
        assertThat(samples(wav().fmt(6, 1, 8_000, 8).data(ints(1, 0xD5, 0xAA, 0x2A)).bytes())).containsExactly(8, 32_256, -32_256);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 7})
    void an_extensible_header_means_its_sub_format(int tag) {
        int bits = tag == 1 ? 16 : tag == 3 ? 32 : 8;
        var body = ints(bits / 8, tag == 3 ? bits(0.5f) : 0x55);
        assertThat(samples(wav().extensible(tag, 1, 8_000, bits, STANDARD).data(body).bytes()))
            .isEqualTo(samples(wav().fmt(tag, 1, 8_000, bits).data(body).bytes()));
    }

    @Test
    void channels_are_averaged() {
        assertThat(samples(wav().fmt(1, 2, 48_000, 16).data(ints(2, 1_000, 3_000, 32_767, 32_767, -5, 5)).bytes()))
            .containsExactly(2_000, 32_767, 0);
        assertThat(samples(wav().extensible(1, 6, 48_000, 16, STANDARD).data(ints(2, 6, 6, 6, 6, 6, 12)).bytes())).containsExactly(7);
    }

    @Test
    void the_rate_is_kept_by_read_and_changed_by_open() throws Exception {
        var tone = Tones.sine(440, 10_000, 44_100, 44_100);
        var file = Files.write(dir.resolve("tone.wav"), wav().fmt(1, 1, 44_100, 16).data(tone.bytes()).bytes());
        assertThat(WavFile.read(file).rate()).isEqualTo(44_100);
        assertThat(WavFile.read(file).samples()).isEqualTo(tone.samples());
        assertThat(WavFile.open(file).rate()).isEqualTo(24_000);
        assertThat(Tones.fit(Tones.middle(WavFile.open(file).samples()), 440, 24_000).residualDb()).isLessThan(-70);
    }

    @Test
    void other_chunks_before_and_after_the_samples_are_passed_over_with_their_padding() {
        var bytes = wav().chunk("JUNK", new byte[27]).fmt(1, 1, 24_000, 16).chunk("fact", new byte[4]).chunk("LIST", new byte[5])
            .data(DATA).chunk("LIST", new byte[99]).bytes();
        assertThat(samples(bytes)).isEqualTo(SAMPLES);
    }

    @Test
    void an_odd_number_of_bytes_needs_no_padding_at_the_end() {
        assertThat(samples(wav().fmt(1, 1, 8_000, 8).lying("data", 3, ints(1, 128, 129, 130)).bytes())).containsExactly(0, 256, 512);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFF_FFFFL, 0x7FFF_F000L, 0x7FFF_FFFFL, 0x8000_0000L})
    void a_streamed_file_is_read_to_its_end(long size) {
        var streamed = wav().fmt(1, 1, 24_000, 16).lying("data", size, DATA);
        assertThat(samples(streamed.bytes(size == 0 ? 0 : size + 36))).isEqualTo(SAMPLES);
        assertThat(samples(streamed.bytes(0))).isEqualTo(SAMPLES);
        assertThat(samples(streamed.bytes(0xFFFF_FFFFL))).isEqualTo(SAMPLES);
    }

    @Test
    void a_file_whose_writer_died_after_the_first_header_is_read_to_its_end() {
        assertThat(samples(wav().fmt(1, 1, 24_000, 16).lying("data", 0, DATA).bytes(36))).isEqualTo(SAMPLES);
    }

    @Test
    void a_streamed_file_that_ends_inside_a_frame_keeps_its_whole_frames() {
        var bytes = wav().fmt(1, 2, 24_000, 16).lying("data", 0xFFFF_FFFFL, ints(2, 4, 6, 9)).bytes(0xFFFF_FFFFL);
        assertThat(samples(bytes)).containsExactly(5);
    }

    @Test
    void a_recording_longer_than_one_block_is_read_whole() {
        var tone = Tones.sine(440, 10_000, 24_000, 100_001);
        assertThat(samples(wav().fmt(1, 1, 24_000, 16).data(tone.bytes()).bytes())).isEqualTo(tone.samples());
        assertThat(samples(wav().fmt(1, 1, 24_000, 16).lying("data", 0xFFFF_FFFFL, tone.bytes()).bytes())).isEqualTo(tone.samples());
    }

    private static short[] samples(byte[] wav) {
        return WavFile.read(wav, "test.wav").samples();
    }

    private static long bits(float value) {
        return Float.floatToRawIntBits(value);
    }
}
