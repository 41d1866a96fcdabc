package dev.sidetone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.agent.Value.Standing;
import dev.sidetone.speech.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Calls held along the shipped form. What a caller says stands as it would be heard. */
class DialogueTest {

    private static final Form FORM = Form.load("claims-intake");

    private final Dialogue call = new Dialogue(FORM);

    @Test
    void the_recorded_auto_call_fills_the_form() throws IOException {
        var replies = play(recorded("claims-auto"));
        expect("policyholder", "Juhani Virtanen").expect("policy_number", "56B5-12C0").expect("claim_type", "auto")
                .expect("phone", "415-555-0172").expect("date", "March 3").expect("time", "4:30 p.m.").expect("injured", "no")
                .expect("drivable", "yes");
        assertThat(call.established()).contains("policyholder: Juhani Virtanen (spelled)", "policy number: 56B5-12C0 (confirmed)",
                "phone: 415-555-0172 (confirmed)", "date: March 3 (confirmed)");
        assertThat(replies).noneMatch(reply -> reply.contains("{") || reply.contains("sorry, I did not"));
    }

    @Test
    void the_recorded_home_call_with_its_correction_and_its_question_back_fills_the_form() throws IOException {
        var replies = play(recorded("claims-home"));
        expect("policyholder", "Hannah Becker").expect("policy_number", "73H2-91K4").expect("claim_type", "home")
                .expect("phone", "212-555-0198").expect("date", "last Tuesday, May 14").expect("time", "9:15 a.m.").expect("safe", "yes");
        assertThat(replies.get(7)).contains("Hannah Becker").contains("B-E-C-K-E-R");
        assertThat(call.established()).contains("policyholder: Hannah Becker (spelled)", "policy number: 73H2-91K4 (confirmed)");
    }

    @Test
    void written_forms_fill_it_like_words_do() {
        play("Hello, I'd like to report a car accident.", "My name is Juhani Virtanen, that's spelled V-I-R-T-A-N-E-N.",
                "Um, yeah, my policy number is 56B5-12C0.", "Yes, that's correct.",
                "It was an auto accident. The other driver ran a red light and hit my passenger door.",
                "You can reach me at (415) 555-0172.", "It happened on March 3rd, at about 4:30 p.m.",
                "No, nobody was hurt, and, uh, the car can still be driven.", "Yes, that's right, thank you very much.");
        expect("policyholder", "Juhani Virtanen").expect("policy_number", "56B5-12C0").expect("phone", "415-555-0172")
                .expect("date", "March 3").expect("time", "4:30 p.m.").expect("injured", "no").expect("drivable", "yes");
    }

    @Test
    void a_whole_call_ends_with_the_submission() {
        basics();
        var replies = play("yes", "no", "yes it can", "yes the police came", "the number is 2026 77", "no", "yes that is right", "no that is all");
        assertThat(replies.getLast()).contains("submitting your claim").contains("business days");
        assertThat(call.finished()).isTrue();
        assertThat(call.hear("hello")).contains("Goodbye");
        expect("injured", "no").expect("drivable", "yes").expect("police", "yes").expect("report_number", "202677")
                .expect("witnesses", "no");
        assertThat(call.values().get("witnesses").standing()).isEqualTo(Standing.CONFIRMED);
    }

    @Test
    void silence_is_met_differently_each_time_and_passed_over_the_third() {
        play("hello");
        String first = call.hear(""), second = call.hear("  "), third = call.hear("");
        assertThat(first).isNotEqualTo(second).contains("name");
        assertThat(second).contains("name");
        assertThat(third).contains("policy number");
        assertThat(call.values().get("policyholder").standing()).isEqualTo(Standing.UNKNOWN);
        play("", "");
        assertThat(call.hear("")).contains("Goodbye");
    }

    @Test
    void a_caller_without_a_policy_number_gives_something_else() {
        play("hi i had a car accident", "anna smith s m i t h");
        assertThat(call.hear("I don't have it with me")).contains("date of birth");
        assertThat(call.hear("my date of birth is july twenty second nineteen eighty four")).contains("link the claim");
        assertThat(call.values()).doesNotContainKey("date");
        assertThat(call.values().get("policy_number").known()).isFalse();
        expect("identity", "my date of birth is july twenty second nineteen eighty four");
    }

