package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class EarshotTest {

    private static final Pcm TURN = Pcm.silence(Duration.ofMillis(100));
    private static final List<String> DIGITS = List.of("one two", "two one");

    /** Decodes everything as its first phrase, when the test lets it. */
    private static final class Bench implements Decoding {
        final Deque<Runnable> waiting = new ArrayDeque<>();
        final List<List<String>> decoded = new ArrayList<>();
        final CountDownLatch asked = new CountDownLatch(1);
        boolean idle = true, closed;

        @Override
        public List<Hypothesis> decoded(short[] samples, List<String> phrases) {
            decoded.add(phrases);
            return List.of(new Hypothesis(0, words(phrases.isEmpty() ? "free" : phrases.getFirst()).list()));
        }

        @Override
        public void compute(Runnable work) {
            if (closed) throw new IllegalStateException("the recogniser is closed");
            waiting.add(work);
            asked.countDown();
        }

        @Override
        public boolean idle() {
            return idle;
        }
    }

    private static Words words(String... texts) {
        return new Words(List.of(texts).stream().map(text -> new Word(text, Duration.ZERO, Duration.ZERO, 1)).toList());
    }

    @Test
    void what_two_ask_for_at_once_is_decoded_once() throws Exception {
        var bench = new Bench();
        var turn = new Earshot(bench, TURN, Optional.empty());
        var one = new FutureTask<>(() -> turn.restricted(DIGITS));
        Thread.ofVirtual().start(one);
        bench.asked.await();
        var other = new FutureTask<>(() -> turn.restricted(List.copyOf(DIGITS)));
        Thread.ofVirtual().start(other);
        bench.waiting.remove().run();
        assertThat(other.get()).isSameAs(one.get());
        assertThat(turn.restricted(DIGITS)).isSameAs(one.get());
        assertThat(bench.decoded).containsExactly(DIGITS);
        assertThat(bench.waiting).isEmpty();
    }

    @Test
    void what_comes_next_is_begun_only_while_a_core_is_idle() {
        var bench = new Bench();
        var turn = new Earshot(bench, TURN, Optional.empty());
        turn.ahead(DIGITS);
        turn.ahead(DIGITS);
        assertThat(bench.waiting).as("asked for twice").hasSize(1);
        bench.idle = false;
        turn.ahead(List.of("three"));
        assertThat(bench.waiting).hasSize(1);
    }

    @Test
    void the_words_of_a_pass_over_the_same_audio_spare_the_free_hearing() throws Exception {
        var bench = new Bench();
        var heard = words("as", "streamed");
        assertThat(new Earshot(bench, TURN, Optional.of(CompletableFuture.completedFuture(heard))).freely()).isEqualTo(heard);
        assertThat(bench.waiting).isEmpty();
    }

    @Test
    void a_pass_that_never_ends_or_was_given_up_is_not_waited_for() throws Exception {
        var givenUp = new CompletableFuture<Words>();
        givenUp.cancel(false);
        for (var pass : List.of(givenUp, new CompletableFuture<Words>())) {
            var bench = new Bench();
            var turn = new Earshot(bench, TURN, Optional.of(pass));
            var free = new FutureTask<>(turn::freely);
            Thread.ofVirtual().start(free);
            bench.asked.await();
            bench.waiting.remove().run();
            assertThat(free.get().text()).isEqualTo("free");
        }
    }

    @Test
    void on_a_closed_recogniser_nobody_waits_in_vain() {
        var bench = new Bench();
        bench.closed = true;
        var turn = new Earshot(bench, TURN, Optional.empty());
        for (int asker = 0; asker < 2; asker++) {
            assertThatThrownBy(() -> turn.restricted(DIGITS)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void a_call_keeps_its_latest_two_turns_and_their_passes() throws Exception {
        var bench = new Bench();
        var recent = new RecentTurns(bench);
        recent.streaming("item_1").complete(words("hello"));
        var first = recent.turn("item_1", TURN);
        assertThat(first.freely().text()).isEqualTo("hello");
        recent.turn("item_2", TURN);
        assertThat(recent.turn("item_1", TURN)).isSameAs(first);
        recent.turn("item_3", TURN);
        assertThat(recent.turn("item_1", TURN)).isNotSameAs(first);
        recent.forget();
        bench.closed = true;
        assertThatThrownBy(() -> recent.turn("item_1", TURN).freely()).as("its pass is forgotten too").isInstanceOf(IllegalStateException.class);
    }
}
