package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.turn.Entity.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MismatchTest {

    private static String found(String first, String second) {
        return Agreement.between(first, second).mismatches().stream().map(MismatchTest::words).collect(Collectors.joining("; "));
    }

    private static String words(Mismatch mismatch) {
        return switch (mismatch) {
            case Mismatch.OfEntity(var kind, var first, var second) -> kind.name().toLowerCase() + " " + normal(first) + " " + normal(second);
            case Mismatch.OfLanguage(var first, var second) -> "language " + first + " " + second;
        };
    }

    private static String normal(Optional<Entity> entity) {
        return entity.map(Entity::normal).orElse("-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "It's 56B5-12C0.                     | its five six b five dash one two c zero",
        "It's 56B5-12C0.                     | its fifty six B five dash 12 c oh",
        "It's 56B5-12C0.                     | its fifty six be five one to see zero",
        "56B5-12C0                           | five six b five and then one two c zero",
        "7K2M, um, 40Q9                      | seven K two M forty Q nine",
        "V-I-R-T-A-N-E-N                     | it is virtanen",
        "N-O-W-A-K                           | and oh double you a k",
        "Kelly, K-E-double L-Y               | kelly k e l l y",
        "B as in Bravo, 5, 5, 6              | b five five six",
        "415-555-0172                        | four one five triple five oh one seven two",
        "(415) 555 0172                      | four one five five five five zero one seven two",
        "the third of May                    | May 3rd",
        "on the twenty second of July, 1984  | July 22nd 1984",
        "May 3, 2024                         | may third",
        "2024-05-03                          | May 3rd, 2024",
        "5/3/2024                            | the third of may twenty twenty four",
        "twelve hundred dollars              | $1,200",
        "two dollars fifty                   | 2 dollars 50",
        "$2.50                               | two dollars fifty cents",
        "five bucks                          | $5",
        "Yeah.                               | yes",
        "No, it was the left side.           | nope it was the left side",
        "That's right.                       | yes that's right",
        "It may be the third time.           | it may be a third time",
        "Yes.                                | sí",
        "A a ron                             | aaron",
    })
    void one_value_in_two_forms_is_no_mismatch(String first, String second) {
        assertThat(found(first, second)).isEmpty();
        assertThat(found(second, first)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "It's 56B5-12C0.                    | its fifty six d five dash one two c zero  | code 56B512C0 56D512C0",
        "It's 56B5-12C0.                    | its fifty six b five                      | code 56B512C0 56B5",
        "It's 56B5-12C0.                    | its something else                        | code 56B512C0 -",
        "7K2M-40Q9                          | 7K2M-4OQ9                                 | code 7K2M40Q9 7K2M4OQ9",
        "V-I-R-T-A-N-E-N                    | v i r t a m e n                           | spelled_name VIRTANEN VIRTAMEN",
        "S-M-I-T-H                          | s m y t h                                 | spelled_name SMITH SMYTH",
        "415-555-0172                       | four one five five five oh one seven two  | phone_number 4155550172 415550172",
        "415-555-0172                       | 415-555-0173                              | phone_number 4155550172 4155550173",
        "the third of May                   | may thirtieth                             | date 05-03 05-30",
        "May 3, 2024                        | may third twenty twenty three             | date 2024-05-03 2023-05-03",
        "last Tuesday                       | last thursday                             | date tuesday thursday",
        "13.05.2024                         | may thirtieth                             | date 2024-05-13 05-30",
        "fifteen dollars                    | fifty dollars                             | money 15 dollars 50 dollars",
        "$1,200                             | twelve hundred euros                      | money 1200 dollars 1200 euros",
        "$2.50                              | two dollars fifteen cents                 | money 2.50 dollars 2.15 dollars",
        "I came at 4:30.                    | i came at four fifteen                    | number 4:30 415",
        "Yes.                               | no                                        | yes_no yes no",
        "Nope, not at all.                  | yep not at all                            | yes_no no yes",
        "That's not right.                  | that's right                              | yes_no no yes",
        "Yes.                               | guess                                     | yes_no yes -",
        "Hello, my name is Marcelo.         | Cześć, nazywam się Marcelo.               | language en pl",
        "My name is Rahul Sharma.           | माय नेम इज राहुल शर्मा                        | language en hi",
        "Rahul Sharma                       | राहुल शर्मा                                 | language Latin Devanagari",
    })
    void another_value_is_a_mismatch(String first, String second, String expected) {
        assertThat(found(first, second)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("values")
    void values_in_all_their_forms_are_told_apart(String line) {
        var pair = line.substring(2).split(" \\| ");
        boolean alike = line.startsWith("=");
        assertThat(found(pair[0], pair[1]).isEmpty()).as(found(pair[0], pair[1])).isEqualTo(alike);
        assertThat(found(pair[1], pair[0]).isEmpty()).isEqualTo(alike);
    }

    private static Stream<String> values() throws IOException {
        try (var lines = MismatchTest.class.getResourceAsStream("values.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
        }
    }

    @Test
    void what_each_side_says_stands_as_it_is_written() {
        var mismatch = (Mismatch.OfEntity) Agreement.between("My number is 56B5-12C0, please.", "my number is five six d five one two c zero").mismatches().getFirst();
        assertThat(mismatch.kind()).isEqualTo(Kind.CODE);
        assertThat(mismatch.first().map(Entity::said)).contains("56B5-12C0,");
        assertThat(mismatch.second().map(Entity::said)).contains("five six d five one two c zero");
        assertThat(mismatch.toString()).doesNotContain("56B5").doesNotContain("56D5");
    }

    @Test
    void the_recorded_polish_for_english_is_a_mismatch_of_languages() throws IOException {
        var trace = TraceReplayTest.replay("azure-voice-live-server-vad-turn").only();
        var builtIn = ((Heard.Text) trace.builtIn()).text();
        assertThat(Agreement.between("Hello, my name is Marcelo.", builtIn).mismatches()).containsExactly(new Mismatch.OfLanguage("en", "pl"));
    }

    @Test
    void no_text_disagrees_with_itself_or_with_its_spoken_form() throws IOException {
        var random = new Random(5);
        var texts = Stream.concat(Stream.generate(() -> Speech.random(random, 14)).limit(2_000), references()).toList();
        int spoken = 0;
        for (var text : texts) {
            assertThat(found(text, text)).as(text).isEmpty();
            var form = SpokenForm.of(text);
            // Numbers that random words put side by side, "thousand thousand 22", are read as others once they are words.
            if (!SpokenForm.of(form.text()).words().equals(form.words())) continue;
            assertThat(found(text, form.text())).as(text).isEmpty();
            spoken++;
        }
        assertThat(spoken).isGreaterThan(1_000);
    }

    private static Stream<String> references() throws IOException {
        var rows = Files.readAllLines(dev.sidetone.Shared.path("data/eval-dev/references.tsv"));
        return rows.subList(1, rows.size()).stream().map(row -> row.split("\t", -1)[4]);
    }

    @Test
    void the_sides_may_be_changed() {
        var random = new Random(6);
        for (int i = 0; i < 1_000; i++) {
            var first = Speech.random(random, 10);
            var second = Speech.random(random, 10);
            var mirrored = Agreement.between(second, first).mismatches().stream().map(MismatchTest::mirror).toList();
            assertThat(Agreement.between(first, second).mismatches()).as(first + " / " + second).isEqualTo(mirrored);
        }
    }

    private static Mismatch mirror(Mismatch mismatch) {
        return switch (mismatch) {
            case Mismatch.OfEntity(var kind, var first, var second) -> new Mismatch.OfEntity(kind, second, first);
            case Mismatch.OfLanguage(var first, var second) -> new Mismatch.OfLanguage(second, first);
        };
    }

    @Test
    void any_text_can_be_compared_and_judged() {
        var random = new Random(7);
        for (int i = 0; i < 800; i++) {
            var first = anything(random);
            var second = anything(random);
            assertThat(Agreement.between(first, second).mismatches()).doesNotContainNull();
            var heard = new Heard.Text(first, java.time.Instant.EPOCH);
            var evidence = new Evidence(heard, new Heard.Text(second, java.time.Instant.EPOCH), new Evidence.Said(List.of(second), List.of(first)),
                    Optional.of(java.time.Duration.ofMillis(random.nextInt(5_000))), java.util.Set.of());
            assertThat(TranscriptGuard.judge(evidence)).isEqualTo(TranscriptGuard.judge(evidence));
        }
    }

    /** Any code points, lone surrogates too, with a liking for digits, signs and spaces. */
    private static String anything(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append("0123456789/-.,:$%()[]\"'*# \n".charAt(random.nextInt(27)));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 3 -> text.append(List.of(" may ", " third ", " double ", "dollars ", "oh ", "twenty ", "a ", "b ", "no ", "5/3/2024 ").get(random.nextInt(10)));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
