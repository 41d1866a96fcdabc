package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.audio.Pcm;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CallerTurnsTest {

    private static final String COMMIT = "{'type':'input_audio_buffer.commit'}";

    @Test
    void the_item_announced_is_the_item_committed_and_lasts_exactly_from_start_to_end() {
        var seen = new LinkedBlockingQueue<ModelPrompt>();
        try (var call = Call.with(new BareModel((prompt, output) -> seen.add(prompt)))) {
            call.client().append(Sounds.turn());
            var started = call.client().await("input_audio_buffer.speech_started");
            var stopped = call.client().await("input_audio_buffer.speech_stopped");
            var committed = call.client().await("input_audio_buffer.committed");
            var usage = ResponseTest.done(call.client().awaitResponse()).get("usage");

            long start = started.get("audio_start_ms").asLong(), end = stopped.get("audio_end_ms").asLong();
            assertThat((start + 300) % 32).isZero();
            assertThat(end % 32).isZero();
            assertThat(List.of(stopped.get("item_id"), committed.get("item_id"))).containsOnly(started.get("item_id"));
            var audio = ((ModelPrompt.Seen.CallerAudio) seen.remove().context().getFirst()).audio();
            assertThat(audio.samples()).hasSize((int) (end - start) * 24);
            assertThat(usage.at("/input_token_details/audio_tokens").asLong()).isEqualTo((end - start) / 100);
        }
    }

    @Test
    void offsets_go_on_over_turns_however_the_audio_is_cut() {
        var all = Sounds.inTurn(Sounds.turn(), Sounds.turn(), Sounds.turn());
        var random = new Random(7);
        List<Long> whole = offsets(all, 1_920), pieces = offsets(all, 2 * (1 + random.nextInt(5_000))), once = offsets(all, all.bytes().length);

        assertThat(whole).hasSize(6).isSorted().isEqualTo(pieces).isEqualTo(once);
    }

    private static List<Long> offsets(Pcm audio, int piece) {
        try (var call = Call.with(ScriptedModel.script().build())) {
            call.client().append(audio.bytes(), piece);
            var offsets = new java.util.ArrayList<Long>();
            while (offsets.size() < 6) {
                var event = call.client().next();
                if (event.has("audio_start_ms")) offsets.add(event.get("audio_start_ms").asLong());
                if (event.has("audio_end_ms")) offsets.add(event.get("audio_end_ms").asLong());
            }
            return offsets;
        }
    }

    @Test
    void a_commit_by_hand_takes_everything_and_starts_no_reply() {
        try (var call = Call.with(ScriptedModel.script().build()).manual()) {
            var events = call.client().append(Sounds.silence(500)).send(COMMIT)
                    .await(event -> TestClient.type(event).equals("conversation.item.done"));

            assertThat(events.stream().map(TestClient::type)).containsExactly(
                    "input_audio_buffer.committed", "conversation.item.added", "conversation.item.done");
            assertThat(TestClient.type(call.client().send("{'type':'input_audio_buffer.clear'}").next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void a_commit_by_hand_in_the_middle_of_speech_uses_the_announced_item() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            call.client().append(Sounds.inTurn(Sounds.silence(500), Sounds.tone(600)));
            var announced = call.client().await("input_audio_buffer.speech_started").get("item_id").asString();
            var events = call.client().send(COMMIT).await(event -> TestClient.type(event).equals("conversation.item.done"));

            assertThat(events.getFirst().get("item_id").asString()).isEqualTo(announced);
            assertThat(events.stream().map(TestClient::type)).doesNotContain("input_audio_buffer.speech_stopped");
        }
    }

    @Test
    void too_little_audio_says_how_much_there_is() {
        try (var call = Call.with(ScriptedModel.script().build()).manual()) {
            var error = call.client().append(Sounds.silence(40)).send(COMMIT).await("error").get("error");

            assertThat(error.get("message").asString()).endsWith("but buffer only has 40.00ms of audio.");
        }
    }

    @Test
    void a_tenth_of_a_second_from_a_telephone_is_enough() {
        try (var call = Call.with(ScriptedModel.script().build()).manual()) {
            call.client().send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'format':{'type':'audio/pcmu'}}}}}").await("session.updated");
            var line = AudioFormat.PCMU.encode(Sounds.tone(100));
            assertThat(line).hasSize(800);

            assertThat(TestClient.type(call.client().append(line, 160).send(COMMIT).next())).isEqualTo("input_audio_buffer.committed");
        }
    }

    @Test
    void a_telephone_call_has_turns_too() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            call.client().send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'format':{'type':'audio/pcma'}}}}}").await("session.updated");
            call.client().append(AudioFormat.PCMA.encode(Sounds.turn()), 160);

            assertThat(call.client().await("input_audio_buffer.speech_started").get("audio_start_ms").asLong()).isBetween(100L, 300L);
            call.client().awaitResponse();
        }
    }

    @Test
    void clearing_forgets_speech_under_way() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            call.client().append(Sounds.inTurn(Sounds.silence(500), Sounds.tone(600))).await("input_audio_buffer.speech_started");
            call.client().send("{'type':'input_audio_buffer.clear'}").await("input_audio_buffer.cleared");
            call.client().append(Sounds.silence(800)).send("{'type':'input_audio_buffer.clear'}");

            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void without_create_response_the_turn_ends_with_its_item() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            call.client().send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'turn_detection':{'type':'server_vad','create_response':false}}}}}").await("session.updated");
            call.client().append(Sounds.turn()).await("conversation.item.done");

            assertThat(TestClient.type(call.client().send("{'type':'input_audio_buffer.clear'}").next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void a_turn_that_ends_while_a_reply_goes_on_uninterrupted_is_told_so() {
        var gate = new Gate();
        try (var call = Call.with(ScriptedModel.script().replies(ScriptedModel.inTurn(ScriptedModel.waits(gate), says("Late."))).build())) {
            call.client().send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'turn_detection':{'type':'server_vad','interrupt_response':false}}}}}").await("session.updated");
            call.client().send("{'type':'response.create'}").await("response.created");
            call.client().append(Sounds.turn());

            assertThat(call.client().await("error").at("/error/code").asString()).isEqualTo("conversation_already_has_active_response");
            gate.open();
            call.client().awaitResponse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-realtime-whisper", "gpt-4o-transcribe", "whisper-1"})
    void the_built_in_transcript_comes_whole_and_billed_as_its_model_is(String model) {
        try (var call = Call.with(ScriptedModel.script().hears("Hello, my name is Marcelo.").build()).transcribing(model)) {
            call.client().append(Sounds.turn());
            var events = call.client().await(event -> TestClient.type(event).endsWith("transcription.completed"));

            var deltas = events.stream().filter(event -> TestClient.type(event).endsWith("transcription.delta")).toList();
            assertThat(String.join("", deltas.stream().map(event -> event.get("delta").asString()).toList())).isEqualTo(" Hello, my name is Marcelo.");
            assertThat(events.getLast().get("transcript").asString()).isEqualTo("Hello, my name is Marcelo.");
            assertThat(events.getLast().at("/usage/type").asString()).isEqualTo(model.equals("gpt-4o-transcribe") ? "tokens" : "duration");
        }
    }

    @Test
    void transcription_switched_on_before_the_commit_covers_the_whole_turn() {
        try (var call = Call.with(ScriptedModel.script().hears("Hello there.").build()).manual()) {
            call.client().append(Sounds.tone(300));
            call.transcribing("whisper-1").client().send(COMMIT);

            assertThat(call.client().await("conversation.item.input_audio_transcription.completed").get("transcript").asString()).isEqualTo("Hello there.");
        }
    }

    @Test
    void a_streaming_recogniser_writes_while_the_caller_speaks() {
        try (var call = Call.with(ScriptedModel.script().hears("Hello there.").build()).transcribing("gpt-realtime-whisper")) {
            call.client().append(Sounds.inTurn(Sounds.silence(500), Sounds.tone(600)));
            var announced = call.client().await("input_audio_buffer.speech_started").get("item_id");

            assertThat(call.client().await("conversation.item.input_audio_transcription.delta").get("item_id")).isEqualTo(announced);
            call.client().append(Sounds.silence(600)).await("input_audio_buffer.speech_stopped");
        }
    }

    @Test
    void other_recognisers_write_after_the_commit() {
        try (var call = Call.with(ScriptedModel.script().hears("Hello there.").build()).transcribing("gpt-4o-transcribe")) {
            call.client().append(Sounds.turn());

            var types = call.client().await(event -> TestClient.type(event).endsWith("transcription.completed")).stream().map(TestClient::type).toList();
            assertThat(types.indexOf("conversation.item.input_audio_transcription.delta")).isGreaterThan(types.indexOf("conversation.item.done"));
        }
    }

    @Test
    void a_transcriber_that_breaks_spoils_its_transcript_and_nothing_else() {
        var inner = new BareModel((prompt, output) -> output.text("hello"));
        SpeechModel model = new SpeechModel() {
            @Override
            public ModelSession open(String name) {
                var session = inner.open(name);
                return new ModelSession() {
                    @Override
                    public Transcriber transcriber(TranscriptionRequest request) {
                        throw new IllegalStateException("no ears");
                    }

                    @Override
                    public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
                        session.respond(prompt, output);
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void close() {}
        };
        try (var call = Call.with(model).transcribing("whisper-1")) {
            call.client().append(Sounds.turn());
            var events = new java.util.ArrayList<JsonNode>(call.client().awaitResponse());
            while (events.stream().noneMatch(event -> TestClient.type(event).endsWith("transcription.failed"))) events.add(call.client().next());

            var types = events.stream().map(TestClient::type).toList();
            assertThat(types.indexOf("conversation.item.input_audio_transcription.failed")).isGreaterThan(types.indexOf("conversation.item.done"));
            assertThat(ResponseTest.done(events).get("status").asString()).isEqualTo("completed");
        }
    }
}
