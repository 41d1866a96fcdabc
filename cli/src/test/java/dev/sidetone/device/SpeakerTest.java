package dev.sidetone.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Voice on its way into a line that stands still, stumbles, runs, or is emptied. */
@Timeout(30)
class SpeakerTest {

    private static final Sound SOUND = new Sound(Pcm.RATE, 1);
    private static final int MILLI = Pcm.RATE / 1000;
    private static final int AHEAD = 200 * MILLI;
    private static final int LEAST = 30 * MILLI;

    private final StillLine still = new StillLine();
    private final VoiceQueue voice = new VoiceQueue(SOUND);
    private final LineWriter writer = writer(still, voice);

    private static LineWriter writer(StillLine line, VoiceQueue voice) {
        return new LineWriter(new LineContent(line.line, SOUND.bytesPerFrame()), SOUND, voice);
    }

    private static short[] speech(int samples) {
        var speech = new short[samples];
        Arrays.fill(speech, (short) 1);
        return speech;
    }

    /** So that nobody speaks, and nothing lies in the line. */
    private void idle() {
        writer.begin();
        still.plays(LEAST);
        writer.look();
        assertThat(still.lies()).isZero();
    }

    @Test
    void neither_play_nor_stop_nor_what_has_sounded_waits_for_a_line_that_stands_still() throws Exception {
        still.full = true;
        try (var speaker = new Speaker(List.of(still.line), SOUND, "still")) {
            speaker.start();
            still.stuck.await();
            for (int i = 0; i < 100; i++) speaker.play(Pcm.silence(Duration.ofMillis(100)));
            speaker.stop();
            assertThat(speaker.sounded()).contains(Duration.ZERO);
        }
    }

    @Test
    void a_line_starts_with_silence_in_it_and_runs_empty_while_nobody_speaks() {
        writer.begin();
        assertThat(still.writtenAtStart).isEqualTo(LEAST);
        for (int i = 0; i < 100; i++) {
            still.plays(20 * MILLI);
            writer.look();
        }
        assertThat(still.writes).containsExactly(LEAST);
        assertThat(writer.gaps()).isZero();
    }

    @Test
    void a_reply_comes_first_in_the_line_and_is_written_a_fifth_of_a_second_ahead() {
        idle();
        voice.add(speech(Pcm.RATE));
        writer.look();
        assertThat(still.lies()).isEqualTo(AHEAD);
        assertThat(still.plays(1)).isEqualTo(1);
        still.plays(20 * MILLI - 1);
        writer.look();
        assertThat(still.lies()).isEqualTo(AHEAD);
        assertThat(voice.sounded()).isEqualTo(20 * MILLI);
        assertThat(writer.gaps()).as("it was empty before, but nobody spoke").isZero();
    }

    @Test
    void a_reply_that_comes_in_small_pieces_begins_with_no_silence_in_it() {
        idle();
        for (int i = 0; i < 6; i++) {
            voice.add(speech(5 * MILLI));
            writer.look();
        }
        assertThat(still.plays(LEAST)).isEqualTo(LEAST);
    }

    @Test
    void the_end_of_a_reply_has_silence_behind_it_once() {
        idle();
        voice.add(speech(15 * MILLI));
        writer.look();
        writer.look();
        assertThat(still.lies()).isEqualTo(LEAST);
        assertThat(still.plays(LEAST)).isEqualTo(15 * MILLI);
        voice.add(speech(40 * MILLI));
        writer.look();
        still.plays(20 * MILLI);
        writer.look();
        writer.look();
        assertThat(still.lies()).isEqualTo(LEAST);
        still.plays(LEAST);
        writer.look();
        assertThat(still.lies()).isZero();
        assertThat(voice.sounded()).isEqualTo(55 * MILLI);
        assertThat(writer.gaps()).isZero();
    }