    @Test
    void a_date_of_birth_is_never_taken_for_the_day_of_the_incident() {
        play("hi i had a car accident", "anna smith s m i t h", "i lost my card", "july twenty second nineteen eighty four");
        expect("identity", "july twenty second nineteen eighty four");
        assertThat(call.values()).doesNotContainKey("date");
    }

    @Test
    void an_optional_question_is_asked_once() {
        play("a car accident", "anna smith s m i t h", "56B5-12C0");
        assertThat(call.hear("yes")).contains("what happened");
        assertThat(call.hear("my number is 415-555-0172")).contains("on what day");
        assertThat(call.hear("the policy number is wrong")).contains("one character at a time");
        assertThat(call.hear("56B6-12C0")).contains("56B6-12C0").contains("right?");
    }

    @Test
    void a_number_that_does_not_fit_is_asked_again_and_never_completed() {
        play("a car accident", "anna smith s m i t h");
        assertThat(call.hear("five six b five dash one two c")).contains("56B5-12C").contains("not complete");
        assertThat(call.values()).doesNotContainKey("policy_number");
        assertThat(call.hear("free as family past three")).contains("one character at a time");
        assertThat(call.hear("five six b five one two c zero")).contains("56B5-12C0");
    }

    @Test
    void a_correction_is_read_back_before_it_counts() {
        play("a car accident", "anna smith s m i t h", "five six b five dash one two c zero");
        assertThat(call.hear("no it is five six d five dash one two c zero")).contains("56D5-12C0").contains("right?");
        assertThat(call.established()).noneMatch(line -> line.contains("56D5"));
        play("yes");
        assertThat(call.established()).contains("policy number: 56D5-12C0 (confirmed)");
    }

    @Test
    void a_detail_is_corrected_in_the_read_back() {
        basics();
        assertThat(call.hear("no the phone number is four one five five five five zero one seven three")).contains("415-555-0173");
        assertThat(call.hear("no")).contains("change");
        assertThat(call.hear("the date")).contains("day");
        assertThat(call.hear("march fourth")).contains("right?");
        play("yes");
        expect("phone", "415-555-0173").expect("date", "March 4");
        assertThat(call.established()).contains("phone: 415-555-0173 (confirmed)");
    }

    @Test
    void an_answer_to_another_question_is_taken_and_the_question_asked_again() {
        play("a car accident");
        String reply = call.hear("my number is two one two five five five zero one nine eight");
        assertThat(reply).contains("212-555-0198").contains("name");
        expect("phone", "212-555-0198");
    }

    @Test
    void who_will_not_say_hears_the_reason_once_and_is_then_left_alone() {
        play("a car accident");
        assertThat(call.hear("I'd rather not say")).contains("find your policy");
        assertThat(call.hear("no I don't want to")).contains("policy number");
    }

    @Test
    void an_unsure_caller_is_not_pressed() {
        basics();
        play("yes", "no");
        assertThat(call.hear("I'm not sure")).contains("not sure").contains("report");
        assertThat(call.values().get("drivable").standing()).isEqualTo(Standing.UNKNOWN);
    }

    @Test
    void a_question_beside_the_point_is_turned_back_politely() {
        play("a car accident");
        assertThat(call.hear("do I have to pay a deductible for this")).contains("adjuster").contains("name");
        assertThat(call.values()).doesNotContainKey("policyholder");
    }

    @Test
    void an_upset_caller_is_acknowledged_first_and_once() {
        assertThat(call.hear("oh my god it is terrible someone hit my car")).startsWith("I am so sorry.").contains("name");
        assertThat(call.hear("it was terrible my name is anna smith s m i t h")).startsWith("Thank you, Anna Smith");
        expect("claim_type", "auto");
    }

    @Test
    void repeating_waiting_reasons_and_stopping_are_respected() {
        play("a car accident");
        assertThat(call.hear("sorry, can you repeat that")).contains("full legal name");
        assertThat(call.hear("one moment please")).contains("take your time");
        assertThat(call.hear("why do you need that")).contains("find your policy");
        assertThat(call.hear("I have to go, I'll call back later")).contains("stop here");
        assertThat(call.finished()).isTrue();
    }

    @Test
    void a_second_claim_waits_for_the_first() {
        assertThat(call.hear("I have two claims, my car was hit and there is water in the kitchen")).contains("one first");
    }

