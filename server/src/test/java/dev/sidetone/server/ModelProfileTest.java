package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.calls;
import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What differs from model to model. */
class ModelProfileTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-realtime, alloy, 200", "gpt-realtime-mini, alloy, 200", "gpt-realtime-2025-08-28, alloy, 200", "a-deployment, alloy, 200",
        "gpt-realtime-2.1, marin, 500", "gpt-realtime-2.1-mini, marin, 500",
    })
    void sessions_begin_with_the_defaults_of_their_model(String model, String voice, int silence) {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, ScriptedModel.script().build());
                var client = TestClient.to(server, "?model=" + model)) {
            var audio = client.await("session.created").at("/session/audio");

            assertThat(audio.at("/output/voice").asString()).isEqualTo(voice);
            assertThat(audio.at("/input/turn_detection/silence_duration_ms").asInt()).isEqualTo(silence);
        }
    }

    @Test
    void newer_models_say_whether_a_message_is_the_answer_or_goes_before_a_call() {
        var response = answered("gpt-realtime-2.1");

        assertThat(response.at("/output/0/phase").asString()).isEqualTo("commentary");
        assertThat(response.at("/output/1").has("phase")).as("calls have none").isFalse();
        assertThat(response.at("/output/2/phase").asString()).isEqualTo("final_answer");
    }

    @Test
    void older_models_do_not_say_it() {
        assertThat(answered("gpt-realtime").toString()).doesNotContain("phase");
    }

    @Test
    void newer_models_are_billed_more_framing_and_take_settings_that_others_refuse() {
        long older = answered("gpt-realtime").at("/usage/input_tokens").asLong();

        assertThat(answered("gpt-realtime-2.1").at("/usage/input_tokens").asLong()).isEqualTo(older + 7);
    }

    private static JsonNode answered(String model) {
        var script = ScriptedModel.script().replies(inTurn(says("One moment."), calls("look", "{}"), says("Here it is."))).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, script); var client = TestClient.to(server, "?model=" + model)) {
            client.await("session.created");
            var more = model.equals("gpt-realtime") ? "" : ",'reasoning':{'effort':'low'},'parallel_tool_calls':false";
            return ResponseTest.done(client.send("{'type':'response.create','response':{'output_modalities':['text'],'instructions':'Hi.'" + more + "}}").awaitResponse());
        }
    }
}
