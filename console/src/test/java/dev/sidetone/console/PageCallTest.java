package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.test.Speech;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call from a page to a scripted server, as the page sees it. */
@Timeout(60)
class PageCallTest {

    private static final Duration WORDS = Duration.ofMillis(1_200);

    @Test
    void a_turn_is_told_as_it_comes_and_settles_with_both_transcripts_and_its_cost() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            assertThat(page.protocol()).isEqualTo("sidetone.console.1");
            assertThat(page.await("connected").path("model").asString()).isEqualTo("gpt-realtime");
            assertThat(page.await("listening").toString()).contains("\"context\":\"notes\",\"prompt\":\"verbatim\",\"from_turn\":1");
            page.await("line");
            page.says(Speech.turn(WORDS));
            var item = page.await("speech_started").path("item").stringValue();
            assertThat(page.await("reply_started").path("item").stringValue()).isEqualTo(item);
            assertThat(page.await("reply_audio").path("stream").intValue()).isEqualTo(1);
            var turn = page.await("turn").path("turn");
            assertThat(turn.path("item_id").stringValue()).isEqualTo(item);
            assertThat(turn.path("out_of_band").path("text").stringValue()).isEqualTo("Hello there.");
            assertThat(turn.path("built_in").path("text").stringValue()).isEqualTo("hello there");
            assertThat(turn.path("pieces").toString()).isEqualTo("[{\"kind\":\"same\",\"out_of_band\":\"Hello there.\",\"built_in\":\"hello there\",\"mismatch\":false}]");
            assertThat(turn.path("cost").path("total").path("usd").stringValue()).startsWith("0.0");
            assertThat(page.await("totals").path("turns").intValue()).isEqualTo(1);
        }
    }

    @Test
    void what_the_two_hear_differently_is_marked_and_worth_a_question_where_it_is_a_value() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            page.says(Speech.turn(WORDS));
            page.await("turn");
            page.says(Speech.turn(WORDS));
            assertThat(page.await("mismatch").path("mismatches").path(0).path("kind").asString()).isEqualTo("code");
            assertThat(page.await("heard").path("turn").path("number").intValue()).isEqualTo(2);
            var turn = page.await("turn", frame -> frame.path("turn").path("number").intValue() == 2).path("turn");
            assertThat(turn.path("pieces").path(0).path("kind").asString()).isEqualTo("same");
            assertThat(turn.path("pieces").path(1).toString()).isEqualTo(
                    "{\"kind\":\"changed\",\"out_of_band\":\"56B5-12C1.\",\"built_in\":\"five six b five one two c zero\",\"mismatch\":true}");
        }
    }

    @Test
    void a_caller_who_begins_to_speak_silences_the_page_and_its_last_word_is_what_was_heard() throws Exception {
        var longReply = ScriptedModel.script().hears("one").replies(ScriptedModel.says("word ".repeat(60))).hears("two").replies(ScriptedModel.says("Yes."));
        try (var stand = Stand.of(longReply); var page = stand.call().byHand()) {
            page.await("line");
            page.says(Speech.turn(WORDS));
            int stream = page.await("reply_audio").path("stream").intValue();
            page.played(stream, 4_800);
            page.says(Speech.turn(WORDS));
            assertThat(page.await("stop").path("stream").intValue()).isEqualTo(stream);
            page.played(stream, 6_000);
            page.await("turn", frame -> frame.path("turn").path("number").intValue() == 2);
            var call = stand.get("api/calls/c1/turns/1/reply.wav");
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.bytes()).hasSize(44 + 2 * 6_000);
        }
    }

    @Test
    void context_and_prompt_change_from_the_next_turn_on() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            page.says(Speech.turn(WORDS));
            assertThat(page.await("turn").path("turn").path("prompt").asString()).isEqualTo("verbatim");
            page.says("{\"type\":\"listen\",\"context\":\"last:2\",\"prompt\":\"mine\"}");
            var listening = page.await("listening");
            assertThat(listening.path("from_turn").intValue()).isEqualTo(2);
            page.says(Speech.turn(WORDS));
            var turn = page.await("turn", frame -> frame.path("turn").path("number").intValue() == 2).path("turn");
            assertThat(turn.path("context").asString()).isEqualTo("last:2");
            assertThat(turn.path("prompt").asString()).isEqualTo("mine");
            assertThat(turn.path("attempts").path(0).path("context").asString()).isEqualTo("last:2");
        }
    }

    @Test
    void what_cannot_be_listened_with_is_said_in_words_and_changes_nothing() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            for (var wish : List.of("{\"context\":\"shared\"}", "{\"context\":\"lots\"}", "{\"prompt\":\"theirs\"}")) {
                page.says(wish.replace("{", "{\"type\":\"listen\","));
                assertThat(page.await("problem").path("words").asString()).matches("the context .shared.*|.lots. is no context.*|there is no prompt.*");
            }
            page.says("no json");
            assertThat(page.await("problem").path("words").asString()).contains("cannot be read");
            assertThat(page.seen("listening")).hasSize(1);
            assertThat(stand.post("api/calls", "{\"context\":\"shared\"}").status()).isEqualTo(422);
        }
    }

    @Test
    void who_hangs_up_still_gets_the_turn_that_is_under_way_and_a_goodbye() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            page.says(Speech.turn(WORDS));
            page.await("speech_stopped");
            page.says("{\"type\":\"hang_up\"}");
            page.await("turn");
            var ended = page.await("ended");
            assertThat(ended.path("reason").asString()).isEqualTo("hung_up");
            assertThat(page.closeCode()).isEqualTo(1000);
            stand.awaitSessions(0);
        }
    }

    @Test
    void a_lost_connection_is_told_had_again_and_turns_go_on_counting() throws Exception {
        try (var stand = Stand.serving(server -> server.withFaults(Faults.none().at(1, new Fault.Cut(ServerEvent.ResponseDone.class))));
                var page = stand.call()) {
            page.await("line", frame -> frame.path("state").asString().equals("up"));
            page.says(Speech.turn(WORDS));
            page.await("line", frame -> frame.path("state").asString().equals("lost"));
            page.await("line", frame -> frame.path("state").asString().equals("again"));
            assertThat(page.await("listening").path("from_turn").intValue()).isEqualTo(2);
            page.await("line", frame -> frame.path("state").asString().equals("up"));
            page.says(Speech.turn(WORDS));
            var second = page.await("turn", frame -> frame.path("turn").path("number").intValue() == 2).path("turn");
            long first = page.seen("turn").getFirst().path("turn").path("speech").path("start_ms").longValue();
            assertThat(second.path("speech").path("start_ms").longValue()).isGreaterThan(first + 1_000);
        }
    }

    @Test
    void an_endpoint_that_cannot_be_had_is_said_in_one_line_without_a_key() throws Exception {
        try (var stand = Stand.serving(server -> server.withFaults(Faults.none().always(new Fault.HttpRefusal(503)))); var page = stand.call()) {
            var ended = page.await("ended");
            assertThat(ended.path("reason").asString()).isEqualTo("not_connected");
            assertThat(ended.path("words").asString()).contains("503").doesNotContain("\n", Stand.SECRET_KEY);
            assertThat(page.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void the_key_is_in_nothing_that_a_page_can_get() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            page.says(Speech.turn(WORDS));
            page.await("totals");
            page.says("{\"type\":\"hang_up\"}");
            page.await("ended");
            for (var path : List.of("", "api/setup", "api/calls", "api/calls/c1", "api/calls/c1/transcript.json", "api/calls/c1/transcript.txt")) {
                assertThat(stand.get(path).text()).as(path).doesNotContain(Stand.SECRET_KEY).doesNotContain("Be brief.");
            }
            assertThat(page.everything()).doesNotContain(Stand.SECRET_KEY).doesNotContain("Be brief.").contains("\"t\":");
        }
    }

    @Test
    void a_past_call_shows_with_the_frames_that_were_told_of_it() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            page.says(Speech.turn(WORDS));
            page.await("totals");
            page.says("{\"type\":\"hang_up\"}");
            page.await("ended");
            page.closeCode();
            var past = stand.get("api/calls/c1").json();
            assertThat(past.path("state").asString()).isEqualTo("ended");
            assertThat(past.path("turns").intValue()).isEqualTo(1);
            assertThat(past.path("usd").asString()).startsWith("0.0");
            assertThat(past.path("length_ms").longValue()).isGreaterThan(2_000);
            assertThat(past.path("events").valueStream().map(frame -> frame.path("type").asString()))
                    .contains("connected", "listening", "turn", "totals", "ended").doesNotContain("reply_delta", "heard");
            assertThat(past.path("events").valueStream().map(frame -> frame.path("t").longValue())).isSorted();
        }
    }
}
