package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response.Status;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.TranscriptionUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnLedgerTest {

    private final Desk desk = new Desk();

    private static ServerEvent[] turn(String item) {
        return new ServerEvent[] {started(item, 1460), stopped(item, 4256), committed(item), added(item)};
    }

    private static Reason why(Heard heard) {
        return ((Heard.Nothing) heard).why();
    }

    @Test
    void a_plain_turn_holds_both_transcripts_the_reply_and_what_they_took() {
        desk.on(turn("u")).after(100).on(created(reply("r", ""))).after(50).on(created(transcript("t", "u", "")))
                .after(150).on(asr("u", "Hello", 3)).after(100).on(audio("r"), done(transcript("t", "u", "Hello."))).on(done(reply("r", "Hi there")));
        var turn = desk.only();
        assertThat(turn.builtIn()).isEqualTo(new Heard.Text("Hello", Desk.START.plusMillis(300)));
        assertThat(turn.outOfBand()).isEqualTo(new Heard.Text("Hello.", Desk.START.plusMillis(400)));
        assertThat(turn.reply()).isEqualTo(new Reply.Said("Hi there", Status.COMPLETED, Optional.empty(), List.of(), Optional.empty()));
        assertThat(turn.took()).isEqualTo(new TurnRecord.Took(
                Optional.of(Duration.ofMillis(300)), Optional.of(Duration.ofMillis(400)), Optional.of(Duration.ofMillis(400))));
        assertThat(turn.speech().expectedAudioTokens()).hasValue(27);
        assertThat(turn.meters().reply()).contains(usage(1000));
        assertThat(turn.meters().outOfBand()).contains(usage(450));
        assertThat(turn.audioUnderReported()).isTrue();
        assertThat(turn.transcript().source()).isEqualTo(TurnRecord.Source.OUT_OF_BAND);
        assertThat(desk.ledger.busy()).isFalse();
    }

    @Test
    void it_asks_once_and_only_when_the_item_stands_in_the_conversation() {
        desk.on(started("u", 0), stopped("u", 900), committed("u"));
        assertThat(desk.asks()).isEmpty();
        desk.on(added("u"), added("u"), new ServerEvent.ItemDone(Optional.empty(), userAudio("u", Item.Status.COMPLETED)), committed("u"));
        assertThat(desk.asks()).containsExactly(new Action.AskForTranscript(
                "u", 1, Attempt.Manner.USUAL, new ContextPolicy.LatestTurn(), List.of(), Optional.of(List.of(new Item.Reference("u")))));
    }

    @Test
    void an_item_announced_at_speech_start_is_asked_about_when_it_is_committed() {
        desk.on(new ServerEvent.ItemAdded(Optional.empty(), userAudio("u", Item.Status.IN_PROGRESS)), started("u", 0));
        assertThat(desk.asks()).isEmpty();
        desk.on(stopped("u", 900), committed("u"));
        assertThat(desk.asks()).hasSize(1);
    }

    @Test
    void a_peer_that_only_commits_is_asked_after_a_grace() {
        desk.on(committed("u")).after(Duration.ofMillis(900));
        assertThat(desk.asks()).isEmpty();
        desk.after(Duration.ofMillis(200));
        assertThat(desk.asks()).hasSize(1);
    }

    @Test
    void a_refusal_comes_home_by_its_event_id_and_the_built_in_transcript_stands_in() {
        desk.on(turn("u")).on(turn("v")).on(refused(mark("u"), "item_not_found"), asr("u", "Hello", 1), created(reply("r", "")), done(reply("r", "Hi")));
        var turn = desk.only();
        assertThat(turn.itemId()).isEqualTo("u");
        assertThat(why(turn.outOfBand())).isEqualTo(new Reason.Refused("item_not_found"));
        assertThat(turn.reply()).isEqualTo(new Reply.Nothing(new Reason.AnsweredTogether("v")));
        assertThat(turn.transcript()).isEqualTo(new TurnRecord.Transcript(TurnRecord.Source.BUILT_IN, Optional.of("Hello"),
                "out of band: the request was refused (item_not_found)"));
    }

    @Test
    void a_context_that_is_refused_for_want_of_breath_or_money_is_not_narrowed() {
        for (var code : List.of("rate_limit_exceeded", "insufficient_quota", "server_error")) {
            var desk = new Desk(new TurnPlan(Desk.lane(new ContextPolicy.WholeSession(), Guard.off()), true, false, Limits.DEFAULT));
            desk.on(started("u", 0), stopped("u", 900), committed("u"), added("u")).on(refused(mark("u"), code), asr("u", "Hello", 1));
            assertThat(desk.asks()).as(code).hasSize(1);
            assertThat(desk.only().outOfBand()).isEqualTo(new Heard.Nothing(new Reason.Refused(code)));
        }
    }

    @Test
    void a_refused_wider_context_is_asked_again_once_with_the_turn_alone() {
        var last = new Desk(new TurnPlan(Desk.lane(new ContextPolicy.LastTurns(2), Guard.off()), false, false, Limits.DEFAULT));
        last.on(added("u"), done(transcript("t1", "u", "one")), new ServerEvent.ItemAdded(Optional.empty(), assistant("a", "Hi")), added("v"));
        last.on(refused(mark("v"), "item_not_found"));
        assertThat(last.asks()).extracting(a -> a.input().orElseThrow().stream().map(i -> i.id().orElseThrow()).toList())
                .containsExactly(List.of("u"), List.of("u", "a", "v"), List.of("v"));
        last.on(refused(new Mark(Mark.TRANSCRIPT, "v", 2), "item_not_found"));
        assertThat(last.asks()).hasSize(3);
        assertThat(why(last.records().get(1).outOfBand())).isEqualTo(new Reason.Refused("item_not_found"));
        assertThat(last.records().get(1).notes()).hasSize(1);
    }

    @Test
    void each_failure_of_a_listener_has_its_own_reason() {
        record Case(Status status, Reason why) {}
        for (var c : List.of(new Case(Status.CANCELLED, new Reason.Cancelled("turn_detected")),
                new Case(Status.INCOMPLETE, new Reason.Incomplete("max_output_tokens")),
                new Case(Status.FAILED, new Reason.Failed("rate_limit_exceeded")))) {
            var desk = new Desk(new TurnPlan(Desk.LANE, true, false, Limits.DEFAULT));
            desk.on(turn("u")).on(done(beside("t", mark("u"), c.status, List.of(), Optional.of(usage(7)))), asrFailed("u", "audio_unintelligible"));
            assertThat(why(desk.only().outOfBand())).isEqualTo(c.why);
            assertThat(why(desk.only().builtIn())).isEqualTo(new Reason.AsrFailed("audio_unintelligible"));
            assertThat(desk.only().transcript().source()).isEqualTo(TurnRecord.Source.NONE);
            assertThat(desk.only().meters().outOfBand()).contains(usage(7));
        }
    }

    @Test
    void silence_is_a_text_and_a_missing_message_is_not() {
        var plan = new TurnPlan(Desk.LANE, false, false, Limits.DEFAULT);
        var silent = new Desk(plan).on(turn("u")).on(done(transcript("t", "u", " \n"))).only();
        assertThat(silent.outOfBand()).isEqualTo(new Heard.Text("", Desk.START));
        assertThat(silent.transcript().text()).contains("");
        var missing = new Desk(plan).on(turn("u")).on(done(beside("t", mark("u"), Status.COMPLETED, List.of(), Optional.empty()))).only();
        assertThat(why(missing.outOfBand())).isEqualTo(new Reason.NoText());
    }

    @Test
    void a_peer_whose_final_response_is_empty_is_read_by_its_deltas() {
        var desk = new Desk(new TurnPlan(Desk.LANE, false, false, Limits.DEFAULT));
        var empty = beside("t", mark("u"), Status.COMPLETED, List.of(), Optional.empty());
        desk.on(turn("u")).on(created(empty), text("t", "Hel"), text("t", "lo"), done(empty));
        assertThat(desk.only().outOfBand()).isEqualTo(new Heard.Text("Hello", Desk.START));
    }

    @Test
    void the_last_completed_transcription_counts_and_bills_once() {
        desk.on(turn("u")).on(asr("u", "Hel", 2), asr("u", "Hello", 3), asrFailed("u", "late_trouble"))
                .on(created(reply("r", "")), done(transcript("t", "u", "x")), done(reply("r", "Hi")));
        assertThat(((Heard.Text) desk.only().builtIn()).text()).isEqualTo("Hello");
        assertThat(desk.only().meters().builtIn()).hasValueSatisfying(u -> assertThat(((TranscriptionUsage.Seconds) u).seconds()).isEqualByComparingTo("3"));
        desk.on(asr("u", "Hello!", 3));
        assertThat(desk.all(Action.Late.class)).containsExactly(
                new Action.Late("u", Action.Late.What.BUILT_IN, Optional.of("Hello!"), Meters.NONE));
    }

    @Test
    void what_never_comes_expires_and_what_comes_then_is_late_with_its_cost() {
        desk.on(turn("u")).after(Duration.ofSeconds(21));
        assertThat(why(desk.only().outOfBand())).isEqualTo(new Reason.Expired(Duration.ofSeconds(20)));
        assertThat(why(desk.only().builtIn())).isEqualTo(new Reason.Expired(Duration.ofSeconds(20)));
        assertThat(desk.only().reply()).isEqualTo(new Reply.Nothing(new Reason.Expired(Duration.ofSeconds(20))));
        desk.on(done(transcript("t", "u", "Hello")), asr("u", "Hello", 2), created(reply("r", "")), done(reply("r", "Hi")));
        assertThat(desk.records()).hasSize(1);
        assertThat(desk.all(Action.Late.class)).extracting(Action.Late::what)
                .containsExactly(Action.Late.What.OUT_OF_BAND, Action.Late.What.BUILT_IN, Action.Late.What.REPLY);
        assertThat(desk.all(Action.Late.class)).extracting(late -> late.meters().outOfBand().or(late.meters()::reply).isPresent() || late.meters().builtIn().isPresent())
                .containsOnly(true);
    }

    @Test
    void a_request_that_runs_too_long_is_cancelled_by_its_id() {
        desk.on(turn("u")).on(created(transcript("t", "u", ""))).after(Duration.ofSeconds(25));
        assertThat(desk.all(Action.Cancel.class)).containsExactly(new Action.Cancel("t"));
        assertThat(why(desk.only().outOfBand())).isEqualTo(new Reason.Expired(Duration.ofSeconds(20)));
    }

    @Test
    void the_end_of_the_call_settles_every_open_turn_with_what_is_known() {
        var cut = new EndReason.ConnectionLost("reset");
        desk.on(turn("u")).on(created(reply("r", "")), text("r", "We wi"), asr("u", "Hello", 2)).on(started("v", 9000)).end(cut);
        assertThat(desk.records()).extracting(TurnRecord::itemId).containsExactly("u", "v");
        var first = desk.records().getFirst();
        assertThat(why(first.outOfBand())).isEqualTo(new Reason.CallOver(cut));
        assertThat(first.builtIn()).isInstanceOf(Heard.Text.class);
        assertThat(first.reply()).isEqualTo(new Reply.Said("We wi", Status.IN_PROGRESS, Optional.of("connection_lost"), List.of(), Optional.empty()));
        assertThat(desk.on(added("w")).records()).extracting(TurnRecord::itemId).containsExactly("u", "v", "w");
    }

    @Test
    void speech_that_is_never_committed_still_becomes_a_record() {
        desk.on(started("u", 0), stopped("u", 700)).after(Duration.ofSeconds(11));
        assertThat(why(desk.only().builtIn())).isEqualTo(new Reason.NeverCommitted());
        assertThat(new Desk().on(started("u", 0), new ServerEvent.AudioCleared()).only().reply())
                .isEqualTo(new Reply.Nothing(new Reason.NeverCommitted()));
    }

    @Test
    void a_deleted_item_waits_for_no_transcript() {
        desk.on(turn("u")).on(new ServerEvent.ItemDeleted("u"));
        assertThat(why(desk.only().outOfBand())).isEqualTo(new Reason.ItemDeleted());
    }

    @Test
    void a_reply_cut_off_by_the_caller_keeps_what_was_said() {
        desk.on(turn("u")).on(created(reply("r", "")), started("v", 5000),
                done(inBand("r", Status.CANCELLED, List.of(assistant("ar", "I will")), Optional.of(usage(9)))),
                new ServerEvent.ItemTruncated("ar", 0, Duration.ofMillis(640)), asr("u", "a", 1), done(transcript("t", "u", "a")));
        assertThat(desk.only().reply()).isEqualTo(new Reply.Said("I will", Status.CANCELLED, Optional.of("turn_detected"), List.of(),
                Optional.of(Duration.ofMillis(640))));
        assertThat(desk.only().meters().reply()).contains(usage(9));
        desk.on(new ServerEvent.ItemTruncated("ar", 0, Duration.ofMillis(640)));
        assertThat(desk.all(Action.Late.class)).extracting(Action.Late::what).containsExactly(Action.Late.What.TRUNCATION);
    }

    @Test
    void a_tool_call_and_what_follows_are_one_reply() {
        var call = new Item.FunctionCall(Optional.of("f"), Optional.empty(), "find_policy", "call_1", "{}");
        var plan = new TurnPlan(Optional.empty(), false, true, Limits.DEFAULT);
        var desk = new Desk(plan).on(turn("u")).on(done(inBand("r1", Status.COMPLETED, List.of(call), Optional.of(usage(5)))));
        assertThat(desk.records()).isEmpty();
        desk.on(created(reply("r2", "")), done(reply("r2", "Found it")));
        assertThat(desk.only().reply()).isEqualTo(new Reply.Said("Found it", Status.COMPLETED, Optional.empty(), List.of("find_policy"), Optional.empty()));
        assertThat(desk.only().meters().reply()).contains(Meters.sum(usage(5), usage(1000)));
    }

    @Test
    void greetings_answers_to_typed_text_and_strangers_belong_to_no_turn_but_their_cost_is_shown() {
        var typed = new Item.Message(Optional.of("m"), Optional.empty(), Item.Role.USER, List.of(new ContentPart.InputText("hi")));
        desk.on(done(reply("greeting", "Welcome"))).on(turn("u")).on(done(reply("r", "Yes")))
                .on(new ServerEvent.ItemAdded(Optional.empty(), typed), done(reply("r2", "typed")))
                .on(done(new dev.sidetone.protocol.Response("foreign", Status.COMPLETED, Optional.empty(), List.of(), Optional.empty(),
                        settings(), Optional.of(usage(3)), java.util.Map.of("purpose", "mood"))));
        assertThat(desk.all(Action.AnsweredNobody.class)).extracting(a -> a.response().id()).containsExactly("greeting", "r2", "foreign");
        assertThat(desk.ledger.inBand("greeting")).isTrue();
        assertThat(desk.ledger.inBand("foreign")).isFalse();
    }

    @Test
    void a_peer_without_conversation_ids_is_believed_by_the_marks() {
        var plain = new dev.sidetone.protocol.Response("r", Status.COMPLETED, Optional.empty(), List.of(assistant("a", "Hi")),
                Optional.empty(), settings(), Optional.empty(), java.util.Map.of());
        var desk = new Desk(new TurnPlan(Desk.LANE, false, true, Limits.DEFAULT));
        desk.on(turn("u")).on(created(plain), done(transcript("t", "u", "Hello")), done(plain));
        assertThat(desk.only().reply()).isInstanceOf(Reply.Said.class);
        assertThat(desk.ledger.inBand("r")).isTrue();
        assertThat(desk.ledger.transcribes("t")).contains("u");
        assertThat(desk.ledger.inBand("t")).isFalse();
    }

    @Test
    void a_task_gets_its_answer_its_refusal_or_its_deadline() {
        desk.ledger.asked("task-1", desk.now);
        desk.ledger.asked("task-2", desk.now);
        desk.ledger.asked("task-3", desk.now);
        desk.on(done(beside("s", new Mark("summary", "task-1", 1), Status.COMPLETED, List.of(assistant("o", "short")), Optional.of(usage(2)))),
                refused(new Mark("summary", "task-2", 1), "invalid_value")).after(Duration.ofSeconds(21));
        assertThat(desk.all(Action.TaskEnded.class)).containsExactly(
                new Action.TaskEnded("task-1", new Heard.Text("short", Desk.START), Optional.of(usage(2))),
                new Action.TaskEnded("task-2", new Heard.Nothing(new Reason.Refused("invalid_value")), Optional.empty()),
                new Action.TaskEnded("task-3", new Heard.Nothing(new Reason.Expired(Duration.ofSeconds(20))), Optional.empty()));
    }

    @Test
    void switched_off_listeners_are_not_waited_for() {
        var off = new Desk(new TurnPlan(Optional.empty(), false, false, Limits.DEFAULT)).on(turn("u"));
        assertThat(why(off.only().builtIn())).isEqualTo(new Reason.SwitchedOff());
        assertThat(off.asks()).isEmpty();
        assertThat(off.only().reply()).isEqualTo(new Reply.Nothing(new Reason.NotExpected()));
    }

    @Test
    void nothing_that_was_said_shows_in_a_string() {
        desk.on(turn("u")).on(created(reply("r", "")), asr("u", "SECRET", 1), done(transcript("t", "u", "SECRET")), done(reply("r", "SECRET")), asr("u", "SECRET", 1));
        assertThat(desk.actions.toString()).doesNotContain("SECRET").contains("6 chars");
    }
}
