package dev.sidetone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "I have 56B5-12C0.            | I have five six, B five, dash, one two, C zero.",
        "Is it 73H2-91K4?             | Is it seven three, H two, dash, nine one, K four?",
        "Call 415-555-0172.           | Call four one five, five five five, zero one seven two.",
        "Call (415) 555-0172 now      | Call four one five, five five five, zero one seven two now",
        "on 4155550172, please        | on four one five, five five five, zero one seven two, please",
        "It costs $1,250.50.          | It costs one thousand two hundred fifty dollars and fifty cents.",
        "only $1                      | only one dollar",
        "on March 3                   | on March third",
        "on May 14, 2024              | on May fourteenth, twenty twenty four",
        "the 22nd of July 1984        | the twenty second of July nineteen eighty four",
        "at 4:30 p.m.                 | at four thirty P M",
        "at 9:05                      | at nine oh five",
        "at 4:00                      | at four o'clock",
        "V-I-R-T-A-N-E-N, right?      | V I R, T A N, E N, right?",
        "within 3 business days       | within three business days",
        "report 007                   | report zero zero seven",
        "your VIN, please             | your V I N, please",
        "I am a claims agent          | I am a claims agent",
        "A car, Mr. Smith & son       | A car, mister Smith and son",
        "about 12.5%                  | about twelve point five percent",
        "(really) \"well\"...         | really well.",
        "claim 38-2210                | claim three eight, dash, two two, one zero"})
    void writing_becomes_what_people_say(String written, String said) {
        assertThat(Spoken.words(Spoken.of(written))).isEqualTo(said);
    }

    @Test
    void amounts_with_thousands_are_said_and_no_number_is_too_long() {
        assertThat(Spoken.words(Spoken.of("1,234.56"))).isEqualTo("one thousand two hundred thirty four point five six");
        assertThat(Spoken.words(Spoken.of("$12,345,678,901,234,567,890.00 9.99"))).contains("nine point nine nine");
    }

    @Test
    void nothing_to_say_is_no_piece() {
        assertThat(Spoken.of("")).isEmpty();
        assertThat(Spoken.of("  ...  ")).isEmpty();
    }

    /** Whatever is written, the voice gets words it can say: no digit, no bare sign, no empty word, no letter outside A to Z. */
    @Test
    void any_text_becomes_words_without_digits() {
        var random = new Random(7);
        String signs = "abcXYZ 0123456789 .,;:!?$%&()-'\"/  ";
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) text.append(signs.charAt(random.nextInt(signs.length())));
            for (var piece : Spoken.of(text.toString())) {
                switch (piece) {
                    case Spoken.Word word -> assertThat(word.text()).as(text.toString()).isNotBlank().doesNotContain(" ");
                    case Spoken.Letter letter -> assertThat(letter.letter()).as(text.toString()).isBetween('A', 'Z');
                    case Spoken.Break mark -> assertThat(",.?!").as(text.toString()).contains(String.valueOf(mark.mark()));
                }
            }
        }
    }

    @Test
    void sentences_are_cut_where_a_speaker_stops() {
        assertThat(Sentences.of("Thank you. Is it 56B5-12C0?  At 4:30 p.m. then, Mr. Smith!"))
                .containsExactly("Thank you.", "Is it 56B5-12C0?", "At 4:30 p.m.", "then, Mr. Smith!");
    }

    @Test
    void a_long_sentence_is_cut_at_a_comma_and_loses_no_word() {
        String text = "one two three, ".repeat(40).strip();
        var pieces = Sentences.of(text);
        assertThat(pieces).hasSizeGreaterThan(1).allSatisfy(piece -> assertThat(piece.length()).isLessThan(200));
        assertThat(String.join(" ", pieces)).isEqualTo(text);
    }
}
