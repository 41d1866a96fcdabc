package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response.Status;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.turn.Attempt.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a transcript that is doubted. Here a text is doubted when it begins with "Sure"; or as a test says. */
class GuardedLaneTest {

    private static final Guard CHATTY = evidence -> switch (evidence.outOfBand()) {
        case Heard.Text text -> text.text().startsWith("Sure") ? new Verdict.Doubted(List.of(Doubt.ANSWERED)) : new Verdict.Trusted();
        case Heard.Nothing(Reason.Incomplete ignored) -> new Verdict.Doubted(List.of(Doubt.CUT_OFF));
        case Heard.Nothing ignored -> new Verdict.NothingToJudge();
        case Heard.Pending ignored -> throw new AssertionError("nothing to judge yet");
    };

    private final Desk desk = desk(new ContextPolicy.LatestTurn(), CHATTY);

    private static Desk desk(ContextPolicy context, Guard guard) {
        return new Desk(new TurnPlan(Desk.lane(context, guard), true, false, Limits.DEFAULT));
    }

    private static ServerEvent[] turn(String item) {
        return new ServerEvent[] {started(item, 0), stopped(item, 900), committed(item), added(item)};
    }

    private static Mark mark(int attempt) {
        return new Mark(Mark.TRANSCRIPT, "u", attempt);
    }

    private static ServerEvent answer(int attempt, String text) {
        return done(beside("t" + attempt, mark(attempt), Status.COMPLETED, List.of(assistant("o" + attempt, text)), Optional.of(usage(100 * attempt))));
    }

    private static ServerEvent call(int attempt, String arguments) {
        var call = new Item.FunctionCall(Optional.of("f"), Optional.empty(), "transcript", "call_1", arguments);
        return done(beside("t" + attempt, mark(attempt), Status.COMPLETED, List.of(call), Optional.of(usage(100 * attempt))));
    }

    private static List<Manner> manners(Desk desk) {
        return desk.asks().stream().map(Action.AskForTranscript::manner).toList();
    }

    @Test
    void a_doubted_answer_is_asked_for_again_as_a_call_about_the_turn_alone() {
        var notes = desk(new ContextPolicy.Notes(List.of("Kasko")), CHATTY);
        notes.on(turn("u")).on(answer(1, "Sure, I can help."));
        assertThat(manners(notes)).containsExactly(Manner.USUAL, Manner.STRICT_CALL);
        assertThat(notes.asks().getFirst().input().orElseThrow()).hasSize(2);
        assertThat(notes.asks().getLast().input()).contains(List.of(new Item.Reference("u")));
        notes.on(asr("u", "can you help", 1), call(2, "{\"transcript\": \"Can you help?\"}"));
        var turn = notes.only();
        assertThat(turn.transcript()).isEqualTo(new TurnRecord.Transcript(TurnRecord.Source.OUT_OF_BAND, Optional.of("Can you help?"),
                "heard out of band, asked twice: the first transcript answered instead of writing down"));
        assertThat(turn.verdict()).isEqualTo(new Verdict.Trusted());
        assertThat(turn.heard().attempts()).extracting(Attempt::usage).containsExactly(Optional.of(usage(100)), Optional.of(usage(200)));
        assertThat(turn.meters().outOfBand()).contains(Meters.sum(usage(100), usage(200)));
        assertThat(turn.heard().attempts().getFirst().notes()).containsExactly("may be said: Kasko");
        assertThat(turn.notes()).containsExactly("asked again more strictly: the transcript answered instead of writing down");
    }

    @Test
    void doubted_twice_the_built_in_text_is_the_one_to_go_by() {
        desk.on(turn("u")).on(asr("u", "can you help", 1), answer(1, "Sure, I can help."), answer(2, "Sure!"));
        assertThat(desk.only().transcript()).isEqualTo(new TurnRecord.Transcript(TurnRecord.Source.BUILT_IN, Optional.of("can you help"),
                "out of band: the transcript answered instead of writing down"));
        assertThat(desk.only().verdict()).isEqualTo(new Verdict.Doubted(List.of(Doubt.ANSWERED)));
        assertThat(desk.asks()).hasSize(2);
    }

    @Test
    void without_a_built_in_text_a_doubted_one_is_kept_but_not_to_go_by() {
        desk.on(turn("u")).on(asrFailed("u", "audio_unintelligible"), answer(1, "Sure, I can help."), answer(2, "Sure!"));
        assertThat(desk.only().transcript().source()).isEqualTo(TurnRecord.Source.NONE);
        assertThat(desk.only().transcript().text()).isEmpty();
        assertThat(desk.only().outOfBand()).isEqualTo(new Heard.Text("Sure!", Desk.START));
    }

