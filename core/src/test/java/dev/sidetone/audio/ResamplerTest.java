package dev.sidetone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ResamplerTest {
    private static final double LOUD = 16_000;

    // To and from the inner rate for every common rate, the recogniser's and a browser's rates, and pairs with no exact table.
    static final List<String> PAIRS = List.of("8000,24000", "11025,24000", "16000,24000", "22050,24000", "32000,24000",
        "44100,24000", "48000,24000", "96000,24000", "384000,24000", "4000,24000", "24000,8000", "24000,16000",
        "24000,48000", "24000,44100", "44100,16000", "44056,24000", "7919,24000", "95999,24000");

    @ParameterizedTest
    @FieldSource("PAIRS")
    void the_passband_is_flat_and_clean_up_to_nine_tenths(String pair) {
        int from = from(pair), to = to(pair);
        double nyquist = Math.min(from, to) / 2.0;
        for (double part : new double[] {0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9}) {
            var tone = Tones.sine(part * nyquist, LOUD, from, from);
            var fit = Tones.fit(Tones.middle(Resampler.resample(tone, to).samples()), part * nyquist, to);
            assertThat(20 * Math.log10(fit.amplitude() / LOUD)).as("gain at %s of Nyquist", part).isCloseTo(0, within(0.1));
            // Images of the tone (upwards) and everything else that is not the tone.
            assertThat(fit.residualDb()).as("residue at %s of Nyquist", part).isLessThan(-70);
        }
    }

    @ParameterizedTest
    @FieldSource("PAIRS")
    void tones_above_the_new_nyquist_frequency_are_70_db_down(String pair) {
        int from = from(pair), to = to(pair);
        for (double part : new double[] {1.0, 1.02, 1.1, 1.3, 1.9, 2.7, 3.9}) {
            double hertz = part * to / 2.0;
            if (hertz >= from / 2.0) continue;
            var tone = Tones.sine(hertz, LOUD, from, from);
            double left = Tones.rms(Tones.middle(Resampler.resample(tone, to).samples()));
            assertThat(20 * Math.log10(left / (LOUD / Math.sqrt(2)) + 1e-9)).as("%s of Nyquist", part).isLessThan(-70);
        }
    }

    @ParameterizedTest
    @FieldSource("PAIRS")
    void resampling_keeps_time(String pair) {
        int from = from(pair), to = to(pair);
        double hertz = 0.2 * Math.min(from, to) / 2;
        var fit = Tones.fit(Resampler.resample(Tones.sine(hertz, LOUD, from, from), to).samples(), hertz, to);
        // A shift by a tenth of an output sample would show as this much phase.
        assertThat(fit.phase()).isCloseTo(0, within(0.1 * 2 * Math.PI * hertz / to));
    }

    @ParameterizedTest
    @FieldSource("PAIRS")
    void however_the_stream_is_cut_the_output_is_the_same(String pair) {
        var random = new Random(7);
        for (int run = 0; run < 20; run++) {
            var samples = noise(random, random.nextInt(1, 6_000));
            var whole = Resampler.resample(new Pcm(samples, from(pair)), to(pair)).samples();
            var resampler = new Resampler(from(pair), to(pair));
            // The second stream through the same resampler must not hear the first.
            for (int stream = 0; stream < 2; stream++) {
                assertThat(inPieces(resampler, samples, random)).as("run %d, stream %d", run, stream).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8000,24000,1,3", "24000,8000,1,1", "24000,8000,3,1", "24000,8000,4,2", "44100,24000,44100,24000", "44100,24000,0,0",
        "44100,24000,1,1", "24000,16000,480,320", "48000,24000,96001,48001", "24000,24000,5,5"})
    void a_clip_has_one_sample_for_each_moment_before_its_end(int from, int to, int samples, int expected) {
        assertThat(Resampler.resample(new Pcm(new short[samples], from), to).samples()).hasSize(expected);
    }

    @Test
    void a_constant_stays_what_it_is() {
        var constant = new short[44_100];
        Arrays.fill(constant, (short) 12_345);
        assertThat(Tones.middle(Resampler.resample(new Pcm(constant, 44_100), 24_000).samples())).containsOnly((short) 12_345);
    }

    @Test
    void what_is_too_loud_clips_and_does_not_wrap() {
        var square = new short[8_000];
        for (int i = 0; i < square.length; i++) square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        var resampled = Resampler.resample(new Pcm(square, 8_000), 24_000).samples();
        for (int i = 300; i < resampled.length - 300; i++) {
            // Away from its edges the square keeps its sign; a wrapped overshoot would not.
            if (i % 60 > 6 && i % 60 < 54) assertThat(Integer.signum(resampled[i])).as("sample %d", i).isEqualTo(i / 60 % 2 == 0 ? 1 : -1);
        }
        assertThat(resampled).contains(Short.MAX_VALUE).contains(Short.MIN_VALUE);
    }

    @Test
    void equal_rates_hand_the_samples_through() {
        var samples = noise(new Random(1), 1_000);
        var resampler = new Resampler(24_000, 24_000);
        assertThat(resampler.push(samples)).isEqualTo(samples);
        assertThat(resampler.finish()).isEmpty();
    }

    @Test
    void a_rate_must_be_positive() {
        assertThatThrownBy(() -> new Resampler(0, 24_000)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 to 24000");
    }

    private static short[] inPieces(Resampler resampler, short[] samples, Random random) {
        var pieces = new ArrayList<short[]>();
        for (int at = 0; at < samples.length; ) {
            int end = Math.min(samples.length, at + random.nextInt(0, 1 + random.nextInt(1, 1_500)));
            pieces.add(resampler.push(Arrays.copyOfRange(samples, at, end)));
            at = end;
        }
        pieces.add(resampler.finish());
        var all = new short[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (var piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    private static short[] noise(Random random, int length) {
        var samples = new short[length];
        for (int i = 0; i < length; i++) samples[i] = (short) random.nextInt(Short.MIN_VALUE, Short.MAX_VALUE + 1);
        return samples;
    }

    private static int from(String pair) {
        return Integer.parseInt(pair.substring(0, pair.indexOf(',')));
    }

    private static int to(String pair) {
        return Integer.parseInt(pair.substring(pair.indexOf(',') + 1));
    }
}
