package dev.sidetone.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Voice on its way into a line that stands still, stumbles, or runs. */
@Timeout(30)
class SpeakerTest {

    private static final Sound SOUND = new Sound(Pcm.RATE, 1);
    private static final int MILLI = Pcm.RATE / 1000;

    private final StillLine still = new StillLine();
    private final VoiceQueue voice = new VoiceQueue(SOUND);
    private final LineWriter writer = new LineWriter(still.line, SOUND, voice);

    @Test
    void neither_play_nor_stop_nor_what_has_sounded_waits_for_a_line_that_stands_still() throws Exception {
        still.full = true;
        try (var speaker = new Speaker(still.line, SOUND, "still")) {
            speaker.start();
            still.stuck.await();
            for (int i = 0; i < 100; i++) speaker.play(Pcm.silence(Duration.ofMillis(100)));
            speaker.stop();
            assertThat(speaker.sounded()).contains(Duration.ZERO);
        }
    }

    @Test
    void forty_milliseconds_lie_in_the_line_from_before_it_starts_and_what_comes_out_is_replaced() {
        writer.begin();
        assertThat(still.writtenAtStart).isEqualTo(40 * MILLI);
        still.position += 20 * MILLI;
        writer.look();
        still.position += 15 * MILLI;
        writer.look();
        writer.look();
        still.position += 5 * MILLI;
        writer.look();
        assertThat(still.writes.subList(1, still.writes.size())).containsExactly(20 * MILLI, 10 * MILLI, 10 * MILLI);
    }

    @Test
    void a_line_that_ran_dry_is_kept_fuller_up_to_a_tenth_of_a_second() {
        writer.begin();
        for (int i = 0; i < 10; i++) {
            still.position = still.written();
            writer.look();
        }
        assertThat(still.writes).startsWith(40 * MILLI, 60 * MILLI, 80 * MILLI, 100 * MILLI).endsWith(100 * MILLI);
        assertThat(writer.gaps()).as("nobody spoke").isZero();
        voice.add(new short[Pcm.RATE]);
        still.position = still.written();
        writer.look();
        assertThat(writer.gaps()).isEqualTo(1);
    }

    /** As PulseAudio does after it had nothing left, when the client has not noticed. */
    @Test
    void a_line_that_stands_still_with_sound_in_it_is_filled_up_once() {
        writer.begin();
        voice.add(new short[Pcm.RATE]);
        for (int i = 1; i < LineWriter.STILL; i++) writer.look();
        assertThat(still.writes).containsExactly(40 * MILLI);
        for (int i = 0; i < LineWriter.STILL; i++) writer.look();
        assertThat(still.writes).containsExactly(40 * MILLI, 60 * MILLI);
        assertThat(writer.gaps()).isEqualTo(1);
        still.position = 30 * MILLI;
        writer.look();
        assertThat(still.writes).as("70 ms are there, 60 are wanted now").hasSize(2);
    }

    @Test
    void a_line_that_runs_calmly_is_kept_shorter_again_and_a_length_that_fails_twice_is_not_tried_again() {
        var lead = new Lead();
        lead.ranDry();
        lead.ranDry();
        assertThat(lead.millis()).isEqualTo(80);
        calm(lead, 2);
        assertThat(lead.millis()).isEqualTo(40);
        lead.ranDry();
        calm(lead, 5);
        assertThat(lead.millis()).isEqualTo(60);
    }

    private static void calm(Lead lead, int times) {
        for (int i = 0; i < times * Lead.CALM; i++) lead.ranOn();
    }

    @Test
    void what_was_stopped_does_not_sound_when_the_line_goes_on() {
        voice.add(new short[Pcm.RATE]);
        writer.begin();
        still.position = 25 * MILLI;
        writer.look();
        voice.forget();
        assertThat(voice.sounded()).isEqualTo(25 * MILLI);
        still.position = 45 * MILLI;
        writer.look();
        assertThat(voice.sounded()).isEqualTo(25 * MILLI);
        voice.add(new short[10 * MILLI]);
        for (int i = 0; i < 20; i++) {
            still.position += 10 * MILLI;
            writer.look();
        }
        assertThat(voice.sounded()).isEqualTo(35 * MILLI);
    }

    /** What the line was given is kept sample by sample; voice is 1, silence 0. */
    @Test
    void for_any_voice_pauses_and_stops_what_has_sounded_is_what_came_out_and_never_goes_back() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var line = new StillLine();
            var queue = new VoiceQueue(SOUND);
            var writing = new LineWriter(line.line, SOUND, queue);
            long given = 0, last = 0, forgotten = 0;
            writing.begin();
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(3) > 0) {
                    int samples = 1 + random.nextInt(Pcm.RATE / 50);
                    queue.add(new short[samples]);
                    given += samples;
                }
                writing.look();
                long inside = line.written() - line.position;
                line.position += random.nextInt((int) inside + 1);
                writing.look();
                long sounded = queue.sounded();
                assertThat(sounded).as("seed %d, step %d", seed, i).isBetween(last, Math.min(given - forgotten, line.position));
                last = sounded;
                if (random.nextInt(10) > 0) continue;
                queue.forget();
                forgotten = given - sounded;
            }
            line.position = line.written();
            while (queue.at(line.position)) {
                writing.look();
                line.position = line.written();
            }
            queue.at(line.position);
            assertThat(queue.sounded()).as("seed %d: all that was not forgotten", seed).isEqualTo(given - forgotten);
        }
    }
}
