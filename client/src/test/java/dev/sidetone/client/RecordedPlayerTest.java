package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Utterances;
import dev.sidetone.turn.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecordedPlayerTest {

    private final FakeStage stage = new FakeStage();

    private static Utterances.Span span(long start, long end) {
        return new Utterances.Span(Duration.ofMillis(start), Duration.ofMillis(end));
    }

    /** Three utterances of 2 s; a pause of 1 s lies inside the second when wanted. */
    private static RecordedCaller caller(Pace pace, boolean pause) {
        var samples = new short[12 * Pcm.RATE];
        Arrays.fill(samples, (short) 1000);
        if (pause) Arrays.fill(samples, (int) (4.5 * Pcm.RATE), (int) (5.5 * Pcm.RATE), (short) 0);
        return new RecordedCaller(Pcm.of(samples), List.of(span(0, 2000), span(4000, pause ? 7000 : 6000), span(8000, 10000)), pace);
    }

    private RecordedCaller.Played play(Pace pace) throws InterruptedException {
        return new RecordedPlayer(caller(pace, false), stage).play();
    }

    @Test
    void at_speaking_pace_the_next_utterance_waits_until_the_agent_was_heard_out() throws Exception {
        var played = play(Pace.REALTIME);
        assertThat(played.remarks()).isEmpty();
        assertThat(played.utterances()).isEqualTo(3);
        assertThat(stage.items()).isEqualTo(3);
        for (int i = 1; i < 3; i++) {
            assertThat(Duration.between(stage.agentQuiet.get(i - 1), stage.speechStarts.get(i))).isBetween(Duration.ofMillis(300), Duration.ofMillis(600));
        }
    }

    @Test
    void fast_it_does_not_wait_for_the_sound_and_sends_no_more_silence_than_the_server_needs() throws Exception {
        stage.computes = 0.25;
        var began = stage.now();
        var played = play(Pace.FAST);
        assertThat(played.remarks()).isEmpty();
        assertThat(stage.items()).isEqualTo(3);
        assertThat(played.speech()).isEqualTo(Duration.ofSeconds(6));
        assertThat(played.silence()).isEqualTo(Duration.ofMillis(300 + 3 * 800));
        assertThat(Duration.between(began, stage.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void an_utterance_that_the_server_splits_makes_two_turns_and_the_next_one_waits_for_both() throws Exception {
        for (var pace : Pace.values()) {
            var stage = new FakeStage();
            stage.computes = pace == Pace.FAST ? 0.25 : 0;
            var played = new RecordedPlayer(caller(pace, true), stage).play();
            assertThat(played.remarks()).isEmpty();
            assertThat(stage.items()).isEqualTo(4);
            assertThat(stage.speechStarts.getLast()).isAfter(stage.agentQuiet.get(2).minus(stage.replyLength));
            assertThat(stage.floor().agentFinished()).isTrue();
        }
    }

    @Test
    void an_agent_that_never_answers_does_not_hold_the_call() throws Exception {
        stage.answers = false;
        for (var pace : Pace.values()) {
            var stage = new FakeStage();
            stage.answers = false;
            var played = new RecordedPlayer(caller(pace, false), stage).play();
            assertThat(played.utterances()).isEqualTo(3);
            assertThat(played.remarks()).hasSize(3).allMatch(remark -> remark.contains("the agent did not finish an answer in time"));
        }
    }

    @Test
    void a_server_that_takes_no_notice_is_waited_for_once_and_then_hardly() throws Exception {
        for (var pace : Pace.values()) {
            var stage = new FakeStage();
            stage.deaf = true;
            var began = stage.now();
            var played = new RecordedPlayer(caller(pace, false), stage).play();
            assertThat(played.utterances()).isEqualTo(3);
            assertThat(played.remarks()).containsExactly(
                    "utterance 1: the server took no notice of it, with 9800 ms of silence after it; it is waited for less from now on",
                    "utterance 2: the server took no notice of it, with 800 ms of silence after it",
                    "utterance 3: the server took no notice of it, with 800 ms of silence after it");
            assertThat(Duration.between(began, stage.now())).isLessThan(Duration.ofSeconds(60));
        }
    }

    @Test
    void a_server_that_wakes_up_is_waited_for_again() throws Exception {
        for (var pace : Pace.values()) {
            var stage = new FakeStage();
            stage.computes = pace == Pace.FAST ? 0.25 : 0;
            stage.deafUntil = Duration.ofSeconds(3);
            var played = new RecordedPlayer(caller(pace, false), stage).play();
            assertThat(played.remarks()).hasSize(1).allMatch(remark -> remark.startsWith("utterance 1: the server took no notice of it"));
            assertThat(stage.items()).isEqualTo(2);
        }
    }

    @Test
    void an_agent_is_waited_for_as_long_as_the_turns_of_the_call_wait() throws Exception {
        stage.answers = false;
        stage.limits = Limits.DEFAULT.withReplyStart(Duration.ofSeconds(2));
        var began = stage.now();
        assertThat(play(Pace.FAST).remarks()).hasSize(3);
        // Three times the wait for a reply to begin, and for what then does not end.
        var silent = Duration.between(began, stage.now());
        stage.limits = Limits.DEFAULT.withReplyStart(Duration.ofSeconds(5));
        var patient = new FakeStage();
        patient.answers = false;
        patient.limits = stage.limits;
        began = patient.now();
        new RecordedPlayer(caller(Pace.FAST, false), patient).play();
        assertThat(Duration.between(began, patient.now()).minus(silent)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void a_call_that_ends_ends_the_caller() throws Exception {
        stage.hangUpAfter = Duration.ofSeconds(3);
        var played = play(Pace.REALTIME);
        assertThat(played.utterances()).isEqualTo(1);
        assertThat(played.remarks()).containsExactly("the call ended after 1 of 3 utterances");
    }

    @Test
    void utterances_are_found_by_the_silence_between_them() {
        var samples = new short[6 * Pcm.RATE];
        var random = new java.util.Random(1);
        for (int i = 0; i < samples.length; i++) {
            int second = i / Pcm.RATE;
            double voice = second == 1 || second == 4 ? 8000 * Math.sin(i * 0.05) : 0;
            samples[i] = (short) (voice + random.nextGaussian() * 20);
        }
        assertThat(RecordedCaller.of(Pcm.of(samples), Pace.FAST).utterances()).hasSize(2);
    }
}
