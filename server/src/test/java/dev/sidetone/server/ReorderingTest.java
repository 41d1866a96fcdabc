package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static dev.sidetone.server.ScriptedModel.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault.Reordered;
import dev.sidetone.server.Fault.Reordered.Stream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events of one stream overtake those of another, and only where the protocol leaves that open. */
class ReorderingTest {

    private static final String ASIDE = "{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],'input':[],'metadata':{'number':'%d'}}}";
    private static final String COMPLETED = "conversation.item.input_audio_transcription.completed";

    private static Reordering reordering(Reordered... faults) {
        var plan = Faults.none();
        for (var fault : faults) plan = plan.at(1, fault);
        return new Reordering(plan);
    }

    private static ServerEvent delta(String item) {
        return new ServerEvent.TranscriptionDelta(item, 0, "x");
    }

    private static ServerEvent failed(String item) {
        return new ServerEvent.TranscriptionFailed(item, 0, ErrorDetails.invalidRequest("x", "x"));
    }

    @Test
    void what_is_held_comes_after_the_awaited_event_in_its_own_order() {
        var order = reordering(new Reordered(Stream.TRANSCRIPT, ServerEvent.AudioCleared.class));
        assertThat(order.pass(delta("u"))).isEmpty();
        assertThat(order.pass(new ServerEvent.ItemDeleted("v"))).containsExactly(new ServerEvent.ItemDeleted("v"));
        assertThat(order.pass(delta("u"))).isEmpty();
        assertThat(order.pass(new ServerEvent.AudioCleared())).containsExactly(new ServerEvent.AudioCleared(), delta("u"), delta("u"));
        assertThat(order.pass(delta("u"))).containsExactly(delta("u"));
    }

    @Test
    void a_stream_does_not_release_itself_and_another_of_its_kind_does() {
        var order = reordering(new Reordered(Stream.TRANSCRIPT, ServerEvent.TranscriptionDelta.class));
        assertThat(order.pass(delta("u"))).isEmpty();
        assertThat(order.pass(delta("u"))).isEmpty();
        assertThat(order.pass(delta("v"))).containsExactly(delta("v"), delta("u"), delta("u"));
    }

    @Test
    void a_stream_that_ended_is_let_go_when_nothing_is_under_way_that_could_release_it() {
        var order = reordering(new Reordered(Stream.TRANSCRIPT, ServerEvent.AudioCleared.class));
        assertThat(order.pass(delta("u"))).isEmpty();
        assertThat(order.pass(failed("u"))).containsExactly(delta("u"), failed("u"));
    }

    @Test
    void without_such_a_fault_everything_passes() {
        assertThat(reordering().pass(delta("u"))).containsExactly(delta("u"));
    }

    @Test
    void on_the_wire_a_transcript_follows_the_end_of_the_reply() {
        var faults = Faults.none().always(new Reordered(Stream.TRANSCRIPT, ServerEvent.ResponseDone.class));
        var model = ScriptedModel.script().hears("Hello.").replies(says("Hi.")).build();
        try (var call = Call.with(ServerSettings.DEFAULT.withFaults(faults), model).transcribing("whisper-1")) {
            var types = call.client().append(Sounds.turn()).await(event -> TestClient.type(event).equals(COMPLETED)).stream().map(TestClient::type).toList();

            assertThat(types.indexOf(COMPLETED)).isGreaterThan(types.indexOf("response.done")).isPositive();
        }
    }

    @Test
    void on_the_wire_the_first_of_two_parallel_responses_finishes_last_and_keeps_its_rate_limits() {
        var faults = Faults.none().at(1, new Reordered(Stream.OUT_OF_BAND, ServerEvent.ResponseDone.class));
        Gate first = new Gate(), second = new Gate();
        var model = ScriptedModel.script().answers(inTurn(waits(first), says("One."))).answers(inTurn(waits(second), says("Two."))).build();
        try (var call = Call.with(ServerSettings.DEFAULT.withFaults(faults), model)) {
            call.client().send(ASIDE.formatted(1)).send(ASIDE.formatted(2));
            // Both must be under way: the first alone would have nobody to wait for.
            var all = new ArrayList<>(call.client().await(event -> event.at("/response/metadata/number").asString("").equals("2")));
            first.open();
            second.open();
            all.addAll(call.client().awaitResponse());
            var rest = call.client().awaitResponse();

            all.addAll(rest);
            assertThat(numbers(all, "response.created")).containsExactly("1", "2");
            assertThat(numbers(all, "response.done")).containsExactly("2", "1");
            assertThat(TestClient.type(rest.get(rest.size() - 1))).isEqualTo("rate_limits.updated");
            assertThat(all.stream().filter(event -> TestClient.type(event).equals("rate_limits.updated"))).hasSize(2);
        }
    }

    private static List<String> numbers(List<JsonNode> events, String type) {
        return events.stream().filter(event -> TestClient.type(event).equals(type)).map(event -> event.at("/response/metadata/number").asString()).toList();
    }
}
