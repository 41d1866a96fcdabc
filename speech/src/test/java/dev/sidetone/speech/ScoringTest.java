package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringTest {

    @Test
    void errors_are_those_of_the_best_alignment() {
        assertThat(WordErrorRate.of(List.of("a", "b", "c", "d"), List.of("a", "x", "c", "d", "e"))).isEqualTo(new WordErrorRate(2, 4));
        assertThat(WordErrorRate.of(List.of("a", "b"), List.of())).isEqualTo(new WordErrorRate(2, 2));
        assertThat(WordErrorRate.of(List.of("a", "b"), List.of("a", "b")).percent()).isZero();
        assertThat(WordErrorRate.NOTHING.plus(new WordErrorRate(1, 4)).percent()).isEqualTo(25);
    }

    @Test
    void transcripts_are_brought_into_the_form_of_the_references() {
        assertThat(SpokenForm.words("It is 56B5-12C0.")).containsExactly("it", "is", "five", "six", "b", "five", "one", "two", "c", "zero");
        assertThat(SpokenForm.words("Virtanen, V-I-R-T")).containsExactly("virtanen", "v", "i", "r", "t");
        assertThat(SpokenForm.words("the well-known uncle")).containsExactly("the", "well", "known", "uncle");
        assertThat(SpokenForm.words("")).isEmpty();
    }

    @Test
    void an_entity_is_hit_in_words_and_in_digits_but_only_exactly() {
        assertThat(SpokenForm.holds("it is 56B5-12C0", "policy_number", "56B5-12C0")).isTrue();
        assertThat(SpokenForm.holds("it is five six b five dash one two c zero", "policy_number", "56B5-12C0")).isTrue();
        assertThat(SpokenForm.holds("it is 156B5-12C0", "policy_number", "56B5-12C0")).isFalse();
        assertThat(SpokenForm.holds("on four one five five five five oh one seven two", "phone_number", "4155550172")).isTrue();
        assertThat(SpokenForm.holds("on 41555501722", "phone_number", "4155550172")).isFalse();
        assertThat(SpokenForm.holds("that is K-E-L-L-Y", "spelled_name", "KELLY")).isTrue();
        assertThat(SpokenForm.holds("my name is kelly", "spelled_name", "KELLY")).isFalse();
    }
}
