package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.Shared;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the two transcripts disagree on is told before anybody acts. */
class MismatchedTest {

    private static List<String> kinds(Desk desk) {
        return desk.actions.stream().map(action -> action.getClass().getSimpleName()).toList();
    }

    @Test
    void a_policy_number_heard_in_two_ways_is_told_while_the_reply_still_runs() {
        var desk = new Desk().on(added("u"), created(reply("r", "")), asr("u", "it is 56B5-12Z0", 2), done(transcript("t", "u", "It is 56B5-12C0.")));
        assertThat(desk.records()).isEmpty();
        assertThat(desk.all(Action.Mismatched.class)).singleElement().satisfies(told -> {
            assertThat(told.itemId()).isEqualTo("u");
            assertThat(told.mismatches()).singleElement().isInstanceOf(Mismatch.OfEntity.class);
        });
        desk.on(done(reply("r", "Thank you.")));
        assertThat(kinds(desk)).containsExactly("AskForTranscript", "Mismatched", "TurnHeard", "TurnEnded");
        assertThat(desk.only().mismatches()).isEqualTo(desk.all(Action.Mismatched.class).getFirst().mismatches());
    }

    @Test
    void it_is_told_once_even_where_the_built_in_text_comes_again() {
        var desk = new Desk().on(added("u"), asr("u", "it is 56B5-12Z0", 2), done(transcript("t", "u", "It is 56B5-12C0.")), asr("u", "it is 56B5-12D0", 2));
        assertThat(desk.all(Action.Mismatched.class)).hasSize(1);
    }

    @Test
    void transcripts_that_merely_differ_and_doubted_ones_are_told_nothing_about() {
        var alike = new Desk().on(added("u"), asr("u", "well it is 56 b5 12 c0", 2), done(transcript("t", "u", "It is 56B5-12C0.")));
        assertThat(alike.all(Action.TurnHeard.class)).hasSize(1);
        assertThat(alike.all(Action.Mismatched.class)).isEmpty();
        var doubted = new Desk(new TurnPlan(Desk.lane(new ContextPolicy.LatestTurn(), text -> new Verdict.Doubted(List.of(Doubt.ANSWERED))), true, false, Limits.DEFAULT));
        doubted.on(added("u"), asr("u", "it is 56B5-12Z0", 2), done(transcript("t", "u", "Sure, 1111."))).end(new EndReason.HungUp());
        assertThat(doubted.all(Action.Mismatched.class)).isEmpty();
    }

    @Test
    void a_recorded_polish_transcript_of_an_english_sentence_is_another_language() throws IOException {
        var desk = new Desk();
        var item = "item_E4BAsP00UV55RqqV8zSub";
        for (var line : Files.readAllLines(Shared.path("traces/azure-voice-live-server-vad-turn.jsonl"))) {
            var frame = Json.parse(line).node();
            if (frame.get("direction").stringValue().equals("server")) desk.on(Codec.readServer(frame.get("event").toString()));
        }
        desk.on(done(beside("t", mark(item), dev.sidetone.protocol.Response.Status.COMPLETED, List.of(assistant("o", "Hello, my name is Marcelo.")), Optional.empty())));
        assertThat(desk.all(Action.Mismatched.class)).singleElement()
                .satisfies(told -> assertThat(told.mismatches()).containsExactly(new Mismatch.OfLanguage("en", "pl")));
    }
}
