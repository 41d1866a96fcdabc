package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Turns that are answered only after the program has ruled on them. */
class GatedTurnsTest {

    private final Desk desk = new Desk(new TurnPlan(Desk.LANE, true, true, Limits.DEFAULT).gated(Duration.ofSeconds(5)));

    private void heard(String item) {
        desk.on(started(item, 0), stopped(item, 900), committed(item), added(item)).after(600)
                .on(asr(item, "it is 56B5-12Z0", 1), done(transcript("t_" + item, item, "It is 56B5-12C0.")));
    }

    private Desk ruled(String item, Ruling ruling) {
        desk.actions.addAll(desk.ledger.ruled(item, ruling, desk.now));
        return desk;
    }

    private static Response answer(String id, String item, String text) {
        return beside(id, new Mark(Mark.ANSWER, item, 1), Response.Status.COMPLETED, List.of(assistant("a_" + id, text)), Optional.of(usage(100)));
    }

    private List<Action.Answer> answers() {
        return desk.all(Action.Answer.class);
    }

    @Test
    void nothing_is_answered_before_the_ruling_and_the_wait_is_in_the_record() {
        heard("u");
        assertThat(answers()).isEmpty();
        desk.after(250);
        ruled("u", new Ruling.AnswerWith("Ask again."));
        assertThat(answers()).containsExactly(new Action.Answer("u", Optional.of("Ask again.")));
        desk.after(100).on(created(answer("r", "u", "")), audio("r"), done(answer("r", "u", "Was that a C?")));
        assertThat(((Reply.Said) desk.only().reply()).text()).isEqualTo("Was that a C?");
        assertThat(desk.only().took().toAnswer()).contains(Duration.ofMillis(850));
        assertThat(desk.only().took().toReplyAudio()).contains(Duration.ofMillis(950));
        assertThat(desk.only().meters().reply()).contains(usage(100));
    }

    @Test
    void a_request_for_an_answer_is_in_the_conversation_and_keeps_the_agents_instructions() {
        var request = OutOfBand.answer(new Action.Answer("u", Optional.of("Ask again.")), "Be kind.");
        assertThat(request.response().outOfBand()).isFalse();
        assertThat(request.response().instructions()).contains("Be kind.\n\nAsk again.");
        assertThat(OutOfBand.answer(new Action.Answer("u", Optional.empty()), "Be kind.").response().instructions()).isEmpty();
    }

    @Test
    void silence_is_a_ruling_too() {
        heard("u");
        ruled("u", new Ruling.StaySilent());
        assertThat(answers()).isEmpty();
        assertThat(desk.only().reply()).isEqualTo(new Reply.Nothing(new Reason.KeptSilent()));
    }

    @Test
    void without_a_ruling_in_time_the_turn_is_answered_and_the_record_says_so() {
        heard("u");
        desk.after(Duration.ofMillis(4900));
        assertThat(answers()).isEmpty();
        desk.after(Duration.ofMillis(200));
        assertThat(answers()).hasSize(1);
        ruled("u", new Ruling.StaySilent());
        desk.on(done(answer("r", "u", "Hello.")));
        assertThat(desk.only().notes()).containsExactly("no ruling within 5.0 s: answered all the same");
        assertThat(answers()).hasSize(1);
    }

    @Test
    void a_later_turn_takes_the_answer_with_it() {
        heard("u");
        heard("v");
        ruled("u", new Ruling.Answer());
        assertThat(answers()).isEmpty();
        assertThat(desk.only().reply()).isEqualTo(new Reply.Nothing(new Reason.AnsweredTogether("v")));
        ruled("v", new Ruling.Answer());
        assertThat(answers()).extracting(Action.Answer::itemId).containsExactly("v");
    }

    @Test
    void an_answer_finds_its_turn_though_the_caller_has_spoken_again() {
        heard("u");
        ruled("u", new Ruling.Answer());
        heard("v");
        desk.on(created(answer("r", "u", "")), done(answer("r", "u", "One.")));
        assertThat(((Reply.Said) desk.only().reply()).text()).isEqualTo("One.");
        ruled("v", new Ruling.Answer());
        assertThat(answers()).extracting(Action.Answer::itemId).containsExactly("u", "v");
    }

    @Test
    void while_the_agent_speaks_the_next_answer_waits() {
        desk.on(created(reply("greeting", "")));
        heard("u");
        ruled("u", new Ruling.Answer());
        assertThat(answers()).isEmpty();
        desk.on(done(reply("greeting", "Welcome.")));
        assertThat(answers()).hasSize(1);
    }

    @Test
    void a_refused_answer_ends_the_turn() {
        heard("u");
        ruled("u", new Ruling.Answer());
        desk.on(refused(new Mark(Mark.ANSWER, "u", 1), "conversation_already_has_active_response"));
        assertThat(desk.only().reply()).isEqualTo(new Reply.Nothing(new Reason.Refused("conversation_already_has_active_response")));
    }

    @Test
    void a_call_that_ends_keeps_no_turn_waiting_for_a_ruling() {
        heard("u");
        desk.end(new EndReason.HungUp());
        assertThat(desk.only().reply()).isEqualTo(new Reply.Nothing(new Reason.CallOver(new EndReason.HungUp())));
        ruled("u", new Ruling.Answer());
        assertThat(answers()).isEmpty();
        assertThat(desk.ledger.busy()).isFalse();
    }

    @Test
    void an_item_that_is_deleted_waits_for_no_ruling() {
        heard("u");
        desk.on(new ServerEvent.ItemDeleted("u"));
        assertThat(desk.only().reply()).isEqualTo(new Reply.Nothing(new Reason.ItemDeleted()));
    }
}
