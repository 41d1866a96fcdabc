package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WordErrorRateTest {

    @Test
    void each_kind_of_error_is_counted() {
        var rate = WordErrorRate.of("the other driver ran a red light", "the driver ran a bread light today");
        assertThat(rate.words()).isEqualTo(new WordErrorRate.Edits(1, 1, 1, 7));
        assertThat(rate.rate()).hasValueCloseTo(3.0 / 7, within(1e-9));
    }

    @Test
    void a_missed_utterance_is_all_deletions_and_an_invented_one_all_insertions() {
        assertThat(WordErrorRate.of("yes that is right", "").words()).isEqualTo(new WordErrorRate.Edits(0, 0, 4, 4));
        var invented = WordErrorRate.of("", "hello there");
        assertThat(invented.words()).isEqualTo(new WordErrorRate.Edits(0, 2, 0, 0));
        assertThat(invented.rate()).isEmpty();
    }

    @Test
    void characters_forgive_a_name_that_is_nearly_right() {
        var rate = WordErrorRate.of("hannah becker", "hanna becker");
        assertThat(rate.words().errors()).isEqualTo(1);
        assertThat(rate.characters()).isEqualTo(new WordErrorRate.Edits(0, 0, 1, 13));
    }

    @Test
    void several_utterances_are_rated_by_their_sums() {
        var sum = WordErrorRate.NONE.plus(WordErrorRate.of("yes", "no")).plus(WordErrorRate.of("that is all right", "that is all right"));
        assertThat(sum.rate()).hasValue(0.2);
    }

    @Test
    void a_text_has_no_error_against_itself() {
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            var text = Speech.random(random, 15);
            assertThat(WordErrorRate.of(text, text).words().errors()).isZero();
            assertThat(WordErrorRate.of(text, text).characters().errors()).isZero();
        }
    }

    @Test
    void errors_obey_what_a_distance_must() {
        var random = new Random(12);
        for (int i = 0; i < 1_000; i++) {
            // A written 0 agrees with two words that differ, so the detour rule holds only without one.
            var a = Speech.random(random, 10).replace('0', '7');
            var b = Speech.random(random, 10).replace('0', '7');
            var c = Speech.random(random, 10).replace('0', '7');
            var direct = WordErrorRate.of(a, b).words();
            var back = WordErrorRate.of(b, a).words();
            assertThat(direct.errors()).isEqualTo(back.errors())
                    .isLessThanOrEqualTo(WordErrorRate.of(a, c).words().errors() + WordErrorRate.of(c, b).words().errors());
            assertThat(direct.insertions() - direct.deletions()).isEqualTo(back.reference() - direct.reference());
            assertThat(direct.errors()).isBetween(Math.abs(back.reference() - direct.reference()), Math.max(direct.reference(), back.reference()));
        }
    }
}
