package dev.sidetone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioFormatTest {

    @ParameterizedTest
    @CsvSource({"PCM16, audio/pcm, 24000, 48000", "PCMU, audio/pcmu, 8000, 8000", "PCMA, audio/pcma, 8000, 8000"})
    void formats_have_the_names_and_rates_of_the_wire(AudioFormat format, String name, int rate, int bytesPerSecond) {
        assertThat(format.wireName()).isEqualTo(name);
        assertThat(format.rate()).isEqualTo(rate);
        assertThat(format.bytesPerSecond()).isEqualTo(bytesPerSecond);
        assertThat(format.durationOf(bytesPerSecond / 50)).isEqualTo(Duration.ofMillis(20));
        assertThat(AudioFormat.named(name)).contains(format);
    }

    @Test
    void an_unknown_name_is_no_format() {
        assertThat(AudioFormat.named("audio/opus")).isEmpty();
    }

    @Test
    void a_day_of_audio_has_the_right_duration() {
        assertThat(AudioFormat.PCMU.durationOf(8_000 * 86_400)).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @EnumSource
    void a_tone_survives_encoding_and_decoding(AudioFormat format) {
        var tone = Tones.sine(440, 8_000, format.rate(), 4_000);
        var decoded = format.decode(format.encode(tone));
        assertThat(decoded.rate()).isEqualTo(format.rate());
        assertThat(decoded.samples()).hasSameSizeAs(tone.samples());
        // G.711 keeps about 38 dB of signal to noise.
        assertThat(Tones.fit(decoded.samples(), 440, format.rate()).residualDb()).isLessThan(-35);
    }

    @Test
    void audio_at_another_rate_is_resampled_to_the_rate_of_the_wire() {
        var encoded = AudioFormat.PCMU.encode(Tones.sine(440, 8_000, 24_000, 24_000));
        assertThat(encoded).hasSize(8_000);
        assertThat(Tones.fit(AudioFormat.PCMU.decode(encoded).samples(), 440, 8_000).amplitude()).isBetween(7_800.0, 8_200.0);
    }

    @Test
    void half_a_sample_is_an_error() {
        assertThatThrownBy(() -> AudioFormat.PCM16.decode(new byte[3])).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("3 bytes");
    }
}
