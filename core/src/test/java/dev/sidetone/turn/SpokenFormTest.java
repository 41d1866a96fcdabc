package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenFormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "My policy number is 56B5-12C0.        | my policy number is five six b five one two c zero",
        "five six b five dash one two c zero   | five six b five one two c zero",
        "five six b five hyphen one two c zero | five six b five one two c zero",
        "56B5 dash 12C0                        | five six b five one two c zero",
        "56B5–12C0                             | five six b five one two c zero",
        "5-6-B-5, 1 2 C 0                      | five six b five one two c zero",
        "ABC-1234                              | a b c one two three four",
        "fifty six b five                      | five six b five",
        "V-I-R-T-A-N-E-N                       | v i r t a n e n",
        "V.I.R.                                | v i r",
        "415-555-0172                          | four one five five five five zero one seven two",
        "(415) 555 0172                        | four one five five five five zero one seven two",
        "415.555.0172                          | four one five five five five zero one seven two",
        "seven one oh two                      | seven one oh two",
        "double five triple zero               | five five zero zero zero",
        "k e double l y                        | k e l l y",
        "double trouble                        | double trouble",
        "w double u                            | w double u",
    })
    void numbers_and_codes_are_spoken_one_character_at_a_time(String text, String spoken) {
        assertThat(SpokenForm.of(text).text()).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "March 3rd                  | march third",
        "March 3,                   | march third",
        "march three                | march third",
        "July 22nd, 1984            | july twenty second nineteen eighty four",
        "May 14                     | may fourteenth",
        "the 30th of November 2023  | the thirtieth of november two thousand and twenty three",
        "2023                       | twenty twenty three",
        "March 3 2024               | march third two thousand twenty four",
        "March 56B5                 | march five six b five",
        "at 4:30                    | at four thirty",
        "9:15                       | nine fifteen",
        "at 4:00 p.m.               | at four p m",
        "4:30pm                     | four thirty p m",
        "4 PM                       | four p m",
        "4 am                       | four a m",
        "I am 4                     | i am four",
        "March 5 6 B 5              | march five six b five",
        "9:05                       | nine oh five",
        "20 minutes                 | twenty minutes",
        "$1,200                     | twelve hundred dollars",
        "$1                         | one dollar",
        "$2.50                      | two dollars fifty cents",
        "$2.00                      | two dollars",
        "$3.5                       | three point five dollars",
        "100 dollars                | a hundred dollars",
        "105                        | one hundred and five",
        "1905                       | nineteen oh five",
        "2,000,015                  | two million and fifteen",
        "3.5%                       | three point five percent",
        "a 20-year-old              | a twenty year old",
        "250                        | two fifty",
        "16,020                     | sixteen thousand twenty",
    })
    void a_written_number_agrees_with_its_usual_reading(String written, String spoken) {
        assertThat(WordErrorRate.of(spoken, written).words().errors())
                .as("%s / %s", SpokenForm.of(written).text(), SpokenForm.of(spoken).text()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "Um, yeah — it's O.K.       | um yeah its o k",
        "OK                         | okay",
        "Björn’s follow-up          | bjorns follow up",
        "juhani@example.com         | juhani at example dot com",
        "nobody was hurt.The car    | nobody was hurt the car",
        "Tom & Ann                  | tom and ann",
        "COVID-19                   | covid one nine",
        "one of the two             | one of the two",
        "a dash for the door        | a dash for the door",
        "the second one and two more| the second one and two more",
        "two thousand and the rest  | two zero zero zero and the rest",
        "two thousand zero five     | two zero zero zero zero five",
        "one two three              | one two three",
        "zero                       | zero",
        "हिन्दी                        | हिन्दी",
    })
    void other_words_stay_as_they_are(String text, String spoken) {
        assertThat(SpokenForm.of(text).text()).isEqualTo(spoken);
    }

    @Test
    void oh_and_zero_are_two_words_but_a_written_nought_agrees_with_both() {
        assertThat(WordErrorRate.of("five oh two", "five zero two").words().substitutions()).isEqualTo(1);
        assertThat(WordErrorRate.of("five oh two", "502").words().errors()).isZero();
        assertThat(WordErrorRate.of("five zero two", "502").words().errors()).isZero();
        assertThat(WordErrorRate.of("five oh two", "502").characters().errors()).isZero();
    }

    @Test
    void what_was_said_is_not_printed() {
        assertThat(SpokenForm.of("my name is Juhani")).hasToString("SpokenForm[4 words]");
    }

    @Test
    void every_word_knows_where_in_the_text_it_stands() {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var once = SpokenForm.of(Speech.random(random, 12));
            for (var word : once.spoken()) {
                assertThat(word.first()).isBetween(0, word.last());
                assertThat(word.last()).isLessThan(once.chunks().size());
            }
            assertThat(once.words()).noneMatch(String::isBlank).allMatch(word -> word.equals(word.toLowerCase()));
        }
    }

    @Test
    void a_word_in_plain_letters_is_read_like_any_other() {
        var random = new Random(7);
        var signs = "abcdefgxyzABCDEM''-.,!?;:\"()&@+%$ ".toCharArray();
        for (int i = 0; i < 20_000; i++) {
            var word = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) word.append(signs[random.nextInt(signs.length - 1)]);
            // The quotation mark says nothing, and takes the word off the short way.
            assertThat(SpokenForm.of(word.toString()).words()).as(word.toString()).isEqualTo(SpokenForm.of("«" + word).words());
        }
    }
}
