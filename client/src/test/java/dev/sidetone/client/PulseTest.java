package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.client.Pulse.Verdict;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final SetClock clock = new SetClock();
    private final Pulse pulse = new Pulse(new Liveness(Duration.ofSeconds(10), Duration.ofSeconds(20)), clock);

    private Verdict after(long millis) {
        clock.pass(Duration.ofMillis(millis));
        return pulse.check();
    }

    @Test
    void a_silence_is_asked_about_once_and_then_ends_the_connection() {
        assertThat(after(9_999)).isEqualTo(Verdict.ALIVE);
        assertThat(after(1)).isEqualTo(Verdict.ASK);
        assertThat(after(19_999)).isEqualTo(Verdict.ALIVE);
        assertThat(after(1)).isEqualTo(Verdict.GONE);
        assertThat(pulse.silence()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatever_comes_is_an_answer_and_the_next_silence_is_asked_about_again() {
        assertThat(after(10_000)).isEqualTo(Verdict.ASK);
        clock.pass(Duration.ofSeconds(19));
        pulse.heard();
        assertThat(after(5_000)).isEqualTo(Verdict.ALIVE);
        assertThat(after(5_000)).isEqualTo(Verdict.ASK);
        assertThat(after(20_000)).isEqualTo(Verdict.GONE);
    }

    @Test
    void an_answer_in_the_instant_of_the_question_counts() {
        assertThat(after(10_000)).isEqualTo(Verdict.ASK);
        pulse.heard();
        assertThat(after(20_000)).isEqualTo(Verdict.ASK);
    }

    @Test
    void who_did_not_look_for_long_asks_before_giving_up() {
        assertThat(after(3_600_000)).isEqualTo(Verdict.ASK);
    }

    @Test
    void a_peer_that_is_heard_in_every_thirty_seconds_is_never_given_up() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            for (int i = 0; i < 50; i++) {
                for (int silent = random.nextInt(29_900); silent > 0; silent -= 50) {
                    clock.pass(Duration.ofMillis(50));
                    assertThat(pulse.check()).as("seed %d", seed).isNotEqualTo(Verdict.GONE);
                }
                pulse.heard();
            }
        }
    }

    @Test
    void a_liveness_without_time_is_refused() {
        assertThatThrownBy(() -> new Liveness(Duration.ZERO, Duration.ofSeconds(1))).hasMessageContaining("must be positive");
    }
}