    @Test
    void a_last_name_alone_is_followed_by_the_question_for_the_first() {
        play("a car accident");
        assertThat(call.hear("my last name is kowalski k o w a l s k i")).contains("first name");
        assertThat(call.hear("jan")).contains("Jan Kowalski");
        assertThat(call.established()).contains("policyholder: Jan Kowalski (spelled)");
    }

    @Test
    void a_word_that_is_no_name_is_not_taken_for_one() {
        play("a car accident");
        assertThat(call.hear("uh what")).contains("did not get that").contains("first and last name");
        assertThat(call.values()).doesNotContainKey("policyholder");
    }

    @Test
    void own_data_is_told_on_request_and_the_question_comes_back() {
        basics();
        assertThat(call.hear("what phone number do you have for me")).contains("415-555-0172").contains("right?");
        assertThat(call.hear("yes")).contains("What I read back");
        assertThat(call.hear("what is my address")).contains("do not have");
    }

    @Test
    void a_name_that_was_not_spelled_is_confirmed() {
        play("a car accident");
        assertThat(call.hear("anna smith")).contains("Is that right");
        assertThat(call.hear("no, it's anna smythe, s m y t h e")).contains("Anna Smythe").contains("policy number");
    }

    @Test
    void what_is_asked_for_is_said_in_plain_words() {
        play("a car accident");
        assertThat(call.expecting()).contains("name").contains("spelled");
        play("anna smith s m i t h");
        assertThat(call.expecting()).contains("policy number").contains("XXXX-XXXX");
        play("56B5-12C0");
        assertThat(call.expecting()).contains("yes or no");
    }

    /** Whatever is said in whatever order, the agent has an answer, finishes in the end, and prints no gap. */
    @Test
    void any_row_of_turns_gets_sensible_replies() {
        var turns = List.of("yes", "no", "", "hello", "a car accident", "my house burned", "anna smith s m i t h", "anna", "56B5-12C0",
                "five six b", "415-555-0172", "march third at noon", "no nobody was hurt", "I don't know", "I'd rather not", "again please",
                "what is my name", "what is my policy number", "no the date is wrong", "actually my name is jo hill", "the phone number",
                "it had to be towed", "why do you ask", "nothing", "that is all", "blah blah blah blah", "$ % 漢字", "a", "no it is 73H2-91K4");
        var random = new Random(5);
        for (int round = 0; round < 100; round++) {
            var dialogue = new Dialogue(FORM);
            dialogue.open();
            var said = new ArrayList<String>();
            for (int turn = 0; turn < 120 && !dialogue.finished(); turn++) {
                said.add(turns.get(random.nextInt(turns.size())));
                String reply = dialogue.hear(said.getLast());
                assertThat(reply).as(said.toString()).isNotBlank().doesNotContain("{").doesNotContain("null").doesNotContain(" .")
                        .doesNotContain("..").doesNotContain(", ,");
                assertThat(dialogue.values().get("policy_number")).as(said.toString())
                        .matches(value -> value == null || !value.known() || value.text().matches("[A-Z0-9]{4}-[A-Z0-9]{4}"));
            }
            assertThat(dialogue.finished()).as(said.toString()).isTrue();
        }
    }

    private void basics() {
        var replies = play("I want to report a car accident", "anna smith s m i t h", "56B5-12C0", "yes", "someone hit me at a crossing",
                "415-555-0172", "march third at noon");
        assertThat(replies.getLast()).contains("Anna Smith").contains("56B5-12C0").contains("415-555-0172").contains("March 3")
                .contains("Is all of that right?");
    }

    private List<String> play(List<String> turns) {
        return play(turns.toArray(String[]::new));
    }

    private List<String> play(String... turns) {
        if (call.values().isEmpty()) assertThat(call.open()).contains("Thank you for calling").contains("help you file your claim");
        var replies = new ArrayList<String>();
        for (String turn : turns) replies.add(call.hear(turn));
        return replies;
    }

    private DialogueTest expect(String field, String value) {
        assertThat(call.values()).containsKey(field);
        assertThat(call.values().get(field).text()).as(field).isEqualTo(value);
        return this;
    }

    /** The reference words of a recorded call, as if every one had been heard. */
    private static List<String> recorded(String name) throws IOException {
        var references = Pattern.compile("\"reference\": \"([^\"]*)\"").matcher(Files.readString(Shared.data("calls/" + name).resolve("call.json")));
        return references.results().map(result -> result.group(1)).toList();
    }
}
