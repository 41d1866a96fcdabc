package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.cost.PriceBook;
import dev.sidetone.cost.Usd;
import dev.sidetone.protocol.Response.Status;
import dev.sidetone.turn.Budget.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a call may spend out of band. A request of 1,000 tokens of text costs 0.4 cents and the token it answers with. */
class BudgetTest {

    private static final String PLAIN = "Somebody drove into the back of my car while I was waiting at the lights.";

    private static Desk desk(String dollars, String model) {
        var lane = new TurnPlan.Lane(ContextPolicy.notes(), Guard.off(), java.util.Set.of()).within(new Budget(Usd.of(dollars), PriceBook.bundled(), model));
        return new Desk(new TurnPlan(Optional.of(lane), true, false, Limits.DEFAULT));
    }

    private static void turn(Desk desk, String item, String builtIn) {
        int before = desk.asks().size();
        desk.on(added(item), asr(item, builtIn, 3));
        if (desk.asks().size() == before) return;
        desk.on(done(beside("t_" + item, mark(item), Status.COMPLETED, List.of(assistant("o_" + item, builtIn)), Optional.of(usage(1000)))));
    }

    private static List<Step> steps(Desk desk) {
        return desk.all(Action.Degraded.class).stream().map(Action.Degraded::step).toList();
    }

    @Test
    void it_asks_for_less_in_the_stated_order_and_never_spends_more() {
        var desk = desk("0.0405", "gpt-realtime");
        for (int i = 0; i < 12; i++) turn(desk, "u" + i, "my policy number is 56B5 12C0");
        assertThat(steps(desk)).containsExactly(Step.WHEN_IT_PAYS, Step.LATEST_TURN, Step.BUILT_IN_ONLY);
        assertThat(desk.all(Action.Degraded.class).getLast().spent()).isLessThanOrEqualTo(Usd.of("0.0405"));
        assertThat(desk.asks().getFirst().context().word()).isEqualTo("notes");
        assertThat(desk.asks().getLast().context().word()).isEqualTo("latest");
        var last = desk.records().getLast();
        assertThat(last.outOfBand()).isEqualTo(new Heard.Nothing(new Reason.NotAsked("budget of $0.040500: " + Step.BUILT_IN_ONLY.inWords())));
        assertThat(last.transcript().source()).isEqualTo(TurnRecord.Source.BUILT_IN);
        assertThat(desk.records()).anySatisfy(turn -> assertThat(turn.notes()).contains("budget of $0.040500: " + Step.LATEST_TURN.inWords()));
    }

    @Test
    void from_half_of_it_a_turn_needs_a_sign() {
        var desk = desk("0.0405", "gpt-realtime");
        var story = List.of("I was waiting at the lights.", "Somebody drove into me from behind.", "The bumper is hanging off now.", "Nobody was hurt, thank God.",
                "We both got out and talked.", "The driver was very sorry.", "It had been raining all morning.", "There were witnesses on the pavement.");
        for (int i = 0; i < story.size(); i++) turn(desk, "u" + i, story.get(i));
        assertThat(steps(desk)).containsExactly(Step.WHEN_IT_PAYS);
        assertThat(desk.records().getLast().outOfBand()).isInstanceOf(Heard.Nothing.class);
    }

    @Test
    void no_second_request_follows_when_the_money_is_gone() {
        var lane = new TurnPlan.Lane(new ContextPolicy.LatestTurn(), text -> new Verdict.Doubted(List.of(Doubt.ANSWERED)), java.util.Set.of())
                .within(new Budget(Usd.of("0.005"), PriceBook.bundled(), "gpt-realtime"));
        var desk = new Desk(new TurnPlan(Optional.of(lane), true, false, Limits.DEFAULT));
        turn(desk, "u", "hello");
        assertThat(desk.asks()).hasSize(1);
        assertThat(desk.only().notes()).contains("not asked again: budget of $0.005000: " + Step.BUILT_IN_ONLY.inWords());
        assertThat(desk.only().transcript().source()).isEqualTo(TurnRecord.Source.BUILT_IN);
    }

    @Test
    void a_model_without_a_price_is_told_once_and_nothing_is_held_back() {
        var desk = desk("0.001", "unheard-of");
        for (int i = 0; i < 4; i++) turn(desk, "u" + i, PLAIN);
        assertThat(steps(desk)).containsExactly(Step.UNPRICED);
        assertThat(desk.all(Action.Degraded.class).getFirst().why()).contains("no price for model \"unheard-of\"");
        assertThat(desk.asks()).hasSize(4);
    }

    @Test
    void a_policy_that_chooses_goes_on_choosing_and_no_step_is_told_that_changes_nothing() {
        var lane = new TurnPlan.Lane(ContextPolicy.notes(), Guard.off(), java.util.Set.of())
                .within(new Budget(Usd.of("0.0405"), PriceBook.bundled(), "gpt-realtime")).asking(occasionally());
        var desk = new Desk(new TurnPlan(Optional.of(lane), true, false, Limits.DEFAULT));
        for (int i = 0; i < 12; i++) turn(desk, "u" + i, PLAIN);
        assertThat(steps(desk)).containsExactly(Step.LATEST_TURN, Step.BUILT_IN_ONLY);
    }

    private static TranscribePolicy.Own occasionally() {
        return occasion -> new TranscribePolicy.Choice.Ask("because");
    }

    @Test
    void a_budget_of_nothing_is_no_budget() {
        assertThatThrownBy(() -> new Budget(Usd.ZERO, PriceBook.bundled(), "gpt-realtime")).hasMessageContaining("ask never");
    }
}
