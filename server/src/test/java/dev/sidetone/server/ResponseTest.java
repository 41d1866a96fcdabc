package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.breaks;
import static dev.sidetone.server.ScriptedModel.calls;
import static dev.sidetone.server.ScriptedModel.fails;
import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static dev.sidetone.server.ScriptedModel.waits;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ResponseTest {

    private static final String ASK = "{'type':'response.create'}";
    private static final String ASK_IN_WRITING = "{'type':'response.create','response':{'output_modalities':['text']}}";

    @Test
    void a_written_reply_has_text_events_only() {
        try (var call = Call.with(ScriptedModel.script().replies(says("It is foggy.")).build())) {
            var events = call.client().send(ASK_IN_WRITING).awaitResponse();

            assertThat(VadTurnTest.withoutRepeats(events, "-")).containsExactly(
                    "response.created", "response.output_item.added", "conversation.item.added", "response.content_part.added",
                    "response.output_text.delta", "response.output_text.done", "response.content_part.done",
                    "conversation.item.done", "response.output_item.done", "response.done", "rate_limits.updated");
            assertThat(done(events).at("/output/0/content/0/text").asString()).isEqualTo("It is foggy.");
        }
    }

    @Test
    void words_come_before_their_voice_and_the_voice_is_complete() {
        try (var call = Call.with(ScriptedModel.script().replies(says("Hello.")).build())) {
            var events = call.client().send(ASK).awaitResponse();

            var types = events.stream().map(TestClient::type).toList();
            assertThat(types.indexOf("response.output_audio_transcript.delta")).isLessThan(types.indexOf("response.output_audio.delta"));
            long bytes = events.stream().filter(event -> TestClient.type(event).equals("response.output_audio.delta"))
                    .mapToLong(event -> java.util.Base64.getDecoder().decode(event.get("delta").asString()).length).sum();
            assertThat(bytes).isEqualTo(ScriptedModel.voice("Hello.").bytes().length);
        }
    }

    @Test
    void a_telephone_hears_its_own_format() {
        try (var call = Call.with(ScriptedModel.script().replies(says("Hello.")).build())) {
            var events = call.client()
                    .send("{'type':'response.create','response':{'audio':{'output':{'format':{'type':'audio/pcmu'}}}}}").awaitResponse();

            long bytes = events.stream().filter(event -> TestClient.type(event).equals("response.output_audio.delta"))
                    .mapToLong(event -> java.util.Base64.getDecoder().decode(event.get("delta").asString()).length).sum();
            assertThat(bytes).isEqualTo(ScriptedModel.voice("Hello.").samples().length / 3);
            assertThat(done(events).at("/audio/output/format/type").asString()).isEqualTo("audio/pcmu");
        }
    }

    @Test
    void a_preamble_and_a_call_open_in_turn_and_close_together() {
        try (var call = Call.with(ScriptedModel.script().replies(inTurn(says("One moment."), calls("look_up", "{\"city\":\"London\"}"))).build())) {
            var events = call.client().send(ASK_IN_WRITING).awaitResponse();

            assertThat(VadTurnTest.withoutRepeats(events, "-")).containsExactly(
                    "response.created", "response.output_item.added", "conversation.item.added", "response.content_part.added",
                    "response.output_text.delta", "response.output_item.added", "conversation.item.added",
                    "response.function_call_arguments.delta",
                    "response.output_text.done", "response.content_part.done", "conversation.item.done", "response.output_item.done",
                    "response.function_call_arguments.done", "conversation.item.done", "response.output_item.done",
                    "response.done", "rate_limits.updated");
            assertThat(done(events).at("/output/1/arguments").asString()).isEqualTo("{\"city\":\"London\"}");
        }
    }

    @Test
    void a_second_reply_at_once_is_refused_and_names_the_first() {
        var gate = new Gate();
        try (var call = Call.with(ScriptedModel.script().replies(inTurn(waits(gate), says("Late."))).build())) {
            var first = call.client().send(ASK).await("response.created").at("/response/id").asString();
            var error = call.client().send("{'type':'response.create','event_id':'second'}").await("error").get("error");

            assertThat(error.get("code").asString()).isEqualTo("conversation_already_has_active_response");
            assertThat(error.get("message").asString()).contains(first);
            assertThat(error.get("event_id").asString()).isEqualTo("second");
            gate.open();
            assertThat(done(call.client().awaitResponse()).get("id").asString()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_cancelled_reply_ends_once_with_what_it_had(boolean byName) {
        var gate = new Gate();
        try (var call = Call.with(ScriptedModel.script().replies(inTurn(says("I was just"), waits(gate), says("saying"))).build())) {
            var id = call.client().send(ASK).await("response.created").at("/response/id").asString();
            call.client().await("response.output_audio.delta");
            var events = call.client().send("{'type':'response.cancel'" + (byName ? ",'response_id':'" + id + "'" : "") + "}").awaitResponse();

            var response = done(events);
            assertThat(response.get("status").asString()).isEqualTo("cancelled");
            assertThat(response.at("/status_details/reason").asString()).isEqualTo("client_cancelled");
            assertThat(response.at("/output/0/status").asString()).isEqualTo("incomplete");
            assertThat(response.get("usage").isObject()).isTrue();
            gate.open();
            assertThat(done(call.client().send(ASK).awaitResponse()).get("status").asString()).isEqualTo("completed");
        }
    }

    @Test
    void nothing_to_cancel_is_an_error() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            assertThat(call.client().send("{'type':'response.cancel'}").await("error").at("/error/code").asString())
                    .isEqualTo("response_cancel_not_active");
        }
    }

    @Test
    void a_model_that_gives_up_fails_the_response_with_its_reason() {
        try (var call = Call.with(ScriptedModel.script().replies(fails("rate_limit_exceeded", "Too much.")).build())) {
            var response = done(call.client().send(ASK).awaitResponse());

            assertThat(response.get("status").asString()).isEqualTo("failed");
            assertThat(response.at("/status_details/error/code").asString()).isEqualTo("rate_limit_exceeded");
            assertThat(response.at("/status_details/error/message").asString()).isEqualTo("Too much.");
            assertThat(response.get("usage").get("total_tokens").asInt()).isZero();
        }
    }

    @Test
    void a_model_that_breaks_in_the_middle_still_ends_its_response() {
        try (var call = Call.with(ScriptedModel.script().replies(inTurn(says("So"), breaks(new IllegalStateException("secret words")))).build())) {
            var events = call.client().send(ASK).awaitResponse();

            assertThat(done(events).get("status").asString()).isEqualTo("failed");
            assertThat(events.toString()).doesNotContain("secret words");
        }
    }

    @Test
    void a_model_that_runs_out_of_stack_or_leaves_itself_interrupted_still_ends_its_response() {
        var model = new BareModel((prompt, output) -> {
            Thread.currentThread().interrupt();
            throw new StackOverflowError();
        });
        try (var call = Call.with(model)) {
            assertThat(done(call.client().send(ASK).awaitResponse()).get("status").asString()).isEqualTo("failed");
        }
    }

    @Test
    void a_limit_on_output_is_kept_whatever_the_model_does() {
        try (var call = Call.with(ScriptedModel.script().replies(says("one two three four five six seven eight")).build())) {
            var response = done(call.client().send("{'type':'response.create','response':{'output_modalities':['text'],'max_output_tokens':3}}").awaitResponse());

            assertThat(response.get("status").asString()).isEqualTo("incomplete");
            assertThat(response.at("/status_details/reason").asString()).isEqualTo("max_output_tokens");
            assertThat(response.get("max_output_tokens").asInt()).isEqualTo(3);
        }
    }

    @Test
    void a_reply_to_a_list_joins_the_conversation_but_does_not_see_it() {
        var seen = new java.util.concurrent.LinkedBlockingQueue<ModelPrompt>();
        var model = new BareModel((prompt, output) -> {
            seen.add(prompt);
            output.text("ok");
        });
        try (var call = Call.with(model)) {
            call.client().send("{'type':'conversation.item.create','item':{'type':'message','role':'user','content':[{'type':'input_text','text':'secret'}]}}");
            call.client().send("{'type':'response.create','response':{'output_modalities':['text'],'instructions':'Other.','input':[]}}").awaitResponse();
            call.client().send(ASK_IN_WRITING).awaitResponse();

            assertThat(seen.remove()).satisfies(prompt -> {
                assertThat(prompt.context()).isEmpty();
                assertThat(prompt.instructions()).isEqualTo("Other.");
            });
            assertThat(seen.remove().context()).hasSize(2);
        }
    }

    static JsonNode done(List<JsonNode> events) {
        return events.stream().filter(event -> TestClient.type(event).equals("response.done")).reduce((first, second) -> {
            throw new AssertionError("two response.done");
        }).orElseThrow().get("response");
    }
}
