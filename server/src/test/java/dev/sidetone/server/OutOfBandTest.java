package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static dev.sidetone.server.ScriptedModel.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.ModelPrompt.Seen;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OutOfBandTest {

    /** How a client asks for the transcript of an item. */
    private static String transcriptOf(String itemId) {
        return "{'type':'response.create','event_id':'ask-" + itemId + "','response':{'conversation':'none','output_modalities':['text'],'tools':[],"
                + "'metadata':{'item':'" + itemId + "'},'instructions':'Write down what was said.','input':[{'type':'item_reference','id':'" + itemId + "'}]}}";
    }

    @Test
    void it_runs_beside_a_reply_that_is_still_going_and_ends_first() {
        var gate = new Gate();
        var model = ScriptedModel.script().hears("My name is Ann.").replies(inTurn(says("Hello"), waits(gate), says("Ann."))).build();
        try (var call = Call.with(model)) {
            var item = call.client().append(Sounds.turn()).await("input_audio_buffer.committed").get("item_id").asString();
            call.client().await("response.output_audio.delta");
            var events = call.client().send(transcriptOf(item)).awaitResponse();

            var response = ResponseTest.done(events);
            assertThat(response.get("conversation_id").isNull()).isTrue();
            assertThat(response.at("/metadata/item").asString()).isEqualTo(item);
            assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo("My name is Ann.");
            gate.open();
            assertThat(ResponseTest.done(call.client().awaitResponse()).get("conversation_id").asString()).startsWith("conv_");
        }
    }

    @Test
    void its_events_are_those_of_a_reply_without_the_conversation() {
        try (var call = Call.with(ScriptedModel.script().answers(says("Just a note.")).build())) {
            var events = call.client().send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],'input':[]}}").awaitResponse();

            assertThat(VadTurnTest.withoutRepeats(events, "-")).containsExactly(
                    "response.created", "response.output_item.added", "response.content_part.added", "response.output_text.delta",
                    "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.done", "rate_limits.updated");
            var added = events.stream().filter(event -> TestClient.type(event).equals("response.output_item.added")).findFirst().orElseThrow();
            var itemId = added.at("/item/id").asString();
            assertThat(itemId).matches("item_[0-9A-Za-z]{21}");
            assertThat(call.client().send("{'type':'conversation.item.retrieve','item_id':'" + itemId + "'}").await("error").at("/error/code").asString())
                    .isEqualTo("item_retrieve_invalid_item_id");
        }
    }

    @Test
    void the_next_reply_does_not_know_of_it() {
        var seen = new LinkedBlockingQueue<ModelPrompt>();
        try (var call = Call.with(new BareModel((prompt, output) -> {
            seen.add(prompt);
            output.text(prompt.outOfBand() ? "a secret note" : "hello");
        }))) {
            call.client().send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text']}}").awaitResponse();
            call.client().send("{'type':'response.create'}").awaitResponse();

            seen.remove();
            assertThat(seen.remove().context()).isEmpty();
        }
    }

    @Test
    void it_sees_exactly_its_list_in_order_with_the_audio_of_references() {
        var seen = new LinkedBlockingQueue<ModelPrompt>();
        try (var call = Call.with(new BareModel((prompt, output) -> seen.add(prompt)))) {
            var item = call.client().append(Sounds.turn()).await("input_audio_buffer.committed").get("item_id").asString();
            call.client().awaitResponse();
            seen.remove();
            call.client().send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],'tools':[],'instructions':'Hear.',"
                    + "'input':[{'type':'message','role':'system','content':[{'type':'input_text','text':'Known: Ann.'}]},{'type':'item_reference','id':'" + item + "'}]}}").awaitResponse();

            var prompt = seen.remove();
            assertThat(prompt.instructions()).isEqualTo("Hear.");
            assertThat(prompt.context()).hasSize(2);
            assertThat(prompt.context().get(0)).isInstanceOfSatisfying(Seen.SystemText.class, note -> assertThat(note.text()).isEqualTo("Known: Ann."));
            assertThat(prompt.context().get(1)).isInstanceOfSatisfying(Seen.CallerAudio.class, audio -> {
                assertThat(audio.itemId()).isEqualTo(item);
                assertThat(audio.audio().duration().toMillis()).isBetween(1_300L, 1_700L);
            });
        }
    }

    @Test
    void an_unknown_reference_is_refused_with_the_request_s_id_and_starts_nothing() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            var error = call.client().send(transcriptOf("item_nope")).await("error").get("error");

            assertThat(error.get("code").asString()).isEqualTo("item_not_found");
            assertThat(error.get("param").asString()).isEqualTo("response.input[0].id");
            assertThat(error.get("event_id").asString()).isEqualTo("ask-item_nope");
            assertThat(TestClient.type(call.client().send("{'type':'input_audio_buffer.clear'}").next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void many_run_at_once_and_each_ends_once() {
        var gate = new Gate();
        var model = ScriptedModel.script().answersBy(prompt -> inTurn(waits(gate), says(prompt.instructions()))).build();
        try (var call = Call.with(model)) {
            for (int i = 0; i < 20; i++) {
                call.client().send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],'input':[],'instructions':'task "
                        + i + "','metadata':{'task':'" + i + "'}}}");
            }
            for (int i = 0; i < 20; i++) {
                assertThat(call.client().await("response.created").at("/response/metadata/task").asString()).isEqualTo("" + i);
            }
            gate.open();
            var tasks = new HashSet<String>();
            for (int i = 0; i < 20; i++) {
                var response = call.client().await("response.done").get("response");
                assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo("task " + response.at("/metadata/task").asString());
                tasks.add(response.at("/metadata/task").asString());
            }
            assertThat(tasks).hasSize(20);
        }
    }

    @Test
    void barge_in_stops_the_reply_and_only_the_reply() {
        var reply = new Gate();
        var beside = new Gate();
        var model = ScriptedModel.script()
                .replies(inTurn(says("A long story"), waits(reply)))
                .answers(inTurn(waits(beside), says("Still here.")))
                .build();
        try (var call = Call.with(model)) {
            call.client().send("{'type':'response.create'}").await("response.output_audio.delta");
            call.client().send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],'input':[]}}");
            var aside = call.client().await("response.created").at("/response/id").asString();
            call.client().append(Sounds.turn());

            var events = call.client().await(event -> TestClient.type(event).equals("response.done"));

            assertThat(VadTurnTest.withoutRepeats(after(events, "input_audio_buffer.speech_started"), "-")).containsExactly(
                    "input_audio_buffer.speech_started", "response.output_audio.done", "response.output_audio_transcript.done",
                    "response.content_part.done", "conversation.item.done", "response.output_item.done", "response.done");
            assertThat(ResponseTest.done(events).at("/status_details/reason").asString()).isEqualTo("turn_detected");
            assertThat(ResponseTest.done(events).at("/output/0/status").asString()).isEqualTo("incomplete");
            beside.open();
            var rest = call.client().await(event -> TestClient.type(event).equals("response.done") && event.at("/response/id").asString().equals(aside));
            assertThat(rest.getLast().at("/response/status").asString()).isEqualTo("completed");
        }
    }

    @Test
    void a_cancel_without_a_name_does_not_reach_it_but_one_with_a_name_does() {
        var gate = new Gate();
        try (var call = Call.with(ScriptedModel.script().answers(waits(gate)).build())) {
            call.client().send("{'type':'response.create','response':{'conversation':'none','input':[]}}");
            var id = call.client().await("response.created").at("/response/id").asString();

            assertThat(call.client().send("{'type':'response.cancel'}").await("error").at("/error/code").asString()).isEqualTo("response_cancel_not_active");
            var response = ResponseTest.done(call.client().send("{'type':'response.cancel','response_id':'" + id + "'}").awaitResponse());
            assertThat(response.get("status").asString()).isEqualTo("cancelled");
            assertThat(response.get("output").size()).isZero();
        }
    }

    @Test
    void audio_that_was_let_go_is_refused_in_plain_words() {
        var little = new ServerSettings.Limits(10, 100_000, java.time.Duration.ofMinutes(1), java.time.Duration.ofSeconds(10));
        try (var call = Call.with(ServerSettings.DEFAULT.withLimits(little), ScriptedModel.script().build()).manual()) {
            var commit = "{'type':'input_audio_buffer.commit'}";
            var first = call.client().append(Sounds.tone(1_500)).send(commit).await("input_audio_buffer.committed").get("item_id").asString();
            call.client().append(Sounds.tone(1_500)).send(commit).await("input_audio_buffer.committed");

            assertThat(call.client().send(transcriptOf(first)).await("error").at("/error/code").asString()).isEqualTo("item_audio_dropped");
        }
    }

    private static List<JsonNode> after(List<JsonNode> events, String type) {
        for (int i = 0; i < events.size(); i++) {
            if (TestClient.type(events.get(i)).equals(type)) return events.subList(i, events.size());
        }
        throw new AssertionError(type + " did not come");
    }
}
