package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.Shared;
import dev.sidetone.turn.Entities.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntitiesTest {

    private static final String POLICY = "seven six y zero one eight g nine";

    @ParameterizedTest
    @ValueSource(strings = {
        "76Y0-18G9", "My number is 76Y0-18G9.", "76Y018G9", "76y0 18g9", "seven six y zero one eight g nine",
        "Seven six Y zero dash one eight G nine", "7-6-Y-0-1-8-G-9", "7 6 Y 0, 1 8 G 9", "seventy six y oh eighteen g nine",
        "it is 76Y0, um, 18G9 I think", "that is a 76Y0-18G9", "76Y0-18G8, no, 76Y0-18G9",
    })
    void a_policy_number_is_heard_however_it_is_written(String hypothesis) {
        assertThat(Entities.score("policy_number", "76Y0-18G9", POLICY, hypothesis)).isEqualTo(Score.HIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "76Y0-18G", "76Y0-18G99", "476Y0-18G9", "4 76Y0-18G9", "76YO-18G9", "76Y-018G9", "seven six y dash zero one eight g nine",
        "76Y0 and 18G9", "seven six why zero one eight g nine", "67Y0-18G9",
    })
    void one_character_or_dash_out_of_place_is_a_miss(String hypothesis) {
        assertThat(Entities.score("policy_number", "76Y0-18G9", POLICY, hypothesis)).isEqualTo(Score.MISS);
    }

    @Test
    void oh_is_a_zero_or_the_letter() {
        assertThat(Entities.score("policy_number", "17L0-34D2", "one seven l oh dash three four d two", "17L0-34D2")).isEqualTo(Score.HIT);
        var letter = "three six b six seven one o two";
        assertThat(Entities.score("policy_number", "36B6-71O2", letter, "three six b six seven one oh two")).isEqualTo(Score.HIT);
        assertThat(Entities.score("policy_number", "36B6-71O2", letter, "36B6-7102")).isEqualTo(Score.MISS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(415) 555-0172 | HIT", "415-555-0172 | HIT", "4155550172 | HIT", "41-55-55-01-72 | HIT", "four one five triple five oh one seven two | HIT",
        "415-555-017 | MISS", "+1 415 555 0172 | MISS", "415-555-0173 | MISS",
    })
    void a_phone_number_is_its_digits(String hypothesis, Score score) {
        assertThat(Entities.score("phone_number", "4155550172", "four one five five five five zero one seven two", hypothesis)).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "My name is Juhani Virtanen, that is V-I-R-T-A-N-E-N. | HIT",
        "my name is juhani virtanen that is v i r t a n e n i think | HIT",
        "VIRTANEN | HIT",
        "juhani virtanen that is free eye are tea | HIT",
        "my name is Juhani Virtanen, that is V-I-R-T-A-M-E-N | MISS",
        "V-I-R-T-A-N-E-N-S | MISS",
        "virtane n | MISS",
    })
    void a_spelled_name_is_judged_by_its_spelling(String hypothesis, Score score) {
        var reference = "my name is juhani virtanen that is v i r t a n e n";
        assertThat(Entities.score("spelled_name", "VIRTANEN", reference, hypothesis)).isEqualTo(score);
    }

    @Test
    void other_values_are_words_and_only_scored_when_they_were_said() {
        var reference = "it happened on march third at about half past four in the afternoon";
        var entities = Map.of("date", "march third", "time", "half past four in the afternoon", "claim_type", "home");
        assertThat(Entities.score(entities, reference, "It happened on March 3rd at about 4:30."))
                .isEqualTo(Map.of("date", Score.HIT, "time", Score.MISS, "claim_type", Score.NOT_SAID));
    }

    @Test
    void any_code_is_found_in_any_writing_and_no_other_code_is() {
        var random = new Random(31);
        for (int i = 0; i < 3_000; i++) {
            var code = code(random);
            var heard = random.nextBoolean() ? code : code(random);
            var spoken = writing(code, 3);
            var expected = heard.equals(code) ? Score.HIT : Score.MISS;
            assertThat(Entities.score("policy_number", code, "it is " + spoken, "My number is " + writing(heard, random.nextInt(5)) + ", please."))
                    .as(code + " " + heard).isEqualTo(expected);
        }
    }

    /** Any two of these differ in two characters at most: near misses are what matters. */
    private static String code(Random random) {
        var code = new StringBuilder("B7K2-9X41");
        int at = random.nextInt(8);
        at += at < 4 ? 0 : 1;
        return code.replace(at, at + 1, String.valueOf("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789".charAt(random.nextInt(34)))).toString();
    }

    private static String writing(String code, int style) {
        var characters = code.replace("-", "");
        return switch (style) {
            case 0 -> code;
            case 1 -> characters.toLowerCase();
            case 2 -> String.join("-", characters.split(""));
            case 3 -> String.join(" ", SpokenForm.of(String.join(" ", characters.split(""))).words());
            default -> code.substring(0, 4) + " dash " + code.substring(5);
        };
    }

    @Test
    void every_code_of_the_development_set_is_found_in_its_own_reference() throws IOException {
        var rows = Files.readAllLines(Shared.path("data/eval-dev/references.tsv"));
        int scored = 0;
        for (var row : rows.subList(1, rows.size())) {
            var fields = row.split("\t", -1);
            if (fields[5].isEmpty()) continue;
            var entity = fields[5].split("=");
            assertThat(Entities.score(entity[0], entity[1], fields[4], fields[4])).as(row).isEqualTo(Score.HIT);
            scored++;
        }
        assertThat(scored).isGreaterThan(70);
    }
}
