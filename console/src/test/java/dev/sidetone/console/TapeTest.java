package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.WavFile;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TapeTest {

    private static short[] of(int value, int samples) {
        var all = new short[samples];
        Arrays.fill(all, (short) value);
        return all;
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    @Test
    void a_track_gives_back_what_was_added_however_it_was_cut() {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            var whole = new short[random.nextInt(1, 100_000)];
            for (int i = 0; i < whole.length; i++) whole[i] = (short) random.nextInt();
            var track = new Track();
            for (int at = 0; at < whole.length; ) {
                int to = Math.min(whole.length, at + random.nextInt(1, 30_000));
                track.add(Arrays.copyOfRange(whole, at, to));
                at = to;
            }
            int from = random.nextInt(whole.length), to = random.nextInt(from, whole.length + 1);
            assertThat(track.between(from, to)).isEqualTo(Arrays.copyOfRange(whole, from, to));
            assertThat(track.between(-5, whole.length + 5)).isEqualTo(whole);
        }
    }

    @Test
    void what_sounds_stands_beside_what_the_caller_s_side_held_when_it_was_told() {
        var tape = new Tape();
        tape.said(of(1, 24_000));
        tape.sounded(1, "r", of(9, 2_400));
        assertThat(tape.span(Set.of("r"))).hasValue(new Tape.Span(ms(900), ms(1_000)));
        assertThat(tape.agent()).hasSize(24_000).endsWith((short) 9).startsWith((short) 0);
    }

    @Test
    void a_stream_that_is_told_a_little_early_or_late_goes_on_without_a_seam() {
        var tape = new Tape();
        tape.said(of(1, 24_000));
        tape.sounded(1, "r", of(9, 2_400));
        tape.said(of(1, 3_000));
        tape.sounded(1, "r", of(9, 2_400));
        tape.said(of(1, 1_500));
        tape.sounded(1, "r", of(9, 2_400));
        assertThat(tape.span(Set.of("r"))).hasValue(new Tape.Span(ms(900), ms(1_200)));
    }

    @Test
    void after_a_pause_it_stands_where_it_was_heard_and_never_over_what_came_before() {
        var tape = new Tape();
        tape.said(of(1, 24_000));
        tape.sounded(1, "r", of(9, 2_400));
        tape.said(of(1, 24_000));
        tape.sounded(1, "r", of(9, 2_400));
        assertThat(tape.span(Set.of("r"))).hasValue(new Tape.Span(ms(900), ms(2_000)));
        tape.sounded(2, "s", of(7, 2_400));
        assertThat(tape.span(Set.of("s"))).hasValue(new Tape.Span(ms(2_000), ms(2_100)));
        assertThat(tape.replies(Set.of("r")).orElseThrow().samples()).hasSize(4_800).containsOnly((short) 9);
    }

    @Test
    void the_stereo_file_has_the_caller_left_and_the_agent_right() {
        var tape = new Tape();
        tape.said(of(100, 4_800));
        tape.sounded(1, "r", of(900, 2_400));
        var file = WavBytes.stereo(tape.caller().orElseThrow().samples(), tape.agent());
        // Read as mono it is the mean of both sides.
        var mean = WavFile.read(file, "audio.wav");
        assertThat(mean.rate()).isEqualTo(Pcm.RATE);
        assertThat(mean.samples()).hasSize(4_800);
        assertThat(mean.samples()[0]).isEqualTo((short) 50);
        assertThat(mean.samples()[4_799]).isEqualTo((short) 500);
        assertThat(file[44]).isEqualTo((byte) 100);
        assertThat(file[46]).isEqualTo((byte) 0);
    }

    @Test
    void what_is_erased_takes_no_room_and_takes_nothing_in() {
        var tape = new Tape();
        tape.said(of(1, 24_000));
        tape.sounded(1, "r", of(9, 2_400));
        assertThat(tape.bytes()).isGreaterThanOrEqualTo(2 * 26_400);
        tape.erase();
        tape.said(of(1, 24_000));
        assertThat(tape.bytes()).isZero();
        assertThat(tape.caller()).isEmpty();
        assertThat(tape.length()).isEqualTo(Duration.ofSeconds(1));
    }
}
