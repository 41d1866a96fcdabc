package dev.sidetone.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ModelPrompt.Tools;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import dev.sidetone.speech.Expectations;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a prompt becomes a request. */
class ChatRequestTest {

    private static final LlmEndpoint ENDPOINT = LlmEndpoint.of("http://127.0.0.1:1/v1", "m");

    private final FakeSenses senses = new FakeSenses(Map.of("item_1", "hello there", "item_2", ""));

    private JsonNode request(ModelPrompt prompt) throws InterruptedException {
        return ChatRequest.of(ENDPOINT, prompt, Messages.of(prompt, senses));
    }

    private List<String> messages(Seen... context) throws InterruptedException {
        return request(Prompt.written(context)).path("messages").valueStream().map(JsonNode::toString).toList();
    }

    @Test
    void what_was_heard_and_said_becomes_messages_in_order() throws InterruptedException {
        assertThat(messages(new Seen.AgentText("a", "Good day."), Prompt.turn("item_1"), new Seen.CallerText("b", "typed"), new Seen.AgentText("c", "Yes"),
                new Seen.SystemText("d", "Hurry."), Prompt.turn("item_2"))).containsExactly(
                "{\"role\":\"system\",\"content\":\"Be brief.\"}",
                "{\"role\":\"assistant\",\"content\":\"Good day.\"}",
                "{\"role\":\"user\",\"content\":\"hello there\\ntyped\"}",
                "{\"role\":\"assistant\",\"content\":\"Yes\"}",
                "{\"role\":\"system\",\"content\":\"Hurry.\"}",
                "{\"role\":\"user\",\"content\":\"(The caller said something that could not be understood.)\"}");
    }

    @Test
    void a_picture_is_shown_in_a_message_of_its_own() throws InterruptedException {
        var part = Json.parse("{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AAAA\",\"detail\":\"low\"}");
        assertThat(messages(new Seen.CallerText("a", "Look."), new Seen.CallerImage("a", part), new Seen.CallerText("b", "Well?"))).containsExactly(
                "{\"role\":\"system\",\"content\":\"Be brief.\"}",
                "{\"role\":\"user\",\"content\":\"Look.\"}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"detail\":\"low\",\"url\":\"data:image/png;base64,AAAA\"}}]}",
                "{\"role\":\"user\",\"content\":\"Well?\"}");
    }

    @Test
    void the_ear_is_told_what_was_asked_last() throws InterruptedException {
        messages(new Seen.AgentText("a", "What is your policy number?"), Prompt.turn("item_1"));
        assertThat(senses.expected.getFirst().asked()).isEqualTo(Expectations.Asked.CODE);
    }

    @Test
    void a_reply_cut_before_its_first_word_is_left_out_and_there_is_always_a_user() throws InterruptedException {
        assertThat(messages(new Seen.AgentText("a", ""))).containsExactly(
                "{\"role\":\"system\",\"content\":\"Be brief.\"}", "{\"role\":\"user\",\"content\":\"(Nothing has been said yet.)\"}");
    }

    @Test
    void results_follow_their_calls_whenever_they_came() throws InterruptedException {
        assertThat(messages(Prompt.turn("item_1"), new Seen.AgentText("a", "One moment."), new Seen.ToolCall("b", "c1", "f", "{}"), new Seen.ToolCall("b", "c2", "g", "{}"),
                new Seen.CallerText("c", "still there?"), new Seen.ToolResult("d", "c2", "two"), new Seen.ToolResult("e", "c9", "nine"))).containsExactly(
                "{\"role\":\"system\",\"content\":\"Be brief.\"}",
                "{\"role\":\"user\",\"content\":\"hello there\"}",
                "{\"role\":\"assistant\",\"content\":\"One moment.\",\"tool_calls\":["
                        + "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                        + "{\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}",
                "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"(no result yet)\"}",
                "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"two\"}",
                "{\"role\":\"user\",\"content\":\"still there?\"}",
                "{\"role\":\"system\",\"content\":\"A function returned: nine\"}");
    }

    @Test
    void calls_one_after_the_other_stay_apart() throws InterruptedException {
        assertThat(messages(Prompt.turn("item_1"), new Seen.ToolCall("b", "c1", "f", "{}"), new Seen.ToolResult("c", "c1", "one"),
                new Seen.ToolCall("d", "c2", "g", "{}"), new Seen.ToolResult("e", "c2", "two")).stream().map(message -> message.replaceFirst("\",.*", "")))
                .containsExactly("{\"role\":\"system", "{\"role\":\"user", "{\"role\":\"assistant", "{\"role\":\"tool", "{\"role\":\"assistant", "{\"role\":\"tool");
    }

    @Test
    void a_spoken_answer_is_asked_for_as_such() throws InterruptedException {
        assertThat(request(Prompt.spoken()).path("messages").path(0).path("content").asString()).startsWith("Be brief.\n\nYou are on the phone");
    }

    @Test
    void tools_are_defined_as_chat_completions_want_them() throws InterruptedException {
        var request = request(Prompt.withTools(new Choice.Auto(), "f"));
        assertThat(request.path("tools").toString()).isEqualTo("[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"does f\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]");
        assertThat(request.has("tool_choice")).isFalse();
        assertThat(request(Prompt.withTools(new Choice.None(), "f")).has("tools")).isFalse();
        assertThat(request(Prompt.withTools(new Choice.Required(), "f")).path("tool_choice").asString()).isEqualTo("required");
        var forced = request(Prompt.withTools(new Choice.Function("g"), "f", "g"));
        assertThat(forced.path("tool_choice").toString()).isEqualTo("{\"type\":\"function\",\"function\":{\"name\":\"g\"}}");
        assertThat(forced.path("tools").size()).isEqualTo(1);
    }

    @Test
    void a_limit_is_passed_on_in_the_word_the_endpoint_knows_and_nothing_else_is_set() throws InterruptedException {
        var limited = new ModelPrompt(false, "", List.of(), Modality.TEXT, Tools.NONE, OptionalInt.of(100));
        assertThat(request(limited).propertyNames()).containsExactly("model", "messages", "max_tokens", "stream");
        var openai = ChatRequest.of(LlmEndpoint.of("https://api.openai.com/v1", "m"), limited, Messages.of(limited, senses));
        assertThat(openai.path("max_completion_tokens").asInt()).isEqualTo(100);
    }
}
