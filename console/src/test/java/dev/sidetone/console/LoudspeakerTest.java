package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.AgentAudio;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoudspeakerTest {

    private final List<String> told = new ArrayList<>();
    private final SetClock clock = new SetClock();
    private long kept;

    private final Loudspeaker loudspeaker = new Loudspeaker(new Loudspeaker.Room() {
        @Override
        public void begins(int stream, String response, String item) {
            told.add("begins " + stream + " " + response + " " + item);
        }

        @Override
        public void stops(int stream) {
            told.add("stops " + stream);
        }

        @Override
        public void sends(ByteBuffer audio) {
            var packet = audio.order(ByteOrder.LITTLE_ENDIAN);
            told.add("sends " + packet.getInt() + " at " + packet.getInt() + ": " + packet.remaining() / 2);
        }

        @Override
        public void sounded(int stream, String response, short[] samples, boolean all) {
            kept += samples.length;
            if (all) told.add("all of " + stream);
        }
    }, clock);

    private void plays(String response, String item, int samples) {
        loudspeaker.play(new AgentAudio(response, item, 0, Pcm.of(new short[samples])));
    }

    private static Duration of(long samples) {
        return Tape.duration(samples);
    }

    @Test
    void each_item_has_its_stream_and_each_packet_says_where_it_belongs() {
        plays("r", "a", 480);
        plays("r", "a", 240);
        plays("r", "b", 480);
        assertThat(told).containsExactly("begins 1 r a", "sends 1 at 0: 480", "sends 1 at 480: 240", "begins 2 r b", "sends 2 at 0: 480");
    }

    @Test
    void what_was_stopped_is_over_and_the_same_item_goes_on_as_a_stream_of_its_own() {
        plays("r", "a", 480);
        loudspeaker.stop();
        plays("r", "a", 480);
        assertThat(told).containsExactly("begins 1 r a", "sends 1 at 0: 480", "stops 1", "begins 2 r a", "sends 2 at 0: 480");
    }

    @Test
    void nothing_has_sounded_before_the_page_says_so() {
        plays("r", "a", 24_000);
        clock.pass(Duration.ofSeconds(5));
        assertThat(loudspeaker.sounded()).hasValue(Duration.ZERO);
    }

    @Test
    void between_two_reports_what_must_have_sounded_counts_but_no_more_than_a_report_would_bring() {
        plays("r", "a", 24_000);
        loudspeaker.played(1, 2_400);
        assertThat(loudspeaker.sounded()).hasValue(of(2_400));
        clock.pass(Duration.ofMillis(50));
        assertThat(loudspeaker.sounded()).hasValue(of(3_600));
        clock.pass(Duration.ofSeconds(3));
        assertThat(loudspeaker.sounded()).hasValue(of(2_400 + 150 * 24));
    }

    @Test
    void the_last_word_after_a_stop_is_kept_as_sound_but_changes_no_decision() {
        plays("r", "a", 24_000);
        loudspeaker.played(1, 2_400);
        clock.pass(Duration.ofMillis(100));
        loudspeaker.stop();
        assertThat(loudspeaker.sounded()).hasValue(of(4_800));
        loudspeaker.played(1, 5_000);
        assertThat(loudspeaker.sounded()).hasValue(of(4_800));
        assertThat(kept).isEqualTo(5_000);
        loudspeaker.played(1, 9_000);
        assertThat(kept).isEqualTo(5_000);
    }

    @Test
    void whatever_a_page_reports_what_sounded_never_goes_back_and_never_exceeds_what_came() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var page = new LoudspeakerTest();
            long given = 0;
            var before = Duration.ZERO;
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        int samples = random.nextInt(1, 2_000);
                        page.plays("r" + random.nextInt(3), "i" + random.nextInt(3), samples);
                        given += samples;
                    }
                    case 2 -> page.loudspeaker.played(random.nextInt(8), random.nextLong(-100, 50_000));
                    case 3 -> page.clock.pass(Duration.ofMillis(random.nextInt(300)));
                    default -> {
                        if (random.nextInt(4) == 0) page.loudspeaker.stop();
                    }
                }
                var now = page.loudspeaker.sounded().orElseThrow();
                assertThat(now).isBetween(before, of(given));
                assertThat(page.kept).isLessThanOrEqualTo(given);
                before = now;
            }
        }
    }
}
