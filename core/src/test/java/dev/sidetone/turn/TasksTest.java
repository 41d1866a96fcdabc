package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.TaskResult.Outcome;
import dev.sidetone.turn.TaskResult.Try;
import dev.sidetone.turn.TaskResult.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tasks from what sets them off to their result, without a wire. */
class TasksTest {

    private static final Json SCHEMA = Json.parse("""
            {"type": "object", "additionalProperties": false, "required": ["policy"],
             "properties": {"policy": {"type": "string", "pattern": "^[0-9A-Z]{4,}$"}, "injured": {"type": "boolean"}}}""");
    private static final Reason REFUSED = new Reason.Refused("tools_not_supported");
    private static final Reason OVER = new Reason.CallOver(new EndReason.HungUp());

    private final List<TaskResult<?>> results = new ArrayList<>();

    private <T> Errands errands(Task.Triggered<T> what) {
        return new Errands(List.of(new Errand<>(what.task(), what.trigger(), results::add)));
    }

    private <T> Errand<T> byHand(Task<T> task) {
        return new Errand<>(task, new Trigger.ByHand(), results::add);
    }

    private static Errands.Step.Ask asked(Errands.Step step) {
        return (Errands.Step.Ask) step;
    }

    private static JsonNode response(Errands.Step.Ask ask) {
        return Json.parse(Codec.write(ask.request())).node().get("response");
    }

    private static Heard said(String text) {
        return new Heard.Text(text, Desk.START);
    }

    /** Answers a request; what follows it, if anything does. */
    private Optional<Errands.Step.Ask> answer(Errands errands, Errands.Step.Ask ask, Heard answer) {
        var step = errands.answered(new Action.TaskEnded(ask.taskId(), answer, Optional.<Usage>empty())).orElseThrow();
        if (step instanceof Errands.Step.Ended ended) ended.tell().run();
        return step instanceof Errands.Step.Ask next ? Optional.of(next) : Optional.empty();
    }

    static TurnRecord turn(String item, String builtIn, String outOfBand, String reply) {
        var heard = new TurnRecord.Hearings(said(builtIn), said(outOfBand), new Verdict.NothingToJudge(), List.of());
        var said = new Reply.Said(reply, Response.Status.COMPLETED, Optional.empty(), List.of(), Optional.empty());
        var nothing = Optional.<Duration>empty();
        return new TurnRecord(item, 1, TurnRecord.Speech.UNKNOWN, heard, said, new TurnRecord.Took(nothing, nothing, nothing), Meters.NONE, List.of());
    }

