package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What can become of an event on its way out, as any client sees it. */
class EventFaultTest {

    private static final String CLEAR = "{'type':'input_audio_buffer.clear'}";
    private static final String WRITE = "{'type':'response.create','response':{'output_modalities':['text']}}";

    private static Call call(Faults faults) {
        return Call.with(ServerSettings.DEFAULT.withFaults(faults), ScriptedModel.script().replies(says("Hi.")).build());
    }

    @Test
    void any_event_can_come_twice_with_another_id() {
        try (var call = call(Faults.none().at(1, new Fault.Duplicate(ServerEvent.ResponseDone.class)))) {
            var events = call.client().send(WRITE).awaitResponse();
            var done = events.stream().filter(event -> TestClient.type(event).equals("response.done")).toList();

            assertThat(done).hasSize(2);
            assertThat(done.get(0).get("response")).isEqualTo(done.get(1).get("response"));
            assertThat(done.get(0).get("event_id")).isNotEqualTo(done.get(1).get("event_id"));
        }
    }

    @Test
    void a_frame_can_be_half_of_what_it_should_be() {
        try (var call = call(Faults.none().at(1, new Fault.CutOff(ServerEvent.AudioCleared.class)))) {
            var half = call.client().send(CLEAR).send(CLEAR).nextFrame();

            assertThat(half).startsWith("{\"type\":\"input_audio_buffer.c").doesNotContain("}");
            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void one_field_can_have_the_wrong_type_and_the_others_stay() {
        var faults = Faults.none().always(new Fault.WrongType(ServerEvent.ResponseDone.class, "response")).always(new Fault.WrongType(ServerEvent.AudioCleared.class, "event_id"));
        try (var call = call(faults)) {
            var done = call.client().send(WRITE).await("response.done");
            assertThat(done.get("response").asString()).isEqualTo("garbled");
            assertThat(done.get("event_id").asString()).startsWith("event_");
            assertThat(Codec.readServer(done.toString())).isInstanceOf(ServerEvent.Malformed.class);
            assertThat(call.client().send(CLEAR).await("input_audio_buffer.cleared").get("event_id").asInt()).isEqualTo(7);
        }
    }

    @Test
    void an_unknown_event_comes_before_the_one_it_was_planned_for() {
        try (var call = call(Faults.none().at(1, new Fault.UnknownEvent(ServerEvent.AudioCleared.class, "weather.changed")))) {
            var unknown = call.client().send(CLEAR).next();

            assertThat(Codec.readServer(unknown.toString())).isInstanceOfSatisfying(ServerEvent.Unknown.class, event -> assertThat(event.type()).isEqualTo("weather.changed"));
            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void an_oversized_event_is_as_long_as_planned_and_says_the_same() {
        try (var call = call(Faults.none().at(1, new Fault.Oversized(ServerEvent.AudioCleared.class, 2 << 20)))) {
            var frame = call.client().send(CLEAR).nextFrame();

            assertThat(frame).hasSize(2 << 20);
            assertThat(Codec.readServer(frame)).isEqualTo(new ServerEvent.AudioCleared());
        }
    }

    @Test
    void an_expired_session_says_so_once_and_closes_with_the_same_sentence() {
        try (var call = call(Faults.none().always(new Fault.Expire(ServerEvent.ResponseDone.class)))) {
            var error = call.client().send(WRITE).await(event -> TestClient.type(event).equals("error"));

            // Nothing comes between the event and the end, rate limits neither.
            assertThat(error.stream().map(TestClient::type)).endsWith("response.done", "error");
            assertThat(error.getLast().at("/error/code").asString()).isEqualTo("session_expired");
            assertThat(call.client().awaitClose()).isEqualTo(new TestClient.Closed(1001, error.getLast().at("/error/message").asString()));
            assertThat(call.client().pending()).isZero();
        }
    }

    @Test
    void a_session_can_expire_before_the_client_said_anything() {
        var faults = Faults.none().always(new Fault.Expire(ServerEvent.SessionCreated.class));
        try (var call = call(faults)) {
            assertThat(call.client().next().at("/error/code").asString()).isEqualTo("session_expired");
            assertThat(call.client().awaitClose().code()).isEqualTo(1001);
        }
    }

    @Test
    void a_session_expires_by_a_clock_that_is_moved() {
        var clock = new FakeClock();
        try (var call = Call.with(ServerSettings.DEFAULT.withClock(clock), ScriptedModel.script().build())) {
            clock.pass(Duration.ofMinutes(59));
            call.client().send(CLEAR).await("input_audio_buffer.cleared");
            clock.pass(Duration.ofMinutes(1));

            assertThat(call.client().next().at("/error/code").asString()).isEqualTo("session_expired");
            assertThat(call.client().awaitClose().code()).isEqualTo(1001);
        }
    }

    @Test
    void a_slow_writer_holds_an_event_and_what_follows_it_while_the_server_goes_on() throws InterruptedException {
        var gate = new Gate();
        try (var call = call(Faults.none().at(1, new Fault.SlowWriter(ServerEvent.AudioCleared.class, gate)))) {
            call.client().send(CLEAR).send(WRITE);
            assertThat(gate.reached(Duration.ofSeconds(20))).isTrue();
            assertThat(call.client().pending()).isZero();
            gate.open();

            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
            assertThat(ResponseTest.done(call.client().awaitResponse()).get("status").asString()).isEqualTo("completed");
        }
    }

    @Test
    void a_slow_reader_takes_nothing_in_and_then_everything() throws InterruptedException {
        var gate = new Gate();
        try (var call = call(Faults.none().at(2, new Fault.SlowReader(gate)))) {
            call.client().send(CLEAR).await("input_audio_buffer.cleared");
            call.client().send(CLEAR).send(CLEAR);
            assertThat(gate.reached(Duration.ofSeconds(20))).isTrue();
            assertThat(call.client().pending()).isZero();
            gate.open();

            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
            assertThat(TestClient.type(call.client().next())).isEqualTo("input_audio_buffer.cleared");
        }
    }

    @Test
    void a_server_stops_also_while_it_reads_slowly() throws InterruptedException {
        var gate = new Gate();
        var call = call(Faults.none().always(new Fault.SlowReader(gate)));
        call.client().send(CLEAR);
        assertThat(gate.reached(Duration.ofSeconds(20))).isTrue();
        call.server().close();
        assertThat(call.server().connections()).isZero();
    }
}
