package dev.sidetone.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtterancesTest {
    private static final Pattern TURN = Pattern.compile("\"start_ms\":\\s*(\\d+),\\s*\"end_ms\":\\s*(\\d+)");

    private record Recorded(String name, Pcm audio, List<Utterances.Span> turns) {}

    @Test
    void silence_has_no_utterances() {
        assertThat(Utterances.find(Pcm.of(new short[0]))).isEmpty();
        assertThat(Utterances.find(Pcm.silence(Duration.ofSeconds(10)))).isEmpty();
        assertThat(Utterances.find(hiss(new short[240_000], 1, new Random(1)))).isEmpty();
        assertThat(Utterances.find(hiss(new short[240_000], 1_000, new Random(1)))).isEmpty();
    }

    @Test
    void a_click_is_not_an_utterance() {
        var samples = hiss(new short[240_000], 10, new Random(2)).samples();
        for (int i = 120_000; i < 120_240; i++) samples[i] = (short) (i % 2 == 0 ? 30_000 : -30_000);
        assertThat(Utterances.find(Pcm.of(samples))).isEmpty();
    }

    @Test
    void one_utterance_is_found_with_its_margins() {
        assertThat(Utterances.find(voice(1_000, 2_000, 3_500))).singleElement().satisfies(span -> {
            assertThat(span.start()).isBetween(Duration.ofMillis(780), Duration.ofMillis(820));
            assertThat(span.end()).isBetween(Duration.ofMillis(2_280), Duration.ofMillis(2_320));
        });
    }

    @Test
    void a_short_yes_is_found() {
        assertThat(Utterances.find(voice(1_000, 1_150, 3_000))).hasSize(1);
    }

    @Test
    void a_pause_within_a_spelled_number_does_not_end_the_utterance() {
        assertThat(Utterances.find(voice(500, 1_000, 1_600, 2_100, 2_750, 3_000, 4_000))).hasSize(1);
    }

    @Test
    void a_long_pause_ends_the_utterance() {
        assertThat(Utterances.find(voice(500, 1_000, 1_800, 2_300, 3_500))).hasSize(2);
    }

    @Test
    void a_cut_out_yes_with_no_pause_around_it_is_one_utterance() {
        var span = Utterances.find(voice(0, 600, 660)).getFirst();
        assertThat(span).isEqualTo(new Utterances.Span(Duration.ZERO, Duration.ofMillis(660)));
    }

    @Test
    void a_constant_offset_is_not_sound() {
        var samples = voice(1_000, 2_000, 3_000).samples();
        for (int i = 0; i < samples.length; i++) samples[i] += 3_000;
        assertThat(Utterances.find(Pcm.of(samples))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 44_100})
    void every_turn_of_the_recorded_calls_is_found_once(int rate) throws IOException {
        for (var call : calls()) assertFound(call, Resampler.resample(call.audio, rate));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.01, 0.004})
    void every_turn_of_a_quiet_recording_is_found_once(double gain) throws IOException {
        for (var call : calls()) assertFound(call, scaled(call.audio, gain));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 25, 20})
    void every_turn_is_found_once_in_noise(int signalToNoise) throws IOException {
        for (var call : calls()) {
            var samples = call.audio.samples().clone();
            double spoken = 0;
            long count = 0;
            for (var turn : call.turns) {
                var speech = call.audio.between(turn.start(), turn.end()).samples();
                spoken += Math.pow(Tones.rms(speech), 2) * speech.length;
                count += speech.length;
            }
            assertFound(call, hiss(samples, Math.sqrt(spoken / count) * Math.pow(10, -signalToNoise / 20.0), new Random(4)));
        }
    }

    private static void assertFound(Recorded call, Pcm audio) {
        var found = Utterances.find(audio);
        assertThat(found).as("%s: %s", call.name, found).hasSameSizeAs(call.turns);
        for (int i = 0; i < found.size(); i++) {
            // The reference has some silence at the end of each turn.
            var turn = call.turns.get(i);
            assertThat(found.get(i).start()).as("start of turn %d", i)
                .isBetween(turn.start().minusMillis(300), turn.start().plusMillis(250));
            assertThat(found.get(i).end()).as("end of turn %d", i)
                .isBetween(turn.end().minusMillis(500), turn.end().plusMillis(400));
        }
    }

    /** Faint hiss with a vowel-like tone between each pair of moments, in milliseconds; the last number is the length. */
    private static Pcm voice(int... moments) {
        var samples = hiss(new short[moments[moments.length - 1] * 24], 8, new Random(5)).samples();
        for (int pair = 0; pair + 1 < moments.length; pair += 2) {
            for (int i = moments[pair] * 24; i < moments[pair + 1] * 24; i++) {
                samples[i] += (short) (3_000 * Math.sin(i * 2 * Math.PI * 200 / 24_000));
            }
        }
        return Pcm.of(samples);
    }

    private static Pcm hiss(short[] samples, double rms, Random random) {
        for (int i = 0; i < samples.length; i++) samples[i] = Resampler.clip(samples[i] + rms * random.nextGaussian());
        return Pcm.of(samples);
    }

    private static Pcm scaled(Pcm audio, double gain) {
        var samples = audio.samples().clone();
        for (int i = 0; i < samples.length; i++) samples[i] = (short) Math.round(samples[i] * gain);
        return Pcm.of(samples);
    }

    private static List<Recorded> calls() throws IOException {
        var calls = new ArrayList<Recorded>();
        try (Stream<Path> dirs = Files.list(Shared.path("data/calls")).sorted()) {
            for (var dir : dirs.toList()) {
                var turns = TURN.matcher(Files.readString(dir.resolve("call.json"))).results()
                    .map(turn -> new Utterances.Span(millis(turn.group(1)), millis(turn.group(2))))
                    .toList();
                assertThat(turns).isNotEmpty();
                calls.add(new Recorded(dir.getFileName().toString(), WavFile.open(dir.resolve("caller.wav")), turns));
            }
        }
        return calls;
    }

    private static Duration millis(String number) {
        return Duration.ofMillis(Long.parseLong(number));
    }
}
