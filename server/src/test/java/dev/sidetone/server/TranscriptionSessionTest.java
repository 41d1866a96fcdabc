package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptionSessionTest {

    private static final String UPDATE = "{'type':'session.update','session':{'type':'transcription','audio':{'input':%s}}}";

    private final RealtimeServer server = RealtimeServer.start(ServerSettings.DEFAULT,
            ScriptedModel.script().hears("Claim number seven.").build());

    @AfterEach
    void stop() {
        server.close();
    }

    private TestClient transcribing() {
        return TestClient.to(server, "?intent=transcription");
    }

    @Test
    void it_is_greeted_without_anything_about_answers() {
        try (var client = transcribing()) {
            var session = client.await("session.created").get("session");

            assertThat(session.propertyNames()).containsExactly("type", "object", "id", "expires_at", "audio", "include");
            assertThat(List.of(session.get("type").asString(), session.get("object").asString()))
                    .containsExactly("transcription", "realtime.transcription_session");
            assertThat(session.get("audio").propertyNames()).containsExactly("input");
            assertThat(session.at("/audio/input").propertyNames()).containsExactly("format", "transcription", "noise_reduction", "turn_detection");
            assertThat(session.at("/audio/input/turn_detection").propertyNames())
                    .containsExactly("type", "threshold", "prefix_padding_ms", "silence_duration_ms");
        }
    }

    @Test
    void a_turn_ends_with_its_transcript_and_no_reply() {
        try (var client = transcribing()) {
            client.send(String.format(UPDATE, "{'transcription':{'model':'gpt-4o-transcribe'}}")).await("session.updated");
            client.append(Sounds.turn());
            var events = client.await(event -> TestClient.type(event).endsWith("transcription.completed"));
            client.send("{'type':'input_audio_buffer.clear'}");

            assertThat(events.getLast().get("transcript").asString()).isEqualTo("Claim number seven.");
            assertThat(events.stream().map(TestClient::type).filter(type -> !type.endsWith(".delta"))).containsExactly(
                    "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", "input_audio_buffer.committed",
                    "conversation.item.added", "conversation.item.done", "conversation.item.input_audio_transcription.completed");
            assertThat(TestClient.type(client.next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void a_turn_committed_by_hand_is_transcribed_too() {
        try (var client = transcribing()) {
            client.send(String.format(UPDATE, "{'transcription':{'model':'gpt-realtime-whisper'},'turn_detection':null}")).await("session.updated");
            client.append(Sounds.tone(500)).send("{'type':'input_audio_buffer.commit'}");

            assertThat(client.await("conversation.item.input_audio_transcription.completed").get("transcript").asString()).isEqualTo("Claim number seven.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '|', value = {
        "{'type':'response.create'}; 'response.create' is not available",
        "{'type':'session.update','session':{'type':'realtime'}}; Passing a realtime session update event to a transcription session is not allowed.",
        "{'type':'session.update','session':{'type':'transcription','instructions':'x'}}; Unknown parameter: 'session.instructions'.",
        "{'type':'session.update','session':{'type':'transcription','audio':{'input':{'transcription':{'model':'gpt-realtime-whisper'}}}}}; Turn detection is not supported",
    })
    void what_belongs_to_conversations_is_refused(String event, String message) {
        try (var client = transcribing()) {
            client.await("session.created");

            assertThat(client.send(event).await("error").at("/error/message").asString()).startsWith(message);
        }
    }

    @Test
    void a_model_given_together_with_the_intent_is_turned_away() {
        try (var client = TestClient.to(server, "?intent=transcription&model=gpt-realtime")) {
            assertThat(client.next().at("/error/message").asString()).isEqualTo("You must not provide a model parameter for transcription sessions.");
            assertThat(client.awaitClose().code()).isEqualTo(4000);
        }
    }

    @ParameterizedTest
    @CsvSource({"gpt-realtime, alloy, 200", "gpt-realtime-mini, alloy, 200", "gpt-realtime-2025-08-28, alloy, 200", "gpt-realtime-2.1, marin, 500",
        "gpt-realtime-2.1-mini-2026-07-01, marin, 500", "my-own-model, alloy, 200"})
    void a_conversation_has_the_defaults_of_its_model(String model, String voice, int silence) {
        var session = new SessionConfig("sess_1", new SessionKind.Conversation(model), java.time.Instant.EPOCH);

        assertThat(session.voice()).isEqualTo(voice);
        assertThat(session.vad().orElseThrow().silenceMs()).isEqualTo(silence);
    }
}
