package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final String ASIDE = "{'type':'response.create','event_id':'aside','response':{'conversation':'none','output_modalities':['text'],'input':[]}}";
    private static final String CLEAR = "{'type':'input_audio_buffer.clear'}";

    private static Call call(Faults faults) {
        var model = ScriptedModel.script().hears("Hello.").replies(says("Hi.")).answers(says("Hello.")).answers(says("Again.")).build();
        return Call.with(ServerSettings.DEFAULT.withFaults(faults), model);
    }

    @Test
    void cut_drops_the_connection_after_its_event_without_a_close_frame() {
        try (var call = call(Faults.none().always(new Fault.Cut(ServerEvent.AudioCleared.class)))) {
            assertThat(TestClient.type(call.client().send(CLEAR).next())).isEqualTo("input_audio_buffer.cleared");
            // A socket that ends without a close frame is 1006 to the client, or an error.
            assertThat(call.client().awaitClose().code()).isIn(-1, 1006);
        }
    }

    @Test
    void stall_keeps_the_socket_open_and_says_nothing_more() {
        var faults = Faults.none().always(new Fault.Stall(ServerEvent.AudioCleared.class)).at(2, new Fault.Cut(ServerEvent.AudioCleared.class));
        try (var call = call(faults)) {
            call.client().send(CLEAR).await("input_audio_buffer.cleared");
            call.client().send(CLEAR).send(ASIDE);
            // Only the goodbye of the stopping server ends it, and no event comes before.
            call.server().close();
            assertThat(call.client().awaitClose().code()).isEqualTo(1001);
            assertThat(call.client().pending()).isZero();
        }
    }

    @Test
    void unknown_and_malformed_frames_come_between_events() {
        var faults = Faults.none()
                .at(1, new Fault.Inject(ServerEvent.AudioCleared.class, "{\"type\":\"something.new\",\"event_id\":\"event_x\"}"))
                .at(2, new Fault.Inject(ServerEvent.AudioCleared.class, "{broken"));
        try (var call = call(faults)) {
            call.client().send(CLEAR).send(CLEAR).send(CLEAR);

            assertThat(TestClient.type(call.client().next())).isEqualTo("something.new");
            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
            assertThat(call.client().nextFrame()).isEqualTo("{broken");
            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void a_late_transcript_comes_after_the_reply() {
        var gate = new Gate();
        try (var call = call(Faults.none().always(new Fault.LateTranscript(gate))).transcribing("whisper-1")) {
            var events = call.client().append(Sounds.turn()).awaitResponse();
            assertThat(events).noneMatch(event -> TestClient.type(event).endsWith("transcription.completed"));

            gate.open();
            assertThat(call.client().await("conversation.item.input_audio_transcription.completed").get("transcript").asString()).isEqualTo("Hello.");
        }
    }

    @Test
    void a_missing_transcript_never_comes_and_the_next_one_does() throws InterruptedException {
        try (var call = call(Faults.none().at(1, new Fault.MissingTranscript())).transcribing("whisper-1")) {
            var first = call.client().append(Sounds.turn()).await("input_audio_buffer.committed").get("item_id");
            call.client().awaitResponse();
            call.client().append(Sounds.turn());

            assertThat(call.client().await("conversation.item.input_audio_transcription.completed").get("item_id")).isNotEqualTo(first);
        }
    }

    @Test
    void a_failed_transcript_says_so_and_the_reply_comes_all_the_same() {
        var error = new ErrorDetails("transcription_error", Optional.of("audio_unintelligible"), "The audio could not be transcribed.", Optional.empty(), Optional.empty());
        try (var call = call(Faults.none().always(new Fault.FailedTranscript(error))).transcribing("whisper-1")) {
            call.client().append(Sounds.turn());
            var events = call.client().await(event -> TestClient.type(event).endsWith("transcription.failed"));

            assertThat(events.getLast().at("/error/code").asString()).isEqualTo("audio_unintelligible");
            if (events.stream().noneMatch(event -> TestClient.type(event).equals("response.done"))) call.client().await("response.done");
        }
    }

    @Test
    void a_transcript_can_come_twice() {
        try (var call = call(Faults.none().always(new Fault.DuplicateTranscript())).transcribing("whisper-1")) {
            call.client().append(Sounds.turn());

            var once = call.client().await("conversation.item.input_audio_transcription.completed").get("item_id");
            assertThat(call.client().await("conversation.item.input_audio_transcription.completed").get("item_id")).isEqualTo(once);
        }
    }

    @Test
    void a_request_beside_the_conversation_can_be_refused_once() {
        try (var call = call(Faults.none().at(1, new Fault.RefusedOutOfBand("rate_limit_exceeded", "Slow down.")))) {
            var error = call.client().send(ASIDE).next();
            assertThat(TestClient.type(error)).isEqualTo("error");
            assertThat(error.at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
            assertThat(error.at("/error/event_id").asString()).isEqualTo("aside");
            assertThat(ResponseTest.done(call.client().send(ASIDE).awaitResponse()).get("status").asString()).isEqualTo("completed");
        }
    }

    @Test
    void a_late_answer_is_overtaken_by_the_next() {
        var gate = new Gate();
        try (var call = call(Faults.none().at(1, new Fault.LateOutOfBand(gate)))) {
            var late = call.client().send(ASIDE).await("response.created").at("/response/id").asString();
            assertThat(ResponseTest.done(call.client().send(ASIDE).awaitResponse()).get("id").asString()).isNotEqualTo(late);
            gate.open();
            assertThat(ResponseTest.done(call.client().awaitResponse()).get("id").asString()).isEqualTo(late);
        }
    }

    @Test
    void a_failed_answer_ends_as_failed() {
        try (var call = call(Faults.none().always(new Fault.FailedOutOfBand("server_error", "Out of order.")))) {
            var response = ResponseTest.done(call.client().send(ASIDE).awaitResponse());

            assertThat(response.get("status").asString()).isEqualTo("failed");
            assertThat(response.at("/status_details/error/message").asString()).isEqualTo("Out of order.");
        }
    }

    @Test
    void an_endless_answer_ends_when_it_is_cancelled() {
        try (var call = call(Faults.none().always(new Fault.EndlessOutOfBand()))) {
            var id = call.client().send(ASIDE).await("response.created").at("/response/id").asString();
            var response = ResponseTest.done(call.client().send("{'type':'response.cancel','response_id':'" + id + "'}").awaitResponse());

            assertThat(response.get("status").asString()).isEqualTo("cancelled");
        }
    }

    @Test
    void a_late_reply_waits_and_what_runs_beside_it_does_not() throws InterruptedException {
        var gate = new Gate();
        try (var call = call(Faults.none().always(new Fault.LateReply(gate)))) {
            var reply = call.client().send("{'type':'response.create'}").await("response.created").at("/response/id").asString();
            assertThat(gate.reached(Duration.ofSeconds(20))).isTrue();
            assertThat(ResponseTest.done(call.client().send(ASIDE).awaitResponse()).get("conversation_id").isNull()).isTrue();
            gate.open();
            assertThat(ResponseTest.done(call.client().awaitResponse()).get("id").asString()).isEqualTo(reply);
        }
    }
}
