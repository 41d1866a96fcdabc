package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Utterances.Span;
import dev.sidetone.client.Timeline;
import dev.sidetone.turn.CallReference;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Three utterances of noise, a second each, with a second of silence before each. */
    private static final Recording RECORDING = recording();

    @Test
    void utterances_are_found_in_what_is_sent_however_it_is_cut_and_padded() {
        for (int frame : List.of(240, 960, 2_400, 24_000, 7)) {
            var timeline = sent(frame, Duration.ofMillis(300), Duration.ofMillis(700));
            assertThat(timeline.begun()).isEqualTo(3);
            // 0.3 s of silence, an utterance, 0.7 s and 0.3 s of silence, and so on.
            assertThat(timeline.utteranceOf(Turns.at(1, 0, 1_300, "", ""))).isZero();
            assertThat(timeline.utteranceOf(Turns.at(2, 2_000, 3_300, "", ""))).isEqualTo(1);
            assertThat(timeline.utteranceOf(Turns.at(3, 4_200, 5_400, "", ""))).isEqualTo(2);
        }
    }

    @Test
    void an_utterance_cut_into_two_turns_is_scored_whole() {
        var scores = sum(reference(), sent(960, SECOND, SECOND), List.of(
                Turns.at(1, 1_000, 1_400, "five six", "five six"), Turns.at(2, 1_500, 2_000, "b five", "be five"),
                Turns.at(3, 3_900, 5_000, "yes", "yes"), Turns.at(4, 6_900, 8_000, "thank you", "thank")));
        assertThat(scores.outOfBand().words().words().errors()).isZero();
        assertThat(scores.outOfBand().hits()).containsEntry("policy_number", new Scores.Hits(1, 1));
        assertThat(scores.builtIn().words().words().errors()).isEqualTo(2);
        assertThat(scores.builtIn().hits()).containsEntry("policy_number", new Scores.Hits(0, 1));
    }

    @Test
    void an_utterance_nobody_heard_counts_as_missing_and_one_never_played_does_not() {
        var all = sum(reference(), sent(960, SECOND, SECOND), List.of(Turns.at(1, 1_000, 2_000, "five six b five", "five six b five")));
        assertThat(all.outOfBand().words().words().deletions()).isEqualTo(3);
        var timeline = new Timeline(RECORDING.audio(), RECORDING.utterances());
        timeline.sent(RECORDING.audio().between(SECOND, SECOND.multipliedBy(2)).samples());
        var first = sum(reference(), timeline, List.of(Turns.at(1, 0, 1_000, "five six b five", "five six b five")));
        assertThat(first.outOfBand().words().words().errors()).isZero();
    }

    private static Scores sum(CallReference reference, Timeline timeline, List<TurnRecord> turns) {
        return Scores.sum(Scores.of(reference, timeline, turns));
    }

    private static Timeline sent(int frame, Duration before, Duration after) {
        var timeline = new Timeline(RECORDING.audio(), RECORDING.utterances());
        for (var span : RECORDING.utterances()) {
            timeline.sent(Pcm.silence(before).samples());
            var samples = RECORDING.audio().between(span.start(), span.end()).samples();
            for (int at = 0; at < samples.length; at += frame) {
                timeline.sent(java.util.Arrays.copyOfRange(samples, at, Math.min(samples.length, at + frame)));
            }
            timeline.sent(Pcm.silence(after).samples());
        }
        return timeline;
    }

    private static CallReference reference() {
        return new CallReference("test", Pcm.RATE, List.of(
                new CallReference.Utterance(SECOND, SECOND.multipliedBy(2), "five six b five", Map.of("policy_number", "56B5")),
                new CallReference.Utterance(SECOND.multipliedBy(3), SECOND.multipliedBy(4), "yes", Map.of()),
                new CallReference.Utterance(SECOND.multipliedBy(5), SECOND.multipliedBy(6), "thank you", Map.of())));
    }

    private static Recording recording() {
        var random = new Random(3);
        var samples = new short[6 * Pcm.RATE];
        for (int second = 1; second < 6; second += 2) {
            for (int i = 0; i < Pcm.RATE; i++) samples[second * Pcm.RATE + i] = (short) (random.nextGaussian() * 3_000);
        }
        return new Recording("noise", Pcm.of(samples), List.of(new Span(SECOND, SECOND.multipliedBy(2)),
                new Span(SECOND.multipliedBy(3), SECOND.multipliedBy(4)), new Span(SECOND.multipliedBy(5), SECOND.multipliedBy(6))), Optional.empty());
    }
}
