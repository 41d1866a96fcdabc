package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.server.ContextWindow.Room;
import dev.sidetone.server.ContextWindow.Truncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContextWindowTest {

    private static final Truncation AUTO = new Truncation(true, 1, OptionalInt.empty());

    private final ContextWindow window = new ContextWindow(new TokenMeter(), ModelProfile.of("gpt-realtime"));
    private final List<Entry> entries = new ArrayList<>();

    /** Ten seconds of a caller: 100 tokens and 8 around them. */
    private void turns(int count) {
        for (int i = 0; i < count; i++) entries.add(Entry.callerAudio("item_" + entries.size(), Sounds.silence(10_000)));
    }

    private List<String> seen(int room, Truncation truncation) {
        return window.conversation(entries, "", List.of(), new Room(room, truncation)).context().stream().map(part -> part.seen().itemId()).toList();
    }

    @Test
    void what_fits_is_left_alone() {
        turns(5);

        assertThat(seen(540, AUTO)).hasSize(5);
    }

    @Test
    void the_oldest_goes_first() {
        turns(5);

        assertThat(seen(539, AUTO)).containsExactly("item_1", "item_2", "item_3", "item_4");
        assertThat(seen(220, AUTO)).containsExactly("item_3", "item_4");
    }

    @Test
    void a_ratio_leaves_room_so_that_the_next_turns_keep_their_beginning() {
        var half = new Truncation(true, 0.5, OptionalInt.empty());
        turns(11);
        assertThat(seen(1_080, half)).hasSize(5).startsWith("item_6");
        turns(5);

        assertThat(seen(1_080, half)).hasSize(10).startsWith("item_6");
        turns(1);
        assertThat(seen(1_080, half)).hasSize(5).startsWith("item_12");
    }

    @Test
    void what_was_left_out_stays_out_when_there_is_room_again() {
        turns(5);
        seen(220, AUTO);

        assertThat(seen(28_224, AUTO)).containsExactly("item_3", "item_4");
    }

    @Test
    void a_limit_of_the_sessions_own_does_not_count_instructions() {
        turns(3);
        var own = new Truncation(true, 1, OptionalInt.of(216));
        var instructions = "Speak slowly. ".repeat(50);

        assertThat(window.conversation(entries, instructions, List.of(), new Room(28_224, own)).context()).hasSize(2);
    }

    @Test
    void the_newest_stays_however_long() {
        turns(2);

        assertThat(seen(10, AUTO)).containsExactly("item_1");
    }

    @Test
    void a_functions_result_does_not_stay_without_its_call() {
        entries.add(new Entry("call", new Item.FunctionCall(Optional.of("call"), Optional.empty(), "look_up", "call_1", "{}"), new Sound.Silent()));
        entries.add(new Entry("result", new Item.FunctionCallOutput(Optional.of("result"), "call_1", "found"), new Sound.Silent()));
        turns(1);

        assertThat(seen(120, AUTO)).containsExactly("item_2");
    }

    @Test
    void a_message_goes_as_a_whole() {
        var parts = List.<ContentPart>of(new ContentPart.InputText("a ".repeat(80)), new ContentPart.InputText("b"));
        entries.add(new Entry("long", new Item.Message(Optional.of("long"), Optional.empty(), Item.Role.USER, parts), new Sound.Silent()));
        turns(1);

        assertThat(seen(150, AUTO)).containsExactly("item_1");
    }

    @Test
    void what_the_model_sees_is_what_is_billed() {
        var prompts = new LinkedBlockingQueue<ModelPrompt>();
        try (var call = Call.with(new BareModel((prompt, output) -> prompts.add(prompt))).manual()) {
            update(call, "{'type':'retention_ratio','retention_ratio':1,'token_limits':{'post_instructions':216}}");
            for (int i = 0; i < 3; i++) call.client().append(Sounds.silence(10_000)).send("{'type':'input_audio_buffer.commit'}");
            var usage = respond(call).get("usage");

            assertThat(prompts.remove().context()).hasSize(2);
            assertThat(usage.at("/input_token_details/audio_tokens").asLong()).isEqualTo(200);
        }
    }

    @Test
    void what_runs_beside_the_conversation_does_not_decide_what_it_keeps() {
        var prompts = new LinkedBlockingQueue<ModelPrompt>();
        try (var call = Call.with(new BareModel((prompt, output) -> prompts.add(prompt))).manual()) {
            for (int i = 0; i < 3; i++) call.client().append(Sounds.silence(10_000)).send("{'type':'input_audio_buffer.commit'}");
            call.client().send("{'type':'response.create','response':{'conversation':'none','instructions':'" + "word ".repeat(28_000) + "'}}").awaitResponse();
            respond(call);

            assertThat(prompts.remove().context()).hasSize(2);
            assertThat(prompts.remove().context()).hasSize(3);
        }
    }

    @Test
    void a_session_that_forbids_truncation_has_its_response_fail() {
        try (var call = Call.with(ScriptedModel.script().build()).manual()) {
            update(call, "'disabled'");
            call.client().send("{'type':'conversation.item.create','item':{'type':'message','role':'user','content':[{'type':'input_text','text':'"
                    + "word ".repeat(28_300) + "'}]}}");
            var response = respond(call);

            assertThat(response.get("status").asString()).isEqualTo("failed");
            assertThat(response.at("/status_details/error/code").asString()).isEqualTo("context_length_exceeded");
            assertThat(response.at("/usage/total_tokens").asLong()).isZero();
        }
    }

    private static void update(Call call, String truncation) {
        call.client().send("{'type':'session.update','session':{'type':'realtime','truncation':" + truncation + "}}").await("session.updated");
    }

    private static JsonNode respond(Call call) {
        return ResponseTest.done(call.client().send("{'type':'response.create'}").awaitResponse());
    }
}