    @Test
    void silence_of_the_built_in_recogniser_is_believed_only_where_words_were_invented() {
        for (var doubt : List.of(Doubt.INVENTED, Doubt.LABELLED)) {
            var judged = desk(new ContextPolicy.LatestTurn(), evidence -> new Verdict.Doubted(List.of(doubt)));
            judged.on(turn("u")).on(asr("u", " ", 1), answer(1, "Hello"), answer(2, "Hello"));
            assertThat(judged.only().transcript().source()).isEqualTo(doubt == Doubt.INVENTED ? TurnRecord.Source.BUILT_IN : TurnRecord.Source.NONE);
        }
    }

    @Test
    void of_two_doubted_texts_the_one_with_the_lighter_doubt_is_kept() {
        var judged = desk(new ContextPolicy.LatestTurn(), evidence -> new Verdict.Doubted(List.of(
                ((Heard.Text) evidence.outOfBand()).text().startsWith("Note") ? Doubt.LABELLED : Doubt.ANSWERED)));
        judged.on(turn("u")).on(asr("u", "hello", 1), answer(1, "Note: hello"), answer(2, "Hi, I am here to help"));
        assertThat(((Heard.Text) judged.only().outOfBand()).text()).isEqualTo("Note: hello");
        assertThat(judged.only().verdict()).isEqualTo(new Verdict.Doubted(List.of(Doubt.LABELLED)));
    }

    @Test
    void a_peer_that_takes_no_function_call_is_asked_for_plain_text_then_and_from_then_on() {
        desk.on(turn("u")).on(answer(1, "Sure"), refused(mark(2), "unknown_parameter"));
        assertThat(manners(desk)).containsExactly(Manner.USUAL, Manner.STRICT_CALL, Manner.STRICT_TEXT);
        desk.on(asr("u", "hello", 1), answer(3, "Hello"));
        assertThat(desk.only().notes()).containsExactly("asked again more strictly: the transcript answered instead of writing down",
                "the function call was not taken, asked for plain text: the request was refused (unknown_parameter)");
        desk.on(turn("v")).on(done(transcript("tv", "v", "Sure")));
        assertThat(manners(desk)).endsWith(Manner.USUAL, Manner.STRICT_TEXT);
    }

    @Test
    void a_refusal_for_rate_limits_says_nothing_about_function_calls() {
        desk.on(turn("u")).on(asr("u", "hello", 1), answer(1, "Sure"), refused(mark(2), "rate_limit_exceeded"));
        assertThat(manners(desk)).containsExactly(Manner.USUAL, Manner.STRICT_CALL);
        assertThat(desk.only().transcript().source()).isEqualTo(TurnRecord.Source.BUILT_IN);
        desk.on(turn("v")).on(done(transcript("tv", "v", "Sure")));
        assertThat(manners(desk)).endsWith(Manner.USUAL, Manner.STRICT_CALL);
    }

    @Test
    void a_call_with_arguments_that_cannot_be_read_is_no_text() {
        for (var arguments : List.of("{\"transcript\": 7}", "{", "[]", "{\"text\": \"hello\"}")) {
            var one = desk(new ContextPolicy.LatestTurn(), CHATTY);
            one.on(turn("u")).on(asr("u", "hello", 1), answer(1, "Sure"), call(2, arguments));
            assertThat(one.only().heard().attempts().getLast().answer()).isEqualTo(new Heard.Nothing(new Reason.NoText()));
            assertThat(one.only().transcript().source()).isEqualTo(TurnRecord.Source.BUILT_IN);
        }
    }

    @Test
    void an_answer_cut_off_at_its_limit_is_doubted_and_asked_for_again() {
        desk.on(turn("u")).on(done(beside("t1", mark(1), Status.INCOMPLETE, List.of(assistant("o", "I was dri")), Optional.of(usage(9)))));
        assertThat(manners(desk)).containsExactly(Manner.USUAL, Manner.STRICT_CALL);
        desk.on(asr("u", "i was driving", 1), call(2, "{\"transcript\": \"I was driving.\"}"));
        assertThat(desk.only().transcript().text()).contains("I was driving.");
    }

    @Test
    void what_comes_later_may_cost_a_text_its_trust_while_the_turn_is_open() {
        Guard parrot = evidence -> evidence.said().byAgent().contains(((Heard.Text) evidence.outOfBand()).text())
                ? new Verdict.Doubted(List.of(Doubt.REPEATS_AGENT)) : new Verdict.Trusted();
        var open = new Desk(new TurnPlan(Desk.lane(new ContextPolicy.LatestTurn(), parrot), true, true, Limits.DEFAULT));
        open.on(turn("u")).on(created(reply("r", "")), asr("u", "hello", 1), answer(1, "How are you?"));
        assertThat(open.asks()).hasSize(1);
        assertThat(open.all(Action.TurnHeard.class)).singleElement().satisfies(heard ->
                assertThat(heard.heard().transcript().text()).contains("How are you?"));
        open.on(done(reply("r", "How are you?")));
        assertThat(open.records()).isEmpty();
        open.on(answer(2, "Hello."));
        assertThat(open.only().transcript().text()).contains("Hello.");
        assertThat(open.all(Action.TurnHeard.class)).hasSize(1);
    }

