package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordsTest {

    // Some are a slip apart.
    private static final List<String> VOCABULARY = List.of("the", "then", "policy", "police", "number", "numbers", "is", "seven", "brake", "break", "on", "Monday");

    private static Words some(Random random, int most) {
        return Words.of(random.ints(random.nextInt(most + 1), 0, VOCABULARY.size()).mapToObj(VOCABULARY::get).collect(Collectors.joining(" ")));
    }

    @Test
    void a_share_is_reached_or_not_whether_it_is_counted_to_its_end_or_not() {
        var random = new Random(4711);
        int reached = 0;
        for (int i = 0; i < 20_000; i++) {
            var words = some(random, 12);
            var other = some(random, 15);
            for (double share : new double[] {0.36, 0.5, 0.6, 0.75, 0.8, 1}) {
                assertThat(words.within(other, share)).as("%s of %s in %s", share, words.spoken(), other.spoken()).isEqualTo(words.within(other) >= share);
                if (words.within(other, share)) reached++;
            }
        }
        assertThat(reached).isBetween(1_000, 100_000);
    }

    @Test
    void what_is_within_words_is_within_every_text_that_they_stand_in() {
        var random = new Random(4712);
        int stood = 0;
        for (int i = 0; i < 50_000; i++) {
            var words = some(random, 4);
            var text = some(random, 15);
            if (words.isEmpty() || !words.standIn(text)) continue;
            var stretch = some(random, 6);
            assertThat(stretch.within(text)).as("%s in %s, which %s stand in", stretch.spoken(), text.spoken(), words.spoken())
                    .isGreaterThanOrEqualTo(stretch.within(words));
            stood++;
        }
        assertThat(stood).isGreaterThan(4_000);
    }

    @Test
    void words_stand_in_a_text_as_they_are_or_not_at_all() {
        var text = Words.of("my policy number is A 0 7");
        assertThat(Words.of("Policy number is").standIn(text)).isTrue();
        assertThat(text.standIn(text)).isTrue();
        assertThat(Words.of("police number is").standIn(text)).isFalse();
        assertThat(Words.of("policy is").standIn(text)).isFalse();
        assertThat(Words.of("is A oh seven").standIn(text)).isFalse();
        assertThat(text.standIn(Words.of("policy number"))).isFalse();
    }
}