    @Test
    void a_line_that_runs_dry_in_the_middle_of_what_is_said_is_a_gap() {
        idle();
        voice.add(speech(Pcm.RATE));
        writer.look();
        still.plays(AHEAD);
        writer.look();
        assertThat(writer.gaps()).isEqualTo(1);
        still.plays(100 * MILLI);
        writer.look();
        assertThat(writer.gaps()).isEqualTo(1);
        assertThat(still.lies()).isEqualTo(AHEAD);
    }

    /** As PulseAudio does after it had nothing left, when the client has not noticed. */
    @Test
    void a_line_that_stands_still_with_sound_in_it_is_given_more_until_it_is_nearly_full() {
        idle();
        voice.add(speech(Pcm.RATE));
        for (int i = 0; i <= LineWriter.STILL; i++) writer.look();
        assertThat(still.lies()).isEqualTo(AHEAD + LEAST);
        assertThat(writer.gaps()).isEqualTo(1);
        for (int i = 0; i <= 20 * LineWriter.STILL; i++) writer.look();
        assertThat(still.lies()).isEqualTo(StillLine.CAPACITY - 10 * MILLI);
        assertThat(writer.gaps()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_was_stopped_is_thrown_out_of_the_line_and_what_comes_after_it_is_not(boolean countsTooMuch) {
        still.countsTooMuch = countsTooMuch;
        idle();
        voice.add(speech(Pcm.RATE));
        writer.look();
        still.plays(25 * MILLI);
        writer.look();
        voice.stop();
        assertThat(voice.sounded()).isEqualTo(25 * MILLI);
        voice.add(speech(50 * MILLI));
        assertThat(voice.next(0, 20)).as("what comes after a stop is not written before the line was emptied").isEmpty();
        writer.look();
        assertThat(still.flushes).isEqualTo(1);
        assertThat(still.lies()).isEqualTo(50 * MILLI);
        assertThat(voice.sounded()).isEqualTo(25 * MILLI);
        still.plays(20 * MILLI);
        writer.look();
        assertThat(voice.sounded()).isEqualTo(45 * MILLI);
        for (int i = 0; i < 10; i++) {
            still.plays(20 * MILLI);
            writer.look();
        }
        assertThat(voice.sounded()).isEqualTo(75 * MILLI);
        voice.stop();
        writer.look();
        assertThat(still.flushes).as("nothing lay in it").isEqualTo(1);
    }

    /** What comes out of the line is counted sample by sample. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void for_any_voice_pauses_and_stops_what_has_sounded_is_what_came_out_and_never_goes_back(boolean countsTooMuch) {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var line = new StillLine();
            line.countsTooMuch = countsTooMuch;
            var queue = new VoiceQueue(SOUND);
            var writing = writer(line, queue);
            long given = 0, cameOut = 0, forgotten = 0;
            writing.begin();
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(3) > 0) {
                    int samples = 1 + random.nextInt(random.nextInt(5) == 0 ? Pcm.RATE / 2 : Pcm.RATE / 50);
                    queue.add(speech(samples));
                    given += samples;
                }
                writing.look();
                cameOut += line.plays(random.nextInt(random.nextInt(5) == 0 ? StillLine.CAPACITY : Pcm.RATE / 50));
                writing.look();
                assertThat(queue.sounded()).as("seed %d, step %d", seed, i).isEqualTo(cameOut);
                assertThat(line.lies()).as("seed %d, step %d: in the line", seed, i).isLessThan(StillLine.CAPACITY);
                if (random.nextInt(10) > 0) continue;
                queue.stop();
                forgotten = given - cameOut;
                line.plays(random.nextInt(Pcm.RATE / 50));
                assertThat(queue.sounded()).as("seed %d, step %d: stopped", seed, i).isEqualTo(cameOut);
            }
            for (int i = 0; i < 1000; i++) {
                line.plays(StillLine.CAPACITY);
                writing.look();
            }
            assertThat(queue.sounded()).as("seed %d: all that was not forgotten", seed).isEqualTo(given - forgotten);
        }
    }
}