    @Test
    void the_guard_is_shown_what_was_said_before_and_the_reply_but_nothing_later() {
        var seen = new ArrayList<Evidence>();
        var open = new Desk(new TurnPlan(Optional.of(new TurnPlan.Lane(new ContextPolicy.LatestTurn(), evidence -> {
            seen.add(evidence);
            return new Verdict.Trusted();
        }, Set.of("en"))), true, true, Limits.DEFAULT));
        open.on(done(reply("g", "Welcome."))).on(turn("u")).on(asr("u", "one", 1), done(transcript("tu", "u", "One")), done(reply("r", "First.")));
        open.on(turn("v")).on(asr("v", "two", 1), done(reply("s", "Second.")), done(transcript("tv", "v", "Two")));
        assertThat(seen.getLast().said()).isEqualTo(new Evidence.Said(List.of("Welcome.", "First.", "Second."), List.of("One")));
        assertThat(seen.getLast().builtIn()).isInstanceOf(Heard.Text.class);
        assertThat(seen.getLast().speech()).contains(Duration.ofMillis(900));
        assertThat(seen.getLast().languages()).containsExactly("en");
        assertThat(seen.getFirst().said().byAgent()).containsExactly("Welcome.");
        assertThat(seen).hasSizeLessThan(12);
    }

    @Test
    void nothing_is_asked_again_once_the_call_is_over() {
        desk.on(turn("u")).on(answer(1, "Fine"));
        desk.end(new EndReason.HungUp());
        assertThat(desk.only().transcript().text()).contains("Fine");
        var late = desk(new ContextPolicy.LatestTurn(), CHATTY);
        late.on(turn("u")).on(answer(1, "Sure")).end(new EndReason.HungUp());
        assertThat(late.asks()).hasSize(2);
        assertThat(late.only().heard().attempts().getLast().answer()).isEqualTo(new Heard.Nothing(new Reason.CallOver(new EndReason.HungUp())));
        assertThat(late.only().transcript().source()).isEqualTo(TurnRecord.Source.NONE);
    }

    @Test
    void a_second_request_has_its_own_limit_and_the_first_text_stays() {
        desk.on(turn("u")).on(asr("u", "hello", 1)).after(Duration.ofSeconds(19)).on(answer(1, "Sure")).after(Duration.ofSeconds(19));
        assertThat(desk.records()).isEmpty();
        desk.after(Duration.ofSeconds(2));
        assertThat(desk.only().heard().attempts().getLast().answer()).isEqualTo(new Heard.Nothing(new Reason.Expired(Duration.ofSeconds(20))));
        assertThat(((Heard.Text) desk.only().outOfBand()).text()).isEqualTo("Sure");
        assertThat(desk.only().transcript().source()).isEqualTo(TurnRecord.Source.BUILT_IN);
    }

    @Test
    void without_a_guard_every_text_is_trusted() {
        var open = desk(new ContextPolicy.LatestTurn(), Guard.off());
        open.on(turn("u")).on(asr("u", "hello", 1), answer(1, "Sure"));
        assertThat(open.only().transcript().text()).contains("Sure");
    }

    @Test
    void each_refusal_of_a_context_leads_to_the_next_narrower_one_with_the_reason_noted() {
        var wide = desk(new ContextPolicy.SharedPrefix(), CHATTY);
        wide.on(new ServerEvent.ItemAdded(Optional.empty(), assistant("a", "Hi"))).on(turn("u"));
        for (int attempt = 1; attempt <= 3; attempt++) wide.on(refused(mark(attempt), "item_not_found"));
        assertThat(wide.asks()).extracting(ask -> ask.context().word()).containsExactly("shared", "whole", "notes");
        wide.on(asr("u", "hello", 1));
        assertThat(wide.only().heard().attempts()).allMatch(Attempt::refused);
        assertThat(wide.only().notes()).first().isEqualTo(
                "the context \"shared\" was not taken, asked again with \"whole\": the request was refused (item_not_found)");
        var noted = desk(new ContextPolicy.Notes(List.of("Kasko")), CHATTY);
        noted.on(turn("u")).on(refused(mark(1), "invalid_value"));
        assertThat(noted.asks()).extracting(ask -> ask.context().word()).containsExactly("notes", "latest");
    }
}
