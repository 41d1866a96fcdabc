package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

    private static List<String> patterns(String instructions) {
        return Expectations.of(instructions, List.of()).patterns().stream().map(pattern -> String.join("-", pattern.groups())).toList();
    }

    @Test
    void a_stated_pattern_is_expected() {
        assertThat(patterns(HearingReport.INSTRUCTIONS)).containsExactly("XXXX-XXXX");
        assertThat(patterns("Order ids look like \"AAA-9999\".")).containsExactly("AAA-9999");
        assertThat(patterns("format: XX-XXXXXX; older ones ##-####")).containsExactly("XX-XXXXXX", "99-9999");
    }

    @Test
    void without_a_pattern_no_code_is_expected() {
        assertThat(patterns("Write what was said. Policy numbers matter. AAA members say 9999. A-B-C. Year 1999. XXX.")).isEmpty();
        assertThat(patterns("")).isEmpty();
    }

    @Test
    void letters_and_digits_are_listened_for_when_the_prompt_speaks_of_them() {
        assertThat(Expectations.of(HearingReport.INSTRUCTIONS, List.of()).spellings(List.of(), false)).hasSize(3);
        assertThat(Expectations.of("Transcribe.", List.of()).spellings(List.of(), false)).isEmpty();
    }

    @Test
    void the_last_question_says_what_to_listen_for_first() {
        assertThat(asked("Thank you. What is your policy number? It is on your card.")).isEqualTo(Expectations.Asked.CODE);
        assertThat(asked("Which phone number can we reach you at?")).isEqualTo(Expectations.Asked.PHONE);
        assertThat(asked("May I have your full legal name, and could you spell it?")).isEqualTo(Expectations.Asked.NAME);
        assertThat(asked("Was anyone hurt in the accident?")).isEqualTo(Expectations.Asked.YES_NO);
        assertThat(asked("I am sorry to hear that.")).isEqualTo(Expectations.Asked.ANYTHING);
    }

    private static Expectations.Asked asked(String question) {
        return Expectations.of(HearingReport.INSTRUCTIONS, List.of("policyholder: unknown", question)).asked();
    }

    @Test
    void names_come_from_notes_and_from_what_was_spelled() {
        var expectations = Expectations.of("", List.of("policyholder: Minhajul Hoque (spelled)", "my name is Anna V-I-R-T-A-N-E-N"));
        assertThat(expectations.names()).containsExactlyInAnyOrder("minhajul", "hoque", "virtanen");
    }

    @Test
    void notes_give_names_values_and_what_was_asked_and_nothing_else() {
        var notes = "Known from earlier in the call.\nmay be said: Kasko\npolicyholder: Minhajul Hoque (spelled)\npolicy number: 56B5-12C0 (confirmed)\n"
                + "agent asked: Thank you, What Phone number can we reach you at?";
        var expected = Expectations.of("Letters and numbers. XXXX-XXXX", List.of(notes));
        assertThat(expected.names()).containsExactly("kasko", "minhajul", "hoque");
        assertThat(expected.values()).containsExactly("56B512C0");
        assertThat(expected.asked()).isEqualTo(Expectations.Asked.PHONE);
        assertThat(Expectations.of("", List.of("Known.\npolicy number: 56B5-12C0 (confirmed)")).asked()).isEqualTo(Expectations.Asked.ANYTHING);
    }

    @Test
    void only_a_known_value_that_was_nearly_heard_is_near() {
        var expected = Expectations.of("", List.of("Known.\npolicy number: 56B5-12C0 (confirmed)"));
        var code = new Spelling.Code(CodePattern.of("XXXX-XXXX"), true);
        assertThat(expected.near("56P512C0", code, List.of())).containsExactly("56B512C0");
        assertThat(expected.near("56B512C0", code, List.of())).isEmpty();
        assertThat(expected.near("18P625T2", code, List.of())).isEmpty();
        assertThat(expected.near("56P512C", code, List.of())).isEmpty();
    }
}
