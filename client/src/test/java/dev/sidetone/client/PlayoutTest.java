package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Playout.Place;
import dev.sidetone.client.Playout.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much of the agent's voice has been heard. */
class PlayoutTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Place ONE = new Place("r", "a", 0);
    private static final Place TWO = new Place("s", "b", 0);
    private static final Optional<Duration> UNKNOWN = Optional.empty();

    private final Playout playout = new Playout(Pcm.RATE);

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private static long frames(long millis) {
        return millis * Pcm.RATE / 1000;
    }

    private static Optional<Duration> millis(long told) {
        return Optional.of(Duration.ofMillis(told));
    }

    private Progress of(Place place) {
        return playout.progress(place.responseId()).stream().filter(piece -> piece.place().equals(place)).findFirst().orElseThrow();
    }

    @Test
    void without_word_from_the_loudspeaker_voice_sounds_as_time_passes() {
        playout.received(ONE, frames(100), at(0));
        playout.at(at(30), UNKNOWN);
        assertThat(of(ONE).played()).isEqualTo(Duration.ofMillis(30));
        assertThat(playout.waiting()).isEqualTo(Duration.ofMillis(70));
        playout.at(at(500), UNKNOWN);
        assertThat(of(ONE).complete()).isTrue();
    }

    @Test
    void what_the_loudspeaker_says_counts_more_than_the_clock() {
        playout.received(ONE, frames(100), at(0));
        playout.at(at(5000), millis(40));
        assertThat(of(ONE).played()).isEqualTo(Duration.ofMillis(40));
        playout.at(at(5001), millis(900));
        assertThat(of(ONE).played()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void one_reply_sounds_after_the_other() {
        playout.received(ONE, frames(100), at(0));
        playout.received(TWO, frames(100), at(10));
        playout.at(at(120), UNKNOWN);
        assertThat(of(ONE).complete()).isTrue();
        assertThat(of(TWO).played()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void an_interruption_cuts_short_what_sounds_and_what_waits() {
        playout.received(ONE, frames(100), at(0));
        playout.received(TWO, frames(100), at(0));
        playout.at(at(60), UNKNOWN);
        assertThat(playout.forget(Set.of(), at(60))).containsExactly("r", "s");
        assertThat(of(ONE)).isEqualTo(new Progress(ONE, Duration.ofMillis(60), Duration.ofMillis(100)));
        assertThat(of(TWO).played()).isZero();
        assertThat(playout.waiting()).isZero();
    }

    @Test
    void what_still_comes_of_a_reply_that_was_cut_short_came_and_is_not_heard() {
        playout.received(ONE, frames(100), at(0));
        playout.at(at(100), UNKNOWN);
        assertThat(playout.forget(Set.of("r"), at(100))).containsExactly("r");
        playout.received(ONE, frames(50), at(110));
        playout.at(at(900), UNKNOWN);
        assertThat(of(ONE)).isEqualTo(new Progress(ONE, Duration.ofMillis(100), Duration.ofMillis(150)));
    }

    @Test
    void a_reply_has_sounded_when_it_is_complete_and_played_and_is_told_once() {
        playout.received(ONE, frames(100), at(0));
        playout.at(at(100), UNKNOWN);
        assertThat(playout.soundedOut()).isEmpty();
        playout.completed("r");
        playout.received(TWO, frames(100), at(100));
        playout.completed("s");
        assertThat(playout.soundedOut()).containsExactly("r");
        assertThat(playout.soundedOut()).isEmpty();
        playout.forget(Set.of(), at(100));
        assertThat(playout.soundedOut()).containsExactly("s");
    }

    @Test
    void only_a_gap_in_the_middle_of_a_reply_is_an_underrun() {
        playout.received(ONE, frames(100), at(0));
        playout.at(at(50), UNKNOWN);
        playout.received(ONE, frames(100), at(50));
        playout.at(at(300), UNKNOWN);
        playout.received(ONE, frames(100), at(300));
        assertThat(playout.underruns()).isEqualTo(1);
        playout.at(at(900), UNKNOWN);
        playout.received(TWO, frames(100), at(900));
        assertThat(playout.underruns()).isEqualTo(1);
    }

    @Test
    void a_part_of_a_nanosecond_costs_no_frame() {
        for (long frame = 1; frame < 5000; frame++) {
            var exact = new Playout(Pcm.RATE);
            exact.received(ONE, 5000, at(0));
            exact.at(at(0), Optional.of(Duration.ofNanos(frame * 1_000_000_000L / Pcm.RATE)));
            assertThat(exact.sounded()).isEqualTo(Duration.ofNanos(frame * 1_000_000_000L / Pcm.RATE));
        }
    }

    /** A loudspeaker of frames, driven like a real one: it plays what it has, stumbles, and forgets at a stop. */
    private static final class Device {
        private final List<Place> queue = new ArrayList<>();
        private final Map<Place, Long> heard = new HashMap<>();
        private long sounded;

        void give(Place place, long frames) {
            for (long i = 0; i < frames; i++) queue.add(place);
        }

        void play(long frames) {
            for (long i = 0; i < frames && !queue.isEmpty(); i++) {
                heard.merge(queue.removeFirst(), 1L, Long::sum);
                sounded++;
            }
        }

        Optional<Duration> told() {
            return Optional.of(Duration.ofNanos(sounded * 1_000_000_000L / RATE));
        }
    }

    // A low rate keeps the simulation small; one frame is one odd part of a second.
    private static final int RATE = 700;

    @Test
    void for_any_deltas_pauses_underruns_and_interruptions_the_played_part_is_exact_to_the_frame() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var voice = new Playout(RATE);
            var device = new Device();
            var received = new HashMap<Place, Long>();
            var over = new java.util.HashSet<String>();
            int response = 0;
            long time = 0;
            for (int step = 0; step < 80; step++) {
                time += random.nextInt(200);
                device.play(random.nextInt(200));
                voice.at(at(time), device.told());
                switch (random.nextInt(8)) {
                    case 0 -> response++;
                    case 1 -> {
                        device.queue.clear();
                        over.addAll(voice.forget(random.nextBoolean() ? Set.of("r" + response) : Set.of(), at(time)));
                    }
                    default -> {
                        var place = new Place("r" + response, "i" + response + random.nextInt(2), 0);
                        long frames = random.nextInt(120);
                        voice.received(place, frames, at(time));
                        received.merge(place, frames, Long::sum);
                        if (!over.contains(place.responseId())) device.give(place, frames);
                    }
                }
                for (int r = 0; r <= response; r++) {
                    for (var piece : voice.progress("r" + r)) {
                        long truth = device.heard.getOrDefault(piece.place(), 0L);
                        assertThat(piece.played()).as("seed %d", seed).isEqualTo(Duration.ofNanos(truth * 1_000_000_000L / RATE));
                        assertThat(piece.received()).isEqualTo(Duration.ofNanos(received.get(piece.place()) * 1_000_000_000L / RATE));
                        assertThat(piece.played()).isBetween(Duration.ZERO, piece.received());
                    }
                }
            }
        }
    }

    @Test
    void by_the_clock_too_played_never_exceeds_what_came_and_never_shrinks() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var voice = new Playout(Pcm.RATE);
            var before = new HashMap<Place, Duration>();
            long time = 0;
            for (int step = 0; step < 100; step++) {
                time += random.nextInt(80);
                int response = step / 20;
                if (random.nextInt(10) == 0) voice.forget(Set.of(), at(time));
                else if (random.nextBoolean()) voice.received(new Place("r" + response, "i" + random.nextInt(3), 0), random.nextInt(4000), at(time));
                voice.at(at(time), UNKNOWN);
                for (int r = 0; r <= response; r++) {
                    for (var piece : voice.progress("r" + r)) {
                        assertThat(piece.played()).isBetween(before.getOrDefault(piece.place(), Duration.ZERO), piece.received());
                        before.put(piece.place(), piece.played());
                    }
                }
            }
            voice.at(at(time + 60_000), UNKNOWN);
            assertThat(voice.waiting()).isZero();
        }
    }
}
