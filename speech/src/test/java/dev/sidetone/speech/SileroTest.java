package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SileroTest {

    /** The share of frames a fresh detector takes for speech. */
    private static double speech(short[] samples) {
        var silero = new Silero();
        int frames = samples.length / Silero.FRAME, speech = 0;
        for (int i = 0; i < frames; i++) {
            if (silero.probability(Arrays.copyOfRange(samples, i * Silero.FRAME, (i + 1) * Silero.FRAME)) > 0.5) speech++;
        }
        return (double) speech / frames;
    }

    private static short[] noise(double level) {
        var random = new Random(3);
        var samples = new short[5 * 16_000];
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (random.nextGaussian() * level);
        return samples;
    }

    @Test
    void silence_noise_and_a_tone_are_no_speech() {
        var tone = new short[5 * 16_000];
        for (int i = 0; i < tone.length; i++) tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / 16_000));
        assertThat(speech(new short[5 * 16_000])).isZero();
        assertThat(speech(noise(1_000))).isLessThan(0.02);
        assertThat(speech(noise(8_000))).isLessThan(0.02);
        assertThat(speech(tone)).isLessThan(0.02);
    }

    @Test
    void speech_is_speech_also_in_noise_and_the_detector_starts_anew_after_a_reset() throws IOException {
        Pcm call = HearingReport.wav(Shared.data("calls").resolve("claims-auto/caller.wav"));
        var first = Resampler.resample(call.between(java.time.Duration.ofMillis(1_500), java.time.Duration.ofMillis(4_675)), 16_000).samples();
        assertThat(speech(first)).isGreaterThan(0.6);
        var noisy = first.clone();
        var noise = noise(400);
        for (int i = 0; i < noisy.length; i++) noisy[i] += noise[i];
        assertThat(speech(noisy)).isGreaterThan(0.5);

        var silero = new Silero();
        var frame = Arrays.copyOfRange(first, 16_000, 16_000 + Silero.FRAME);
        float once = silero.probability(frame);
        silero.probability(frame);
        silero.reset();
        assertThat(silero.probability(frame)).isEqualTo(once);
    }

    @Test
    void a_frame_of_another_size_is_refused() {
        assertThatThrownBy(() -> new Silero().probability(new short[480])).hasMessageContaining("512");
    }

    @Test
    void the_library_that_runs_the_network_has_nobody_to_report_to() throws IOException {
        var libraries = List.of("linux-x64/libonnxruntime.so", "linux-aarch64/libonnxruntime.so", "osx-aarch64/libonnxruntime.dylib", "win-x64/onnxruntime.dll");
        for (var library : libraries) {
            try (var bytes = OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/" + library)) {
                // Byte for byte: latin letters are what they are.
                assertThat(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1).contains("events.data.microsoft.com")).as(library).isFalse();
            }
        }
    }
}
