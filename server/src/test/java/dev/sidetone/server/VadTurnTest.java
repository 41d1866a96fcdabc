package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VadTurnTest {

    private final ScriptedModel model = ScriptedModel.script()
            .hears("Hello, my name is Marcelo.")
            .replies(ScriptedModel.says("Hello, Marcelo! How can I help?"))
            .build();
    private final RealtimeServer server = RealtimeServer.start(ServerSettings.DEFAULT, model);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_turn_is_told_in_the_recorded_order() {
        try (var client = TestClient.to(server)) {
            client.await("session.created");
            client.send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'transcription':{'model':'gpt-realtime-whisper'}}}}}");
            client.await("session.updated");
            client.append(Sounds.turn());

            var events = client.awaitResponse();

            assertThat(withoutRepeats(events, "conversation.item.input_audio_transcription")).containsExactly(
                    "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", "input_audio_buffer.committed",
                    "conversation.item.added", "conversation.item.done", "response.created", "response.output_item.added",
                    "conversation.item.added", "response.content_part.added", "response.output_audio_transcript.delta",
                    "response.output_audio.delta", "response.output_audio.done", "response.output_audio_transcript.done",
                    "response.content_part.done", "conversation.item.done", "response.output_item.done", "response.done",
                    "rate_limits.updated");
        }
    }

    /** Types in order, runs of one type as one, without the asynchronous ones. */
    static List<String> withoutRepeats(List<JsonNode> events, String without) {
        var types = events.stream().map(TestClient::type).filter(type -> !type.startsWith(without)).toList();
        return java.util.stream.IntStream.range(0, types.size())
                .filter(i -> i == 0 || !types.get(i).equals(types.get(i - 1)))
                .mapToObj(types::get)
                .toList();
    }
}
