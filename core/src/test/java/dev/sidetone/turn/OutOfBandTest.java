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

    @Test
    void a_request_for_a_transcript_leaves_the_conversation_alone() {
        var ask = new Action.AskForTranscript("item_1", 1, Optional.of(List.of(new Item.Reference("item_1"))));
        var event = Json.parse(Codec.write(OutOfBand.transcript(ask, "Write what was said."))).node();
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
        var ask = new Action.AskForTranscript("item_1", 1, Optional.empty());
        assertThat(Codec.write(OutOfBand.transcript(ask, "Write."))).doesNotContain("\"input\"");
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
        assertThatThrownBy(() -> OutOfBandTask.text("transcript", "x")).hasMessageContaining("cannot name a task");
        assertThatThrownBy(() -> OutOfBandTask.text("a:b", "x")).hasMessageContaining("cannot name a task");
    }
}
