package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void letters_are_written_as_spoken() {
        var letters = new Spelling.Letters();
        assertThat(letters.write(List.of("v", "i", "r", "t"))).contains("V-I-R-T");
        assertThat(letters.write(List.of("v", "as", "in", "victor", "i"))).contains("V as in victor I");
        assertThat(letters.write(List.of("a", "double", "n", "a"))).contains("A double N-A");
    }

    @Test
    void digits_are_written_as_digits_and_half_a_number_is_not() {
        var digits = new Spelling.Digits();
        assertThat(digits.write(List.of("four", "one", "triple", "five", "oh"))).contains("415550");
        assertThat(digits.write(List.of("four", "one", "double"))).isEmpty();
    }

    @Test
    void eight_letters_are_a_code_only_when_one_was_asked_for() {
        var letters = List.of("v", "i", "r", "t", "a", "n", "e", "n");
        assertThat(new Spelling.Code(CodePattern.of("XXXX-XXXX"), false).fits(letters)).isFalse();
        assertThat(new Spelling.Code(CodePattern.of("XXXX-XXXX"), true).fits(letters)).isTrue();
    }

    @Test
    void double_u_is_the_name_of_a_letter() {
        var words = List.of("eight", "double", "u", "one", "one", "one", "five", "x", "y");
        assertThat(CodePattern.of("XXXX-XXXX").write(words)).contains("8W11-15XY");
        var random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            for (var spelling : List.of(new Spelling.Code(CodePattern.of("XXXX-XXXX"), false), new Spelling.Letters())) {
                assertThat(String.join(" ", spelling.example(random))).doesNotContain("double u");
            }
        }
    }
}
