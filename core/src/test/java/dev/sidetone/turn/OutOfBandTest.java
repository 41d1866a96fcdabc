package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutOfBandTest {

    private static final OutOfBand.Rules RULES = new OutOfBand.Rules("Write what was said.", "Only write.");

    private static Action.AskForTranscript ask(Attempt.Manner manner, ContextPolicy context, Optional<List<Item>> input) {
        return new Action.AskForTranscript("item_1", 1, manner, context, List.of(), input);
    }

    private static tools.jackson.databind.JsonNode response(Action.AskForTranscript ask) {
        return Json.parse(Codec.write(OutOfBand.transcript(ask, RULES))).node().get("response");
    }

    @Test
    void the_stricter_request_forces_a_call_with_one_field_or_asks_for_plain_text() {
        var input = new ContextPolicy.LatestTurn().input(new ContextPolicy.Scene("item_1", List.of(), List.of()));
        var call = response(ask(Attempt.Manner.STRICT_CALL, new ContextPolicy.LatestTurn(), input));
        assertThat(call.get("instructions").stringValue()).isEqualTo("Only write.");
        assertThat(call.get("tool_choice").toString()).isEqualTo("{\"type\":\"function\",\"name\":\"transcript\"}");
        assertThat(call.get("tools")).hasSize(1);
        assertThat(call.get("tools").get(0).get("parameters").get("required").toString()).isEqualTo("[\"transcript\"]");
        var text = response(ask(Attempt.Manner.STRICT_TEXT, new ContextPolicy.LatestTurn(), input));
        assertThat(text.get("tools").toString()).isEqualTo("[]");
        assertThat(text.has("tool_choice")).isFalse();
        assertThat(text.get("instructions").stringValue()).isEqualTo("Only write.");
    }

    @Test
    void a_shared_prefix_keeps_the_sessions_instructions_and_tools_but_lets_none_be_called() {
        var context = new ContextPolicy.SharedPrefix();
        var request = response(ask(Attempt.Manner.USUAL, context, context.input(new ContextPolicy.Scene("item_1", List.of(), List.of()))));
        assertThat(request.has("instructions")).isFalse();
        assertThat(request.has("tools")).isFalse();
        assertThat(request.get("tool_choice").stringValue()).isEqualTo("none");
        assertThat(request.get("input").get(1).toString()).contains("\"system\"", Prompts.verbatimShort());
    }

    @Test
    void a_request_for_a_transcript_leaves_the_conversation_alone() {
        var ask = ask(Attempt.Manner.USUAL, new ContextPolicy.LatestTurn(), Optional.of(List.of(new Item.Reference("item_1"))));
        var event = Json.parse(Codec.write(OutOfBand.transcript(ask, RULES))).node();
        var response = event.get("response");
        assertThat(response.get("conversation").stringValue()).isEqualTo("none");
        assertThat(response.get("output_modalities").toString()).isEqualTo("[\"text\"]");
        assertThat(response.get("tools").toString()).isEqualTo("[]");
        assertThat(response.get("input").toString()).isEqualTo("[{\"type\":\"item_reference\",\"id\":\"item_1\"}]");
        assertThat(response.get("instructions").stringValue()).isEqualTo("Write what was said.");
        assertThat(response.get("metadata").size()).isEqualTo(3);
        assertThat(event.get("event_id").stringValue()).isEqualTo("sidetone:transcript:1:item_1");
    }

    @Test
    void the_whole_session_is_asked_for_by_saying_nothing_of_it() {
        var ask = ask(Attempt.Manner.USUAL, new ContextPolicy.WholeSession(), Optional.empty());
        assertThat(Codec.write(OutOfBand.transcript(ask, RULES))).doesNotContain("\"input\"");
    }

    @Test
    void a_mark_comes_home_by_either_way() {
        var mark = new Mark("summary", "task:with:colons", 3);
        assertThat(Mark.of(Wires.beside("r", mark, dev.sidetone.protocol.Response.Status.COMPLETED, List.of(), Optional.empty()))).contains(mark);
        assertThat(Mark.of(error(mark.eventId()))).contains(mark);
        for (var foreign : List.of("", "agents_js_response_create_1", "sidetone:", "sidetone:x:notanumber:y", "sidetone:x:1:")) {
            assertThat(Mark.of(error(foreign))).isEmpty();
        }
    }

    private static ErrorDetails error(String eventId) {
        return new ErrorDetails("t", Optional.empty(), "", Optional.empty(), Optional.of(eventId));
    }

    @Test
    void a_task_cannot_pass_for_a_transcript() {
        assertThatThrownBy(() -> Tasks.text("transcript", "x")).hasMessageContaining("cannot name a task");
        assertThatThrownBy(() -> Tasks.text("a:b", "x")).hasMessageContaining("cannot name a task");
    }
}
