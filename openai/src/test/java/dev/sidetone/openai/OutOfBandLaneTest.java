package dev.sidetone.openai;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.openai.models.realtime.RealtimeServerEvent;
import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.LaneSettings;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.server.Gate;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Limits;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.Tasks;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program on the SDK keeps its conversation, and the lane runs beside. */
@Timeout(60)
class OutOfBandLaneTest {

    private static final int TURNS = 3;

    /** So long that a busy machine does not end a turn before its time. */
    static final Limits PATIENT = new Limits(Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50),
            Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50));

    static final LaneSettings SETTINGS = LaneSettings.of(Transcription.verbatim()).limits(PATIENT);

    private static final String TRANSCRIBED = """
            {"type":"session.update","event_id":"mine","session":{"type":"realtime",
             "audio":{"input":{"transcription":{"model":"gpt-4o-transcribe"}}}}}""";

    private static ScriptedModel claims() {
        return ScriptedModel.script().hears("my name is jon").replies(says("Hello, John.")).answers(says("My name is Jon."))
                .hears("i had an accident").replies(says("I am sorry to hear that.")).answers(says("I had an accident."))
                .hears("on may fifth").replies(says("Thank you.")).answers(says("On May 5th.")).build();
    }

    @Test
    void the_records_are_those_of_the_same_call_over_our_own_wire() throws Exception {
        assertThat(Records.compared(overTheSdk())).isEqualTo(Records.compared(overOurWire()));
    }

    private static List<TurnRecord> overTheSdk() throws InterruptedException {
        var records = new Records();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, claims());
                var connection = OutOfBandLane.on(Sdk.connect(server), SETTINGS, records::add)) {
            var program = new Program(connection);
            connection.send(Sdk.event(TRANSCRIBED));
            return talk(records, () -> program.say(Sounds.turn()));
        }
    }

    private static List<TurnRecord> overOurWire() throws InterruptedException {
        var records = new Records();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, claims());
                var call = Sidetone.to(Endpoint.of(server.uri())).model("gpt-realtime").compareWith("gpt-4o-transcribe").limits(PATIENT)
                        .call(records::add)) {
            return talk(records, () -> {
                for (var frame : Sounds.frames(Sounds.turn())) call.append(Pcm.ofBytes(frame, Pcm.RATE));
            });
        }
    }

    private static List<TurnRecord> talk(Records records, Runnable turn) throws InterruptedException {
        var turns = new ArrayList<TurnRecord>();
        for (int i = 0; i < TURNS; i++) {
            turn.run();
            turns.add(records.next());
        }
        return turns;
    }

    @Test
    void the_program_reads_every_event_but_the_answers_to_the_lanes_requests() throws Exception {
        var records = new Records();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, claims())) {
            Program program;
            try (var connection = OutOfBandLane.on(Sdk.connect(server), SETTINGS, records::add)) {
                program = new Program(connection);
                connection.send(Sdk.event(TRANSCRIBED));
                talk(records, () -> program.say(Sounds.turn()));
            }
            assertThat(program.types()).startsWith("session.created").contains("response.output_audio.delta")
                    .doesNotContain("response.output_text.delta", "error");
            // One reply for each turn: the lane's three responses are not among them.
            for (var once : List.of("input_audio_buffer.committed", "conversation.item.input_audio_transcription.completed", "response.created",
                    "response.output_audio.done", "response.done")) {
                assertThat(program.types()).filteredOn(once::equals).hasSize(TURNS);
            }
            assertThat(program.events()).filteredOn(RealtimeServerEvent::isResponseOutputAudioDelta)
                    .allSatisfy(event -> assertThat(event.asResponseOutputAudioDelta().delta()).isNotEmpty());
        }
    }

    @Test
    void the_programs_own_requests_beside_the_conversation_reach_it_with_their_marks() throws Exception {
        var model = ScriptedModel.script().hears("hello").replies(says("Hi."))
                .answersBy(prompt -> says(prompt.instructions().equals("Sum up.") ? "A greeting." : "Hello.")).build();
        var records = new Records();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model)) {
            Program program;
            try (var connection = OutOfBandLane.on(Sdk.connect(server), SETTINGS, records::add)) {
                program = new Program(connection);
                program.say(Sounds.turn());
                assertThat(records.next().transcript().text()).contains("Hello.");
                connection.send(Sdk.event("""
                        {"type":"response.create","event_id":"e1","response":{"conversation":"none","instructions":"Sum up.",
                         "output_modalities":["text"],"metadata":{"topic":"summary"}}}"""));
                while (program.events().stream().filter(RealtimeServerEvent::isResponseDone).count() < 2) Thread.onSpinWait();
            }
            assertThat(program.types()).filteredOn("response.done"::equals).hasSize(2);
            var summary = EventText.fields(program.events().stream().filter(RealtimeServerEvent::isResponseDone).toList().getLast());
            assertThat(EventText.within(EventText.within(summary, "response"), "metadata")).containsOnlyKeys("topic");
            assertThat(program.events()).filteredOn(RealtimeServerEvent::isResponseOutputTextDone)
                    .singleElement().satisfies(done -> assertThat(done.asResponseOutputTextDone().text()).isEqualTo("A greeting."));
            assertThat(records.none()).isTrue();
        }
    }

    @Test
    void a_reply_that_the_program_cancels_is_recorded_as_cancelled() throws Exception {
        var model = ScriptedModel.script().hears("hello").replies(ScriptedModel.inTurn(says("One moment."), ScriptedModel.waits(new Gate())))
                .answers(says("Hello.")).build();
        var records = new Records();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model);
                var connection = OutOfBandLane.on(Sdk.connect(server), SETTINGS, records::add)) {
            Sounds.frames(Sounds.turn()).forEach(frame -> connection.send(Sounds.append(frame)));
            while (!connection.receive().isResponseCreated()) continue;
            connection.send(Sdk.event("{\"type\":\"response.cancel\"}"));
            var turn = records.next();
            assertThat(Records.compared(turn)).contains("\"status\":\"cancelled\"");
            assertThat(turn.transcript().text()).contains("Hello.");
        }
    }

    @Test
    void a_task_is_asked_beside_the_conversation() throws Exception {
        var model = ScriptedModel.script().answers(says("Nothing was said.")).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model);
                var connection = OutOfBandLane.on(Sdk.connect(server), turn -> {})) {
            var answer = connection.ask(Tasks.summary());
            assertThat(answer.value()).contains("Nothing was said.");
        }
    }

    @Test
    void a_task_is_set_off_by_each_turn_and_no_part_of_what_the_program_reads() throws Exception {
        var model = ScriptedModel.script().hears("hello").replies(says("Hi."))
                .answersBy(prompt -> says(prompt.instructions().contains(Prompts.verbatim()) ? "Hello." : "A greeting.")).build();
        var records = new Records();
        var results = new LinkedBlockingQueue<String>();
        var settings = SETTINGS.beside(Tasks.summary().onEachTurn(), result -> results.add(result.value().orElse("none")));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.beside(Tasks.summary().onEachTurn(), result -> {})).withMessageContaining("another name");
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model)) {
            Program program;
            try (var connection = OutOfBandLane.on(Sdk.connect(server), settings, records::add)) {
                program = new Program(connection);
                program.say(Sounds.turn());
                assertThat(records.next().transcript().text()).contains("Hello.");
                assertThat(results.poll(20, TimeUnit.SECONDS)).isEqualTo("A greeting.");
            }
            assertThat(program.types()).filteredOn("response.done"::equals).hasSize(1);
        }
    }

    @Test
    void the_end_waits_for_the_last_turn_and_closes_the_connection() throws Exception {
        var records = new Records();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, claims())) {
            var connection = OutOfBandLane.on(Sdk.connect(server), SETTINGS, records::add);
            var program = new Program(connection);
            program.say(Sounds.turn());
            while (program.events().stream().noneMatch(RealtimeServerEvent::isInputAudioBufferCommitted)) Thread.onSpinWait();
            var end = connection.end(Duration.ofSeconds(10));
            assertThat(end.reason()).isEqualTo(new EndReason.HungUp());
            assertThat(end.undelivered()).isZero();
            assertThat(records.next().transcript().text()).contains("My name is Jon.");
            assertThat(program.end()).isNotNull();
        }
    }
}