    @Test
    void an_extraction_forces_a_call_by_the_schema_and_hands_over_what_fits_it() {
        var errands = new Errands(List.of());
        var ask = asked(errands.ask(byHand(Tasks.extract(SCHEMA))));
        var request = response(ask);
        assertThat(request.get("conversation").stringValue()).isEqualTo("none");
        assertThat(request.get("tools")).hasSize(1);
        assertThat(request.get("tools").get(0).get("parameters")).isEqualTo(SCHEMA.node());
        assertThat(request.get("tool_choice").toString()).isEqualTo("{\"type\":\"function\",\"name\":\"extract\"}");
        assertThat(answer(errands, ask, said("{\"policy\": \"56B5\"}"))).isEmpty();
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(new Outcome.Value<>(Json.parse("{\"policy\":\"56B5\"}")));
            assertThat(result.tries()).containsExactly(new Try(Way.CALL, Optional.empty()));
        });
    }

    @Test
    void an_answer_that_does_not_fit_is_asked_for_once_more_and_then_the_task_ends_with_the_reason() {
        var errands = new Errands(List.of());
        var first = asked(errands.ask(byHand(Tasks.extract(SCHEMA))));
        var second = answer(errands, first, said("{\"policy\": \"secret words\"}")).orElseThrow();
        assertThat(second.taskId()).isNotEqualTo(first.taskId());
        assertThat(response(second).get("instructions").stringValue())
                .contains("An earlier answer was of no use", "/policy breaks \"pattern\"").doesNotContain("secret words");
        assertThat(answer(errands, second, said("{}"))).isEmpty();
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(new Outcome.Nothing<>(new Reason.Unfit("the object breaks \"required\" policy")));
            assertThat(result.tries()).extracting(Try::way).containsExactly(Way.CALL, Way.CALL);
        });
    }

    @Test
    void a_peer_that_refuses_the_call_is_asked_for_json_as_text_and_nothing_around_it() {
        var errands = new Errands(List.of());
        var call = asked(errands.ask(byHand(Tasks.extract(SCHEMA))));
        var text = answer(errands, call, new Heard.Nothing(REFUSED)).orElseThrow();
        assertThat(response(text).get("tools")).isEmpty();
        assertThat(response(text).get("instructions").stringValue()).contains("JSON schema", SCHEMA.text());
        var again = answer(errands, text, said("Sure: {\"policy\": \"56B5\"}")).orElseThrow();
        assertThat(answer(errands, again, said("{\"policy\": \"56B5\"}"))).isEmpty();
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.value()).isPresent();
            assertThat(result.tries()).containsExactly(new Try(Way.CALL, Optional.of(REFUSED)),
                    new Try(Way.JSON_TEXT, Optional.of(new Reason.Unfit("it is not one JSON object"))), new Try(Way.JSON_TEXT, Optional.empty()));
        });
    }

    @Test
    void other_failures_end_a_task_at_once() {
        var errands = new Errands(List.of());
        for (var why : List.of(new Reason.Failed("x"), new Reason.Expired(Duration.ofSeconds(1)), OVER)) {
            assertThat(answer(errands, asked(errands.ask(byHand(Tasks.summary()))), new Heard.Nothing(why))).isEmpty();
            assertThat(results.getLast().outcome()).isEqualTo(new Outcome.Nothing<>(why));
        }
    }

    @Test
    void no_turn_is_asked_about_twice() {
        var errands = errands(Tasks.summary().onEachTurn());
        var turn = turn("u", "hello", "hello", "Hi.");
        assertThat(errands.turn(turn)).hasSize(1);
        assertThat(errands.turn(turn)).isEmpty();
        assertThat(errands.turn(turn("v", "hello", "hello", "Hi."))).hasSize(1);
        assertThat(errands.atEnd()).isEmpty();
    }

    @Test
    void a_mismatch_or_a_value_sets_a_task_off_and_other_turns_do_not() {
        var onMismatch = errands(Tasks.summary().onMismatch());
        assertThat(onMismatch.turn(turn("a", "five six b five", "five six b five", "Yes."))).isEmpty();
        assertThat(onMismatch.turn(turn("b", "five six b five", "five six b nine", "Yes."))).hasSize(1);
        var onCode = errands(Tasks.summary().onEntity(Entity.Kind.CODE));
        assertThat(onCode.turn(turn("a", "hello", "hello", "Hi."))).isEmpty();
        assertThat(onCode.turn(turn("b", "five six b five", "five six b five", "Yes."))).hasSize(1);
    }

    @Test
    void the_end_sets_off_its_tasks_once() {
        var errands = errands(Tasks.summary().atEnd());
        assertThat(errands.turn(turn("a", "hello", "hello", "Hi."))).isEmpty();
        assertThat(errands.atEnd()).hasSize(1);
        assertThat(errands.atEnd()).isEmpty();
    }

    @Test
    void a_call_that_is_over_ends_what_is_set_off_with_its_reason() {
        var errands = errands(Tasks.summary().atEnd());
        errands.over(new EndReason.HungUp());
        errands.atEnd().forEach(step -> ((Errands.Step.Ended) step).tell().run());
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(new Outcome.Nothing<>(OVER));
            assertThat(result.tries()).isEmpty();
        });
    }

    @Test
    void code_of_the_program_that_throws_ends_its_task_and_nothing_else() {
        var failed = new Outcome.Nothing<>(new Reason.ProgramFailed("java.lang.IllegalStateException"));
        var thrower = errands(Tasks.summary().onTurns(turn -> {
            throw new IllegalStateException("SECRET");
        }));
        thrower.turn(turn("a", "hello", "hello", "Hi.")).forEach(step -> ((Errands.Step.Ended) step).tell().run());
        assertThat(results).singleElement().satisfies(result -> assertThat(result.outcome()).isEqualTo(failed));

        var errands = new Errands(List.of());
        var ask = asked(errands.ask(byHand(new Shaky())));
        assertThat(answer(errands, ask, said("anything"))).isEmpty();
        assertThat(results.getLast().outcome()).isEqualTo(failed);
        assertThat(results.getLast().tries()).hasSize(1);
    }

    private static final class Shaky implements Task<String> {
        @Override
        public String name() {
            return "shaky";
        }

        @Override
        public String instructions() {
            return "Say something.";
        }

        @Override
        public Form<String> form() {
            return Form.text(said -> {
                throw new IllegalStateException("SECRET");
            });
        }
    }

    @Test
    void a_check_sets_the_reply_against_the_transcript_as_texts() {
        var errands = errands(Tasks.check().onEachTurn());
        assertThat(errands.turn(turn("silent", "", "", "Hello?"))).isEmpty();
        var ask = asked(errands.turn(turn("u", "five six b", "five six b", "I have 57B.")).getFirst());
        assertThat(response(ask).get("input").get(0).toString()).contains("five six b", "I have 57B.");
        assertThat(answer(errands, ask, said("{\"verdict\": \"contradicts\", \"what\": \"57B instead of 56B\"}"))).isEmpty();
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.itemId()).contains("u");
            assertThat(result.outcome()).isEqualTo(new Outcome.Value<>(new ReplyCheck.Contradicts("57B instead of 56B")));
        });
    }

    @Test
    void what_models_say_of_callers_does_not_print() {
        assertThat(Reading.of("SECRET")).asString().doesNotContain("SECRET");
        assertThat(new Outcome.Value<>("SECRET")).asString().doesNotContain("SECRET");
        assertThat(new ReplyCheck.Contradicts("SECRET")).asString().doesNotContain("SECRET");
        assertThat(Tasks.text("own", "SECRET")).asString().doesNotContain("SECRET");
    }

    @Test
    void a_schema_that_is_none_is_told_in_one_line() {
        assertThatThrownBy(() -> Tasks.extract(Json.parse("{\"type\": \"string\"}"))).hasMessageContaining("not of an object");
        assertThatThrownBy(() -> Tasks.extract(Json.parse("{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"strng\"}}}")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("/properties/a/type").hasMessageNotContaining("\n");
    }
}
