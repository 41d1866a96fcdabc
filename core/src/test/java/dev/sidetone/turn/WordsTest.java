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
}
