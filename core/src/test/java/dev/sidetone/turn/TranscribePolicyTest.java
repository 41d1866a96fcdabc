package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.turn.TranscribePolicy.BuiltIn;
import dev.sidetone.turn.TranscribePolicy.Choice;
import dev.sidetone.turn.TranscribePolicy.Occasion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which turns are asked about, and what stands in the record of one that is not. */
class TranscribePolicyTest {

    private static final TranscribePolicy PAYS = new TranscribePolicy.WhenItPays(0);
    private static final String PLAIN = "Somebody drove into the back of my car while I was waiting at the lights.";

    private static Desk desk(TranscribePolicy policy) {
        return new Desk(new TurnPlan(Optional.of(Desk.LANE.orElseThrow().asking(policy)), true, false, Limits.DEFAULT));
    }

    private static Choice choice(String agent, String text, double seconds) {
        var said = new Evidence.Said(List.of(agent), List.of());
        var builtIn = new BuiltIn(new Heard.Text(text, Desk.START), Optional.empty(), Optional.of(Duration.ofMillis((long) (1000 * seconds))));
        return PAYS.choose(new Occasion("u", 1, builtIn, said, Set.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "What happened?                    | Somebody drove into the back of my car.      | 3 | ",
        "How can I help you today?         | I would like to report an accident, please.  | 3 | ",
        "Was anybody hurt?                 | No, thank God, nobody was.                   | 2 | ",
        "What happened?                    | it is five six b five dash one two c zero    | 5 | digits or letters in the built-in transcript",
        "Which car is it?                  | The plate is K R 7 double four               | 4 | digits or letters in the built-in transcript",
        "How can I help you?               | my name is Marcello                          | 2 | a name in the built-in transcript",
        "May I have your policy number?    | yes one moment please                        | 2 | the agent asked for a value",
        "Could you spell your name for me? | kasko vich                                   | 2 | the agent asked for a value",
        "What happened?                    | oh                                           | 14 | the built-in transcript has far fewer words than were said in the time",
        "How can I help you today?         | Cześć, nazywam się Marcelo, miałem wypadek.  | 4 | the built-in transcript is in another language than the agent's",
    })
    void a_cheap_sign_is_needed(String agent, String text, double seconds, String why) {
        var choice = choice(agent, text, seconds);
        if (why == null) assertThat(choice).isInstanceOf(Choice.Skip.class);
        else assertThat(choice).isEqualTo(new Choice.Ask(why));
    }

    @Test
    void without_a_text_it_is_asked_whatever_the_reason() {
        for (var heard : List.of(new Heard.Pending(), new Heard.Nothing(new Reason.AsrFailed("audio_unintelligible")), new Heard.Nothing(new Reason.SwitchedOff()), new Heard.Text(" ", Desk.START))) {
            assertThat(PAYS.choose(new Occasion("u", 1, new BuiltIn(heard, Optional.empty(), Optional.empty()), Evidence.Said.NOTHING, Set.of()))).isInstanceOf(Choice.Ask.class);
        }
    }

    @Test
    void a_turn_waits_for_its_built_in_transcript_and_is_asked_about_only_on_a_sign() {
        var desk = desk(PAYS).on(started("u", 0), stopped("u", 4000), added("u"));
        assertThat(desk.asks()).isEmpty();
        desk.on(asr("u", PLAIN, 4));
        var turn = desk.only();
        assertThat(desk.asks()).isEmpty();
        assertThat(turn.outOfBand()).isEqualTo(new Heard.Nothing(new Reason.NotAsked("nothing says that the built-in transcript is wrong, or that a value is at stake")));
        assertThat(turn.transcript().source()).isEqualTo(TurnRecord.Source.BUILT_IN);
        assertThat(turn.transcript().why()).startsWith("out of band: not asked: nothing says");
        assertThat(TurnJson.of(turn).text()).contains("\"reason\":\"not_asked\"");
        desk.on(added("v"), asr("v", "my policy number is 56B5 12C0", 4));
        assertThat(desk.asks()).hasSize(1);
        desk.on(done(transcript("t", "v", "My policy number is 56B5-12C0.")));
        assertThat(desk.records().getLast().notes()).containsExactly("asked out of band: digits or letters in the built-in transcript");
    }

    @Test
    void it_does_not_wait_for_ever() {
        var desk = desk(PAYS).on(added("u")).after(Duration.ofMillis(1900));
        assertThat(desk.asks()).isEmpty();
        desk.after(Duration.ofMillis(200));
        assertThat(desk.asks()).hasSize(1);
    }

    @Test
    void log_probabilities_of_words_count_and_those_of_marks_do_not() {
        var desk = desk(PAYS).on(added("u"), surely("u", PLAIN, "[{\"token\": \"car\", \"logprob\": -0.1}, {\"token\": \",\", \"logprob\": -3}]"));
        assertThat(desk.asks()).isEmpty();
        desk.on(added("v"), surely("v", PLAIN, "[{\"token\": \"car\", \"logprob\": -1.2}, 7, {}]"));
        assertThat(desk.asks()).hasSize(1);
    }

    @Test
    void the_record_says_how_sure_the_built_in_recogniser_was_of_its_least_sure_word() {
        var desk = desk(new TranscribePolicy.Never()).on(added("u"), surely("u", PLAIN, "[{\"token\": \"car\", \"logprob\": -1.2}, {\"token\": \"hit\", \"logprob\": -0.1}]"));
        assertThat(desk.only().heard().leastSure()).contains(Math.exp(-1.2));
        assertThat(TurnJson.of(desk.only()).node().path("built_in").path("least_sure").asDouble()).isEqualTo(Math.exp(-1.2));
        assertThat(desk(new TranscribePolicy.Never()).on(added("u"), asr("u", PLAIN, 3)).only().heard().leastSure()).isEmpty();
    }

    private static ServerEvent surely(String item, String text, String logprobs) {
        return new ServerEvent.TranscriptionCompleted(item, 0, text, new TranscriptionUsage.Unreported(), Optional.of(Json.parse(logprobs)));
    }

    @Test
    void a_share_of_the_other_turns_is_asked_about_always_the_same_ones() {
        var sampled = IntStream.range(0, 4000).filter(i -> sampled("item_" + i, 0.1)).toArray();
        // Four standard deviations of a tenth of 4,000.
        assertThat(sampled.length).isBetween(400 - 76, 400 + 76);
        assertThat(IntStream.of(sampled)).allMatch(i -> sampled("item_" + i, 0.1) && sampled("item_" + i, 0.2));
    }

    private static boolean sampled(String item, double share) {
        var builtIn = new BuiltIn(new Heard.Text(PLAIN, Desk.START), Optional.empty(), Optional.empty());
        return new TranscribePolicy.WhenItPays(share).choose(new Occasion(item, 1, builtIn, Evidence.Said.NOTHING, Set.of())).equals(new Choice.Ask("sampled"));
    }

    @Test
    void never_records_the_built_in_text_and_asks_nothing() {
        var desk = desk(new TranscribePolicy.Never()).on(added("u"), asr("u", "my number is 1 2 3 4 5", 3));
        assertThat(desk.asks()).isEmpty();
        assertThat(desk.only().outOfBand()).isEqualTo(new Heard.Nothing(new Reason.NotAsked("the policy is never to ask")));
    }

    @Test
    void a_policy_of_the_users_own_is_a_function() {
        TranscribePolicy.Own firstTurn = occasion -> occasion.number() == 1 ? new Choice.Ask("it comes first") : new Choice.Skip("the caller has said who they are");
        var desk = desk(firstTurn).on(added("u"), asr("u", PLAIN, 3), done(transcript("t", "u", PLAIN)), added("v"), asr("v", PLAIN, 3));
        assertThat(desk.asks()).extracting(Action.AskForTranscript::itemId).containsExactly("u");
        assertThat(desk.records().getFirst().notes()).containsExactly("asked out of band: it comes first");
        assertThat(desk.records().getLast().outOfBand()).isEqualTo(new Heard.Nothing(new Reason.NotAsked("the caller has said who they are")));
    }

    @Test
    void a_call_that_ends_before_the_choice_says_so() {
        assertThat(desk(PAYS).on(added("u")).end(new EndReason.HungUp()).only().outOfBand()).isEqualTo(new Heard.Nothing(new Reason.CallOver(new EndReason.HungUp())));
    }

    @Test
    void what_is_no_policy_is_named_with_what_is() {
        assertThat(TranscribePolicy.parse("pays:0.25")).isEqualTo(new TranscribePolicy.WhenItPays(0.25));
        assertThatIllegalArgumentException().isThrownBy(() -> TranscribePolicy.parse("pays:2")).withMessageContaining("always, never, pays");
    }
}
