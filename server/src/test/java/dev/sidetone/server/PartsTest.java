package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.audio.Pcm;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The small pure parts. */
class PartsTest {

    @Test
    void ids_begin_with_their_second_and_never_repeat() {
        var ids = new Ids(() -> Instant.ofEpochSecond(1_785_217_658 - 3_600));

        assertThat(ids.session()).matches("sess_E6U14[0-9A-Za-z]{16}");
        assertThat(ids.call()).matches("call_[0-9A-Za-z]{16}");
        var many = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) many.add(ids.event());
        assertThat(many).hasSize(10_000).allMatch(id -> id.length() == "event_".length() + 21);
    }

    @Test
    void ids_of_a_later_second_sort_later() {
        var now = new long[] {1_785_217_658};
        var ids = new Ids(() -> Instant.ofEpochSecond(now[0]));
        var random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            var earlier = ids.item();
            now[0] += 1 + random.nextInt(100_000);
            assertThat(ids.item()).isGreaterThan(earlier);
        }
    }

    @Test
    void the_input_buffer_gives_back_what_was_put_at_every_offset() {
        var random = new Random(99);
        var buffer = new InputAudioBuffer();
        var all = new short[200_000];
        for (int i = 0; i < all.length; i++) all[i] = (short) random.nextInt();
        int end = 0;
        while (end < all.length) {
            int more = Math.min(all.length - end, random.nextInt(5_000));
            buffer.append(Arrays.copyOfRange(all, end, end + more));
            end += more;
            assertThat(buffer.end()).isEqualTo(end);
            if (random.nextInt(4) == 0) buffer.dropBefore(buffer.start() + random.nextInt(buffer.length() + 1));
            int from = (int) buffer.start() + random.nextInt(buffer.length() + 1), to = from + random.nextInt(3_000);
            assertThat(buffer.between(from, to).samples()).isEqualTo(Arrays.copyOfRange(all, from, Math.min(to, end)));
        }
    }

    @Test
    void the_detector_hears_tones_of_speech_whole_in_time_and_nothing_above() {
        for (int hertz : new int[] {100, 1_000, 3_400, 6_000}) assertThat(level(hertz)).as(hertz + " Hz").isBetween(-1.0, 1.0);
        for (int hertz : new int[] {9_500, 11_000}) assertThat(level(hertz)).as(hertz + " Hz").isLessThan(-40.0);
    }

    /** Of a tone after the way to the detector, in decibels; a shift in time would show as a difference. */
    private static double level(int hertz) {
        var input = new short[24_000];
        for (int i = 0; i < input.length; i++) input[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / 24_000.0));
        var random = new Random(hertz);
        var feed = new DetectorFeed();
        var output = new java.util.ArrayList<Short>();
        for (int from = 0; from < input.length; ) {
            int to = Math.min(input.length, from + 1 + random.nextInt(700));
            for (short sample : feed.push(Arrays.copyOfRange(input, from, to))) output.add(sample);
            from = to;
        }
        assertThat(output.size()).isBetween(16_000 - 12, 16_000);
        double inPhase = 0, squares = 0;
        for (int j = 100; j < 15_900; j++) {
            inPhase += output.get(j) * Math.sin(2 * Math.PI * hertz * j / 16_000.0);
            squares += (double) output.get(j) * output.get(j);
        }
        double amplitude = hertz < 8_000 ? 2 * inPhase / 15_800 : Math.sqrt(2 * squares / 15_800);
        return 20 * Math.log10(Math.abs(amplitude) / 10_000);
    }

    @Test
    void voice_cut_into_deltas_is_the_voice() {
        for (var format : AudioFormat.values()) {
            var random = new Random(5);
            var wire = new ByteArrayOutputStream();
            var kept = new int[1];
            var voice = new OutputVoice(format, 1, (pcm, bytes) -> {
                wire.writeBytes(bytes);
                kept[0] += pcm.samples().length;
            });
            int total = 0;
            for (int i = 0; i < 40; i++) {
                var piece = Sounds.tone(1 + random.nextInt(300));
                total += piece.samples().length;
                voice.add(piece);
            }
            voice.end();
            assertThat(kept[0]).isEqualTo(total);
            assertThat(format.decode(wire.toByteArray()).samples().length).isEqualTo((int) Math.ceilDiv((long) total * format.rate(), (long) Pcm.RATE));
        }
    }

    @Test
    void what_was_heard_of_a_reply_ends_with_a_whole_word() {
        var speech = new AgentSpeech();
        speech.say("Good morning ");
        speech.sound(Sounds.tone(1_000));
        speech.say("dear caller");
        speech.sound(Sounds.tone(1_000));

        speech.truncate(Duration.ofMillis(1_500));

        assertThat(speech.heard()).isEqualTo("Good morning dear");
        assertThat(speech.transcript()).isEmpty();
        assertThat(speech.length()).isEqualTo(Duration.ofMillis(1_500));
        speech.truncate(Duration.ZERO);
        assertThat(speech.heard()).isEmpty();
    }

    @Test
    void text_is_cut_into_words_and_nothing_is_lost() {
        assertThat(Pieces.words(" Hello, my  name")).containsExactly(" Hello,", " my", "  name");
        var random = new Random(3);
        for (int i = 0; i < 200; i++) {
            var text = new StringBuilder();
            for (int n = 1 + random.nextInt(60); n > 0; n--) text.appendCodePoint(random.nextInt(3) == 0 ? ' ' : random.nextInt(5) == 0 ? 0x1F600 : 'a');
            assertThat(String.join("", Pieces.words(text.toString()))).isEqualTo(text.toString());
            assertThat(String.join("", Pieces.ofArguments(text.toString()))).isEqualTo(text.toString());
            assertThat(Pieces.ofArguments(text.toString())).noneMatch(piece -> Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
        }
    }

    @Test
    void loud_sound_is_speech_and_quiet_or_steady_hiss_is_not() {
        var detector = new EnergyDetector();
        var random = new Random(11);

        assertThat(share(detector, () -> hiss(random, 20))).isZero();
        assertThat(share(detector, () -> hiss(random, 4_000))).isGreaterThan(0.9);
        detector.reset();
        // A noisy line: at first taken for speech, then learnt.
        share(detector, () -> hiss(random, 200));
        share(detector, () -> hiss(random, 200));
        assertThat(share(detector, () -> hiss(random, 200))).isLessThan(0.1);
        assertThat(share(detector, () -> hiss(random, 4_000))).isGreaterThan(0.9);
    }

    /** Of a hundred frames. */
    private static double share(EnergyDetector detector, java.util.function.Supplier<short[]> frames) {
        int speech = 0;
        for (int i = 0; i < 100; i++) if (detector.probability(frames.get()) >= 0.5) speech++;
        return speech / 100.0;
    }

    private static short[] hiss(Random random, int loudness) {
        var frame = new short[SpeechDetector.FRAME];
        for (int i = 0; i < frame.length; i++) frame[i] = (short) (random.nextGaussian() * loudness);
        return frame;
    }
}
