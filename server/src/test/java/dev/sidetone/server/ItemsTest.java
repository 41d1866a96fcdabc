package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.ModelPrompt.Seen;
import java.util.Base64;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ItemsTest {

    private static final String COMMIT = "{'type':'input_audio_buffer.commit'}";

    private static String text(String id, String after) {
        return "{'type':'conversation.item.create'" + (after.isEmpty() ? "" : ",'previous_item_id':'" + after + "'")
                + ",'item':{'id':'" + id + "','type':'message','role':'user','content':[{'type':'input_text','text':'" + id + "'}]}}";
    }

    @Test
    void items_stand_where_the_client_puts_them() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            assertThat(previous(call, text("a", ""))).isEqualTo("null");
            assertThat(previous(call, text("b", ""))).isEqualTo("a");
            assertThat(previous(call, text("c", "a"))).isEqualTo("a");
            assertThat(previous(call, text("d", "root"))).isEqualTo("null");
            assertThat(previous(call, text("e", "c"))).isEqualTo("c");
            assertThat(previous(call, text("f", ""))).isEqualTo("b");
        }
    }

    @Test
    void the_chain_closes_over_a_deleted_item() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            previous(call, text("a", ""));
            previous(call, text("b", ""));
            call.client().send("{'type':'conversation.item.delete','item_id':'b'}").await("conversation.item.deleted");

            assertThat(previous(call, text("c", ""))).isEqualTo("a");
            assertThat(call.client().send("{'type':'conversation.item.delete','item_id':'b'}").await("error").at("/error/code").asString())
                    .isEqualTo("item_delete_invalid_item_id");
        }
    }

    @Test
    void a_second_item_of_the_same_name_is_added_and_names_itself() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            previous(call, text("a", ""));

            assertThat(previous(call, text("a", ""))).isEqualTo("a");
        }
    }

    @Test
    void what_the_caller_said_can_be_fetched_as_it_was_heard() {
        try (var call = Call.with(ScriptedModel.script().build()).manual()) {
            var sound = Sounds.tone(300);
            var id = call.client().append(sound).send(COMMIT).await("input_audio_buffer.committed").get("item_id").asString();

            var item = call.client().send("{'type':'conversation.item.retrieve','item_id':'" + id + "'}").await("conversation.item.retrieved").get("item");

            assertThat(Base64.getDecoder().decode(item.at("/content/0/audio").asString())).isEqualTo(sound.bytes());
            assertThat(item.at("/content/0/transcript").isNull()).isTrue();
        }
    }

    @Test
    void audio_of_a_client_is_kept_but_not_repeated() {
        var seen = new LinkedBlockingQueue<ModelPrompt>();
        try (var call = Call.with(new BareModel((prompt, output) -> seen.add(prompt)))) {
            var audio = Base64.getEncoder().encodeToString(Sounds.tone(200).bytes());
            var added = call.client().send("{'type':'conversation.item.create','item':{'type':'message','role':'user','content':[{'type':'input_audio','audio':'"
                    + audio + "','transcript':'beep'}]}}").await("conversation.item.added");
            call.client().send("{'type':'response.create'}").awaitResponse();

            assertThat(added.at("/item/content/0").propertyNames()).containsExactly("type", "transcript");
            assertThat(seen.remove().context().getFirst()).isInstanceOfSatisfying(Seen.CallerAudio.class,
                    heard -> assertThat(heard.audio().samples()).hasSize(4_800));
        }
    }

    @Test
    void a_truncated_reply_is_remembered_as_far_as_it_was_played() {
        var seen = new LinkedBlockingQueue<ModelPrompt>();
        try (var call = Call.with(new BareModel((prompt, output) -> {
            seen.add(prompt);
            output.spoken("one two ");
            output.audio(Sounds.tone(1_200));
            output.spoken("three four");
            output.audio(Sounds.tone(1_200));
        }))) {
            var id = ResponseTest.done(call.client().send("{'type':'response.create'}").awaitResponse()).at("/output/0/id").asString();
            call.client().send("{'type':'conversation.item.truncate','item_id':'" + id + "','content_index':0,'audio_end_ms':1300}").await("conversation.item.truncated");
            var item = call.client().send("{'type':'conversation.item.retrieve','item_id':'" + id + "'}").await("conversation.item.retrieved").get("item");
            call.client().send("{'type':'response.create'}").awaitResponse();

            assertThat(Base64.getDecoder().decode(item.at("/content/0/audio").asString())).hasSize(1_300 * 48);
            assertThat(item.at("/content/0/transcript").asString()).isEmpty();
            seen.remove();
            assertThat(seen.remove().context()).first().isInstanceOfSatisfying(Seen.AgentText.class,
                    agent -> assertThat(agent.text().strip()).isEqualTo("one two"));
        }
    }

    @Test
    void a_round_with_a_tool_is_followed() {
        var model = ScriptedModel.script().replies(ScriptedModel.calls("get_weather", "{}")).replies(says("Foggy.")).build();
        try (var call = Call.with(model)) {
            var callId = ResponseTest.done(call.client().send("{'type':'response.create'}").awaitResponse()).at("/output/0/call_id").asString();
            var added = call.client().send("{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'" + callId + "','output':'fog'}}")
                    .await("conversation.item.added");

            assertThat(callId).matches("call_[0-9A-Za-z]{16}");
            assertThat(added.get("item").propertyNames()).containsExactly("id", "type", "call_id", "output");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '|', nullValues = "null", value = {
        "{'type':'nope'}; invalid_value; type; Invalid value: 'nope'. Supported values are: 'session.update', 'session.close'",
        "not json; invalid_json; null; Invalid event: failed to parse JSON value.",
        "{'type':'input_audio_buffer.append'}; missing_required_parameter; audio; Missing required parameter: 'audio'.",
        "{'type':'input_audio_buffer.append','audio':'%%%'}; invalid_value; audio; Invalid",
        "{'type':'input_audio_buffer.append','audio':'AA=='}; invalid_value; audio; Invalid audio",
        "{'type':'input_audio_buffer.commit'}; input_audio_buffer_commit_empty; null; Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has 0.00ms of audio.",
        "{'type':'input_audio_buffer.commit','extra':1}; unknown_parameter; extra; Unknown parameter: 'extra'.",
        "{'type':'conversation.item.retrieve','item_id':'x'}; item_retrieve_invalid_item_id; null; Error retrieving item: the item with id 'x' does not exist.",
        "{'type':'conversation.item.delete','item_id':'x'}; item_delete_invalid_item_id; null; Error deleting item: the item with id 'x' does not exist.",
        "{'type':'conversation.item.truncate','item_id':'x','content_index':0,'audio_end_ms':1}; item_truncate_invalid_item_id; null; Error truncating item: the item with id 'x' does not exist.",
        "{'type':'conversation.item.truncate','item_id':'said','content_index':0,'audio_end_ms':1}; unsupported_content_type; null; Only model output audio messages can be truncated",
        "{'type':'conversation.item.create','previous_item_id':'x','item':{'type':'message','role':'user','content':[{'type':'input_text','text':'t'}]}}; invalid_value; previous_item_id; Error creating item",
        "{'type':'conversation.item.create','item':{'type':'message','role':'user','content':[{'type':'input_text'}]}}; missing_required_parameter; item.content[0].text; Missing required parameter: 'item.content[0].text'.",
        "{'type':'conversation.item.create','item':{'type':'message','role':'assistant','content':[{'type':'output_audio','audio':'AAAA'}]}}; invalid_value; item.content[0].type; Audio of the assistant cannot be created",
        "{'type':'conversation.item.create','item':{'type':'message','role':'assistant','content':[{'type':'input_text','text':'t'}]}}; invalid_value; item.content[0].type; Invalid value: 'input_text'. Supported values are: 'output_text'.",
        "{'type':'conversation.item.create','item':{'type':'message','role':'user','content':[{'type':'input_audio'}]}}; missing_required_parameter; item.content[0].audio; Missing",
        "{'type':'conversation.item.create','item':{'type':'item_reference','id':'said'}}; invalid_value; item.type; Invalid value: 'item_reference'.",
        "{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'c','output':'o'}}; invalid_value; item.call_id; Error creating item: no function call",
        "{'type':'conversation.item.create','item':{'id':'123456789012345678901234567890123','type':'message','role':'user','content':[]}}; string_above_max_length; item.id; Invalid 'item.id': string too long. Expected a string with maximum length 32, but got",
        "{'type':'response.create','response':{'output_modalities':['text','audio']}}; invalid_value; response.output_modalities; Invalid modalities",
        "{'type':'response.create','response':{'max_output_tokens':5000}}; integer_above_max_value; response.max_output_tokens; Invalid",
        "{'type':'response.create','response':{'audio':{'output':{'voice':'nobody'}}}}; invalid_value; response.audio.output.voice; Invalid value",
        "{'type':'response.create','response':{'tools':[{'type':'function'}]}}; missing_required_parameter; response.tools[0].name; Missing",
        "{'type':'response.create','response':{'metadata':{'k':7}}}; invalid_type; response.metadata.k; Invalid type",
        "{'type':'response.create','response':{'temperature':1}}; unknown_parameter; response.temperature; Unknown parameter: 'response.temperature'.",
        "{'type':'response.create','response':{'max_output_tokens':0}}; integer_below_min_value; response.max_output_tokens; Invalid 'response.max_output_tokens': integer below minimum value. Expected a value >= 1",
        "{'type':'response.create','response':{'parallel_tool_calls':true}}; unsupported_parameter; response.parallel_tool_calls; Unsupported parameter: 'response.parallel_tool_calls'",
        "{'type':'response.create','response':{'reasoning':{'effort':'enormous'}}}; invalid_value; response.reasoning.effort; Invalid value: 'enormous'. Supported values are: 'minimal'",
        "{'type':'response.create','response':{'prompt':{}}}; missing_required_parameter; response.prompt.id; Missing",
        "{'type':'response.create','response':{'tool_choice':{'type':'function'}}}; missing_required_parameter; response.tool_choice.name; Missing",
        "{'type':'session.close'}; invalid_value; type; 'session.close' is only available in translation sessions.",
        "{'type':'output_audio_buffer.clear'}; invalid_value; type; 'output_audio_buffer.clear' is only available",
    })
    void what_cannot_be_followed_is_answered_in_the_words_of_the_service(String frame, String code, String param, String message) {
        try (var call = Call.with(ScriptedModel.script().build())) {
            previous(call, text("said", ""));
            var event = call.client().send(frame).await("error");

            assertThat(event.get("event_id").asString()).startsWith("event_");
            var error = event.get("error");
            assertThat(error.get("type").asString()).isEqualTo("invalid_request_error");
            assertThat(error.get("code").asString()).isEqualTo(code);
            assertThat(error.get("param").isNull() ? null : error.get("param").asString()).isEqualTo(param);
            assertThat(error.get("message").asString()).startsWith(message);
            assertThat(error.get("event_id").isNull()).isTrue();
            assertThat(TestClient.type(call.client().send("{'type':'input_audio_buffer.clear'}").next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void too_long_a_truncation_says_how_long_the_audio_is() {
        try (var call = Call.with(ScriptedModel.script().replies(says("Hi.")).build())) {
            var id = ResponseTest.done(call.client().send("{'type':'response.create'}").awaitResponse()).at("/output/0/id").asString();
            var error = call.client().send("{'type':'conversation.item.truncate','item_id':'" + id + "','content_index':0,'audio_end_ms':3760}").await("error").get("error");

            assertThat(error.get("message").asString()).isEqualTo("Audio content of 400ms is already shorter than 3760ms");
        }
    }

    private static String previous(Call call, String frame) {
        JsonNode added = call.client().send(frame).await("conversation.item.added");
        call.client().await("conversation.item.done");
        return added.get("previous_item_id").isNull() ? "null" : added.get("previous_item_id").asString();
    }
}
