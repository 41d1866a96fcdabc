package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.TurnDetector.Edge;
import dev.sidetone.server.TurnDetector.Vad;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnDetectorTest {

    private static final Vad DEFAULT = new Vad(0.5, 300, 200, true, true);

    @Test
    void the_recorded_borders_come_out() {
        var detector = new TurnDetector();

        // Speech from frame 55 to frame 125, then seven frames of quiet: 224 ms, the first whole frames over 200.
        var edges = hear(detector, DEFAULT, 55, 0f, 71, 1f, 20, 0f);

        assertThat(edges).containsExactly(new Edge.SpeechStarted(1460), new Edge.SpeechStopped(133 * 32));
    }

    @Test
    void speech_in_the_first_padding_starts_at_zero() {
        var edges = hear(new TurnDetector(), DEFAULT, 3, 0f, 10, 1f);

        assertThat(edges).containsExactly(new Edge.SpeechStarted(0));
    }

    @Test
    void a_short_pause_does_not_end_a_turn() {
        var edges = hear(new TurnDetector(), DEFAULT, 20, 0f, 10, 1f, 6, 0f, 10, 1f);

        assertThat(edges).hasSize(1);
    }

    @Test
    void a_dip_just_under_the_threshold_is_still_speech() {
        var edges = hear(new TurnDetector(), DEFAULT, 20, 0f, 10, 1f, 100, 0.4f);

        assertThat(edges).hasSize(1);
    }

    @Test
    void padding_does_not_reach_back_into_the_turn_before() {
        var edges = hear(new TurnDetector(), DEFAULT, 20, 0f, 10, 1f, 8, 0f, 10, 1f);

        var end = ((Edge.SpeechStopped) edges.get(1)).audioEndMs();
        assertThat(edges.get(2)).isEqualTo(new Edge.SpeechStarted(end));
    }

    @Test
    void frames_that_pass_unheard_still_count() {
        var detector = new TurnDetector();
        for (int i = 0; i < 100; i++) detector.skip();

        assertThat(hear(detector, DEFAULT, 1, 1f)).containsExactly(new Edge.SpeechStarted(100 * 32 - 300));
    }

    @Test
    void whatever_is_heard_borders_lie_on_the_grid_and_turns_do_not_overlap() {
        var random = new Random(20260712);
        for (int round = 0; round < 500; round++) {
            var vad = new Vad(random.nextDouble(), random.nextInt(1_000), random.nextInt(1_500), true, true);
            var edges = hear(new TurnDetector(), vad, probabilities(random));
            long lastEnd = 0;
            for (int i = 0; i < edges.size(); i++) {
                switch (edges.get(i)) {
                    case Edge.SpeechStarted(long start) -> {
                        assertThat(i % 2).isZero();
                        assertThat(start).isGreaterThanOrEqualTo(lastEnd);
                        if (start != lastEnd) assertThat((start + vad.prefixPaddingMs()) % 32).isZero();
                    }
                    case Edge.SpeechStopped(long end) -> {
                        assertThat(i % 2).isOne();
                        assertThat(end % 32).isZero();
                        assertThat(end).isGreaterThan(lastEnd + vad.silenceMs());
                        lastEnd = end;
                    }
                }
            }
        }
    }

    private static float[] probabilities(Random random) {
        var all = new float[400];
        float level = 0;
        for (int i = 0; i < all.length; i++) {
            if (random.nextInt(10) == 0) level = random.nextFloat();
            all[i] = level;
        }
        return all;
    }

    /** @param runs pairs of a number of frames and their probability */
    private static List<Edge> hear(TurnDetector detector, Vad vad, Number... runs) {
        var edges = new ArrayList<Edge>();
        for (int i = 0; i < runs.length; i += 2) {
            for (int n = 0; n < runs[i].intValue(); n++) detector.hear(runs[i + 1].floatValue(), vad).ifPresent(edges::add);
        }
        return edges;
    }

    private static List<Edge> hear(TurnDetector detector, Vad vad, float[] probabilities) {
        var edges = new ArrayList<Edge>();
        for (float probability : probabilities) detector.hear(probability, vad).ifPresent(edges::add);
        return edges;
    }
}
