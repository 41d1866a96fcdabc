package dev.sidetone.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much of the voice in a line has come out. */
class WrittenTest {

    private static final int STEP = 240;

    private final Written written = new Written();

    @Test
    void what_lies_in_the_line_is_not_heard_yet() {
        written.add(STEP, STEP, STEP);
        written.add(STEP, STEP, STEP);
        assertThat(written.voiceAt(0)).isZero();
        assertThat(written.voiceAt(100)).isEqualTo(100);
        assertThat(written.voiceAt(480)).isEqualTo(480);
    }

    @Test
    void silence_between_is_no_voice() {
        written.add(STEP, STEP, 0);
        written.add(STEP, STEP, 100);
        written.add(STEP, STEP, 0);
        assertThat(written.voiceAt(240)).isZero();
        assertThat(written.voiceAt(290)).isEqualTo(50);
        assertThat(written.voiceAt(340)).isEqualTo(100);
        assertThat(written.voiceAt(720)).isEqualTo(100);
    }

    @Test
    void a_device_of_another_rate_is_counted_in_our_own_samples() {
        written.add(2 * STEP, STEP, STEP);
        assertThat(written.voiceAt(STEP)).isEqualTo(STEP / 2);
    }

    @Test
    void what_is_forgotten_is_not_counted_when_it_comes_out() {
        written.add(STEP, STEP, STEP);
        written.forget(100);
        assertThat(written.voiceAt(240)).isEqualTo(100);
        written.add(STEP, STEP, STEP);
        assertThat(written.voiceAt(300)).isEqualTo(160);
    }

    /** A line of samples, each voice or silence: what comes out is counted sample by sample, and compared. */
    @Test
    void for_any_steps_positions_and_interruptions_the_count_is_exact_and_never_goes_back() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var counted = new Written();
            var line = new LinkedList<Boolean>();
            long position = 0, heard = 0;
            for (int i = 0; i < 100; i++) {
                int voice = random.nextInt(3) == 0 ? random.nextInt(STEP) : random.nextBoolean() ? STEP : 0;
                counted.add(STEP, STEP, voice);
                for (int sample = 0; sample < STEP; sample++) line.add(sample < voice);
                for (int left = random.nextInt(2 * STEP); left > 0 && !line.isEmpty(); left--, position++) heard += line.remove() ? 1 : 0;
                assertThat(counted.voiceAt(position)).as("seed %d, step %d", seed, i).isEqualTo(heard);
                if (random.nextInt(10) > 0) continue;
                counted.forget(position);
                line.replaceAll(voiced -> false);
            }
        }
    }
}
