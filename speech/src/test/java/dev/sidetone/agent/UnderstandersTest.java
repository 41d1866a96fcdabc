package dev.sidetone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each understander on its own: what it takes from a turn, and what it leaves. */
class UnderstandersTest {

    private static final String DIGITS = "zero one two three four five six seven eight nine";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "um yeah my policy number is five six b five dash one two c zero | 56B5-12C0",
        "my policy number is 56B5-12C0.                                  | 56B5-12C0",
        "okay so that is seven three h two nine one k four               | 73H2-91K4",
        "73H2 91K4                                                       | 73H2-91K4",
        "it's 73h291k4                                                   | 73H2-91K4",
        "one seven l oh dash three four d two                            | 17L0-34D2",
        "policy zero two o six dash eight five o nine                    | 02O6-85O9",
        "double five j five dash nine seven q nine                       | 55J5-97Q9",
        "fifty six b five dash twelve c zero                             | 56B5-12C0",
        "five six b as in boy five, and then one two c for charlie zero  | 56B5-12C0",
        "five six b five no sorry five six b six dash one two c zero     | 56B6-12C0",
        "five six b five dash one two c                                  | -",
        "v i r t a n e n                                                 | -",
        "my phone number is four one five five five five zero one seven two | -",
        "i do not have it with me                                        | -"})
    void a_policy_number_is_taken_only_when_it_fits(String said, String number) {
        assertThat(Identifiers.policyNumber(Words.of(said))).isEqualTo(java.util.Optional.ofNullable(number));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "you can reach me at four one five five five five zero one seven two | 415-555-0172",
        "call me back on 212-555-0198                                        | 212-555-0198",
        "(212) 555 0198                                                      | 212-555-0198",
        "it is one two one two five five five zero one nine eight            | 212-555-0198",
        "four eight eight triple five oh two oh oh                           | 488-555-0200",
        "four eight eight, uh, five five five, oh two double oh              | 488-555-0200",
        "five five five zero one seven two                                   | -"})
    void a_phone_number_has_ten_digits(String said, String number) {
        assertThat(Identifiers.phoneNumber(Words.of(said))).isEqualTo(java.util.Optional.ofNullable(number));
    }

    @Test
    void every_policy_number_is_found_however_it_is_said() {
        var random = new Random(11);
        var digits = List.of(DIGITS.split(" "));
        for (int round = 0; round < 2_000; round++) {
            var number = new StringBuilder();
            var said = new StringBuilder(random.nextBoolean() ? "my policy number is" : "um it is");
            for (int i = 0; i < 8; i++) {
                boolean letter = i > 0 && random.nextInt(3) == 0;
                char c = (char) (letter ? 'A' + random.nextInt(26) : '0' + random.nextInt(10));
                if (i == 4) {
                    number.append('-');
                    if (random.nextBoolean()) said.append(" dash");
                }
                number.append(c);
                said.append(' ').append(letter ? String.valueOf(Character.toLowerCase(c)) : digits.get(c - '0'));
                if (random.nextInt(8) == 0) said.append(" uh");
            }
            assertThat(Identifiers.policyNumber(Words.of(said.toString()))).as(said.toString()).contains(number.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "my name is juhani virtanen that is spelled v i r t a n e n       | Juhani Virtanen   | true",
        "my name is Juhani Virtanen, that is spelled V-I-R-T-A-N-E-N      | Juhani Virtanen   | true",
        "my name is you honey virtue nan that is spelled v i r t a n e n  | You Honey Virtanen | true",
        "my name is hannah becker b e c k e r                             | Hannah Becker     | true",
        "priya raghavan spelled r a g h a v a n                           | Priya Raghavan    | true",
        "my last name is kowalski k o w a l s k i                         | Kowalski          | true",
        "my name is hannah b e c k e r                                    | Hannah Becker     | true",
        "uh this is Siobhan O'Kelly                                       | Siobhan O'Kelly   | false",
        "d u p o n t                                                      | Dupont            | true",
        "yes it is anna maria smith                                       | Anna Maria Smith  | false",
        "the other driver ran a red light and hit my door                 | -                 | false",
        "56B5-12C0                                                        | -                 | false"})
    void a_name_is_what_was_said_with_the_spelled_part_letter_for_letter(String said, String name, boolean spelled) {
        var heard = PersonName.answered(Words.of(said));
        assertThat(heard.map(PersonName::text)).isEqualTo(java.util.Optional.ofNullable(name));
        heard.ifPresent(person -> assertThat(person.spelled()).isEqualTo(spelled));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "it happened on march third at about half past four in the afternoon          | March 3                | 4:30 p.m.",
        "it was last tuesday the fourteenth of may around nine fifteen in the morning | last Tuesday, May 14   | 9:15 a.m.",
        "yesterday evening at six thirty                                              | yesterday              | 6:30 p.m.",
        "on the thirtieth of november two thousand and twenty three                   | November 30, 2023      | -",
        "july twenty second nineteen eighty four                                      | July 22, 1984          | -",
        "On March 3rd, 2026 at 4:30 p.m.                                              | March 3, 2026          | 4:30 p.m.",
        "the 14th of May around quarter to ten                                        | May 14                 | 9:45",
        "3/14/2026 at noon                                                            | 3/14/2026              | noon",
        "two days ago at around ten oh five at night                                  | two days ago           | 10:05 p.m.",
        "last night                                                                   | last night             | at night",
        "on friday at five o'clock                                                    | Friday                 | 5:00",
        "it may have been five or six people                                          | -                      | -"})
    void days_and_times_are_read_as_people_say_them(String said, String date, String time) {
        assertThat(WhenSaid.date(Words.of(said))).isEqualTo(java.util.Optional.ofNullable(date));
        assertThat(WhenSaid.time(Words.of(said))).isEqualTo(java.util.Optional.ofNullable(time));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "yes|YES", "Yeah.|YES", "um yes|YES", "that's correct|YES", "yes that is right thank you very much|YES", "correct|YES",
        "yes hannah becker is right|YES", "no, that's right|YES", "I think so|YES", "no yeah|YES", "there is nothing wrong|YES",
        "no|NO", "nope|NO", "not really|NO", "no that is not correct|NO", "that's wrong|NO", "yes but the phone number is wrong|NO",
        "I don't think so|NO", "well no|NO", "yeah no|NO",
        "hello|-", "I did not hear you|-", "the car is red|-"})
    void agreement_is_heard_in_its_many_words(String said, YesNo answer) {
        assertThat(YesNo.in(Words.of(said))).isEqualTo(java.util.Optional.ofNullable(answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "no nobody was hurt and uh the car can still be driven | NO  | YES",
        "no one was hurt                                       | NO  | -",
        "no injuries                                           | NO  | -",
        "no someone was hurt                                   | YES | -",
        "I don't think anyone was hurt, but it had to be towed | NO  | NO",
        "my wife is in hospital and the car can't be driven    | YES | NO",
        "we are all fine and it did not have to be towed       | NO  | YES",
        "it was raining                                        | -   | -"})
    void a_fact_is_heard_with_its_negation(String said, YesNo hurt, YesNo drivable) {
        var fields = Form.load("claims-intake").fields();
        assertThat(topic(fields.get("injured")).in(Words.of(said))).isEqualTo(java.util.Optional.ofNullable(hurt));
        assertThat(topic(fields.get("drivable")).in(Words.of(said))).isEqualTo(java.util.Optional.ofNullable(drivable));
    }

    private static Topic topic(Form.Field field) {
        return new Topic(field.phrases().get("yes"), field.phrases().get("no"));
    }
}
