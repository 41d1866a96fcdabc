package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IdleTimeoutTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String GREETING = "Hello.";

    private int questions;
    private final FakeClock clock = new FakeClock();
    private final ScriptedModel model = ScriptedModel.script()
            .hears("I am here.").replies(says(GREETING)).replies(says("Are you still there?")).replies(says("Good.")).build();

    /** A call whose agent has greeted, in the middle of its greeting's playback. */
    private Call greeted() {
        var call = Call.with(ServerSettings.DEFAULT.withClock(clock), model);
        call.client().send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'transcription':{'model':'gpt-realtime-whisper'},"
                + "'turn_detection':{'type':'server_vad','idle_timeout_ms':5000}}}}}").await("session.updated");
        call.client().send("{'type':'response.create'}").awaitResponse();
        return call;
    }

    @Test
    void the_window_goes_from_the_end_of_playback_to_the_timeout_on_the_detectors_grid() {
        try (var call = greeted()) {
            call.client().append(Sounds.silence(700));
            pass(call, ScriptedModel.lengthOf(GREETING));
            call.client().append(Sounds.silence(5_100));
            pass(call, TIMEOUT);

            var triggered = call.client().await("input_audio_buffer.timeout_triggered");

            // As recorded: 700 and 5,800 ms had been streamed.
            assertThat(List.of(triggered.get("audio_start_ms").asInt(), triggered.get("audio_end_ms").asInt())).containsExactly(672, 5_792);
        }
    }

    @Test
    void the_order_is_the_recorded_one_with_a_system_item_before_the_silence() {
        try (var call = greeted()) {
            silence(call);
            var events = call.client().awaitResponse().stream()
                    .filter(event -> !TestClient.type(event).contains("transcription") && !TestClient.type(event).equals("error")).toList();

            assertThat(events.stream().map(TestClient::type).limit(7)).containsExactly(
                    "input_audio_buffer.timeout_triggered", "conversation.item.added", "conversation.item.done",
                    "input_audio_buffer.committed", "conversation.item.added", "conversation.item.done", "response.created");
            var hint = events.get(1).get("item");
            assertThat(hint.get("role").asString()).isEqualTo("system");
            assertThat(hint.at("/content/0/type").asString()).isEqualTo("input_text");
            assertThat(events.get(3).get("previous_item_id")).isEqualTo(hint.get("id"));
            assertThat(events.get(3).get("item_id")).isEqualTo(events.get(0).get("item_id")).isEqualTo(events.get(4).at("/item/id"));
            assertThat(ResponseTest.done(events).at("/output/0/content/0/transcript").asString()).isEqualTo("Are you still there?");
        }
    }

    @Test
    void silence_is_transcribed_as_nothing_and_uses_up_no_line_of_a_script() {
        try (var call = greeted()) {
            silence(call);
            var nothing = call.client().await("conversation.item.input_audio_transcription.completed");
            assertThat(nothing.get("transcript").asString()).isEmpty();
            assertThat(nothing.at("/usage/seconds").asInt(-1)).isZero();

            call.client().append(Sounds.turn());
            assertThat(call.client().await("conversation.item.input_audio_transcription.completed").get("transcript").asString()).isEqualTo("I am here.");
        }
    }

    @Test
    void the_agent_asks_again_after_its_question_went_unanswered() {
        try (var call = greeted()) {
            silence(call);
            call.client().awaitResponse();
            call.client().append(Sounds.silence(500));
            pass(call, ScriptedModel.lengthOf("Are you still there?"));
            call.client().append(Sounds.silence(500));
            pass(call, TIMEOUT);

            assertThat(call.client().await("input_audio_buffer.timeout_triggered").get("audio_start_ms").asInt() % 32).isZero();
        }
    }

    @Test
    void speech_stops_the_timer_until_it_was_answered() {
        try (var call = greeted()) {
            pass(call, ScriptedModel.lengthOf(GREETING));
            call.client().append(Sounds.inTurn(Sounds.silence(500), Sounds.tone(300))).await("input_audio_buffer.speech_started");
            pass(call, TIMEOUT.multipliedBy(2));

            assertThat(typesUntilQuiet(call)).isEmpty();
        }
    }

    @Test
    void a_client_that_streams_nothing_is_not_asked() {
        try (var call = greeted()) {
            pass(call, ScriptedModel.lengthOf(GREETING));
            pass(call, TIMEOUT);

            assertThat(typesUntilQuiet(call)).isEmpty();
        }
    }

    @Test
    void without_a_timeout_nothing_happens() {
        try (var call = Call.with(ServerSettings.DEFAULT.withClock(clock), model)) {
            call.client().send("{'type':'response.create'}").awaitResponse();
            silence(call);

            assertThat(typesUntilQuiet(call)).isEmpty();
        }
    }

    private void silence(Call call) {
        pass(call, ScriptedModel.lengthOf(GREETING));
        call.client().append(Sounds.silence(5_000));
        pass(call, TIMEOUT);
    }

    /** Lets time pass once the server has taken everything in, and makes it look at the clock. */
    private void pass(Call call, Duration time) {
        settle(call);
        clock.pass(time);
        refused(call);
    }

    private List<JsonNode> settle(Call call) {
        var name = refused(call);
        return call.client().await(event -> event.at("/error/message").asString().contains(name));
    }

    private String refused(Call call) {
        var name = "nobody" + questions++;
        call.client().send("{'type':'conversation.item.delete','item_id':'" + name + "'}");
        return name;
    }

    private Stream<String> typesUntilQuiet(Call call) {
        return settle(call).stream().map(TestClient::type).filter(type -> !type.equals("error") && !type.contains("transcription"));
    }
}
