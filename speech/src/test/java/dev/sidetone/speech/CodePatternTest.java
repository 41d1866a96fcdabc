package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodePatternTest {

    private final CodePattern policy = CodePattern.of("XXXX-XXXX");

    private static List<String> said(String words) {
        return List.of(words.split(" "));
    }

    @Test
    void a_code_that_fits_is_written_in_the_pattern_with_or_without_a_spoken_dash() {
        assertThat(policy.write(said("five six b five dash one two c zero"))).contains("56B5-12C0");
        assertThat(policy.write(said("five six b five one two c zero"))).contains("56B5-12C0");
        assertThat(policy.write(said("double five b five hyphen one two c zero"))).contains("55B5-12C0");
    }

    @Test
    void a_code_that_does_not_fit_is_not_repaired() {
        assertThat(policy.write(said("five six b five dash one two c"))).isEmpty();
        assertThat(policy.write(said("five six b five one two c zero one"))).isEmpty();
        assertThat(policy.write(said("five six b dash five one two c zero"))).isEmpty();
        assertThat(policy.write(said("five six b five dash one two thank you"))).isEmpty();
        assertThat(policy.write(said("five six b five one two c double"))).isEmpty();
    }

    @Test
    void places_for_letters_and_digits_take_only_those() {
        var plate = CodePattern.of("AAA-9999");
        assertThat(plate.write(said("b k m four seven one one"))).contains("BKM-4711");
        assertThat(plate.write(said("b four m four seven one one"))).isEmpty();
        assertThat(plate.write(said("b oh m oh seven one one"))).contains("BOM-0711");
        assertThat(CodePattern.of("##-######").write(said("one two three four five six seven eight"))).contains("12-345678");
    }

    @Test
    void oh_is_a_digit_unless_the_same_place_of_the_other_group_is_a_letter() {
        assertThat(policy.write(said("one seven l oh dash three four d two"))).contains("17L0-34D2");
        assertThat(policy.write(said("three six b six seven one oh two"))).contains("36B6-71O2");
        assertThat(CodePattern.of("XX-XXXXXX").write(said("oh one b two three four five six"))).contains("01-B23456");
    }

    @Test
    void whatever_an_example_says_can_be_written() {
        var random = new Random(7);
        for (var written : List.of("XXXX-XXXX", "AAA-9999", "XX-XXXXXX", "A999999")) {
            var spelling = new Spelling.Code(CodePattern.of(written), true);
            for (int i = 0; i < 500; i++) {
                var example = spelling.example(random);
                assertThat(example).allMatch(spelling::takes);
                assertThat(spelling.write(example)).as("%s as %s", example, written).get().asString()
                        .matches(written.replace("X", "[A-Z0-9]").replace("A", "[A-Z]").replaceAll("9(?!])", "[0-9]"));
            }
        }
    }
}
