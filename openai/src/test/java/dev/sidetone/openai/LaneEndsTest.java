package dev.sidetone.openai;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.WebSocketWriteNotAttempted;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that break, come back, or are not for the lane to have. */
@Timeout(60)
class LaneEndsTest {

    private static ScriptedModel greeting() {
        return ScriptedModel.script().hears("hello").replies(says("Hi.")).answers(says("Hello.")).build();
    }

    private static RealtimeServer server(Faults faults) {
        return RealtimeServer.start(ServerSettings.DEFAULT.withFaults(faults), greeting());
    }

    private static Reason missing(TurnRecord turn) {
        return ((Heard.Nothing) turn.outOfBand()).why();
    }

    @Test
    void a_connection_that_breaks_in_the_middle_of_a_turn_leaves_its_record_and_the_sdks_own_exception() throws Exception {
        var records = new Records();
        try (var server = server(Faults.none().always(new Fault.Cut(ServerEvent.AudioCommitted.class)))) {
            var connection = OutOfBandLane.on(Sdk.connect(server), OutOfBandLaneTest.SETTINGS, records::add);
            var program = new Program(connection);
            program.say(Sounds.turn());
            var turn = records.next();
            assertThat(missing(turn)).isInstanceOfSatisfying(Reason.CallOver.class,
                    over -> assertThat(over.end()).isInstanceOf(EndReason.ConnectionLost.class));
            assertThat(program.end()).hasMessageContaining("Realtime");
            assertThat(connection.end(Duration.ofSeconds(1)).totals().turns()).isEqualTo(1);
            assertThatThrownBy(connection::receive).isSameAs(program.end());
            assertThatThrownBy(() -> connection.send(Sounds.append(new byte[2]))).isInstanceOf(WebSocketWriteNotAttempted.Closed.class);
        }
    }

    @Test
    void when_the_sdk_connects_anew_open_turns_are_recorded_and_the_new_session_has_its_own() throws Exception {
        var records = new Records();
        // Each connection of this server is cut after its second turn is committed.
        try (var server = server(Faults.none().at(2, new Fault.Cut(ServerEvent.AudioCommitted.class)));
                var connection = OutOfBandLane.on(Sdk.connectForGood(server), OutOfBandLaneTest.SETTINGS, records::add)) {
            say(connection);
            var first = records.next();
            say(connection);
            var cut = records.next();
            say(connection);
            var anew = records.next();

            assertThat(List.of(first, anew)).allSatisfy(turn -> assertThat(turn.transcript().text()).contains("Hello."));
            assertThat(missing(cut)).isEqualTo(new Reason.CallOver(new EndReason.ConnectionLost("the SDK connected anew")));
            assertThat(List.of(first.number(), cut.number(), anew.number())).containsExactly(1, 2, 1);
            assertThat(connection.totals().turns()).isEqualTo(3);
            assertThat(records.none()).isTrue();
        }
    }

    /** A program that does not mind what the SDK refuses while it reconnects, as one with a microphone would not. */
    private static void say(OutOfBandLane connection) throws InterruptedException {
        for (var frame : Sounds.frames(Sounds.turn())) {
            try {
                connection.send(Sounds.append(frame));
            } catch (WebSocketWriteNotAttempted.Busy | WebSocketWriteNotAttempted.Closed e) {
                Thread.sleep(10);
            }
        }
    }

    @Test
    void a_program_that_closes_the_connection_itself_leaves_no_turn_open() throws Exception {
        var records = new Records();
        try (var server = server(Faults.none().always(new Fault.EndlessOutOfBand()))) {
            var sdk = Sdk.connect(server);
            var connection = OutOfBandLane.on(sdk, OutOfBandLaneTest.SETTINGS, records::add);
            say(connection);
            while (!connection.receive().isResponseDone()) continue;
            sdk.close();
            assertThat(missing(records.next())).isEqualTo(new Reason.CallOver(new EndReason.ConnectionLost("the program closed it")));
            assertThat(new Program(connection).end()).isInstanceOf(IllegalStateException.class);
            connection.close();
        }
    }

    @Test
    void the_servers_goodbye_is_told_with_its_code() throws Exception {
        var server = server(Faults.none());
        var connection = OutOfBandLane.on(Sdk.connect(server), turn -> {});
        assertThat(connection.receive().isSessionCreated()).isTrue();
        server.close();
        new Program(connection).end();
        assertThat(connection.end(Duration.ofSeconds(1)).reason()).isEqualTo(new EndReason.ClosedByPeer(1001, ""));
    }

    @Test
    void a_second_lane_on_a_connection_is_refused() {
        try (var server = server(Faults.none())) {
            var sdk = Sdk.connect(server);
            try (var connection = OutOfBandLane.on(sdk, turn -> {})) {
                assertThatThrownBy(() -> OutOfBandLane.on(sdk, turn -> {})).isInstanceOf(IllegalStateException.class)
                        .hasMessage("this connection has an out-of-band lane already: use that one, or open a second connection");
                assertThat(connection.receive().isSessionCreated()).isTrue();
            }
        }
    }

    @Test
    void a_connection_that_is_closed_or_being_read_is_refused_and_can_have_its_lane_later() throws Exception {
        try (var server = server(Faults.none()); var sdk = Sdk.connect(server)) {
            while (!sdk.receive().isSessionCreated()) continue;
            var pending = sdk.receiveAsync();
            // Whatever else a session begins with.
            while (pending.isDone()) pending = sdk.receiveAsync();
            assertThatThrownBy(() -> OutOfBandLane.on(sdk, turn -> {})).isInstanceOf(IllegalStateException.class).hasMessageContaining("somebody already waits in receive()");
            assertThat(pending.cancel(true)).isTrue();
            OutOfBandLane.on(sdk, turn -> {}).close();

            var closed = Sdk.connect(server);
            closed.close();
            assertThatThrownBy(() -> OutOfBandLane.on(closed, turn -> {})).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void a_read_that_is_cancelled_loses_no_event_and_a_second_one_at_once_is_refused() throws Exception {
        var letterbox = new Letterbox();
        var first = Sdk.received("{\"type\":\"input_audio_buffer.cleared\",\"event_id\":\"1\"}");
        var second = Sdk.received("{\"type\":\"input_audio_buffer.cleared\",\"event_id\":\"2\"}");
        var read = letterbox.take();
        assertThatThrownBy(letterbox::take).isInstanceOf(IllegalStateException.class).hasMessageContaining("already pending");
        assertThat(read.cancel(true)).isTrue();
        letterbox.put(first);
        assertThat(letterbox.await()).isSameAs(first);
        var waiting = letterbox.take();
        letterbox.put(second);
        assertThat(waiting.cancel(true)).isFalse();
        assertThat(waiting.get()).isSameAs(second);
        letterbox.put(first);
        letterbox.end(new IllegalStateException("over"));
        assertThat(letterbox.await()).isSameAs(first);
        assertThatThrownBy(() -> letterbox.take().get()).isInstanceOf(ExecutionException.class).hasRootCauseMessage("over");
        assertThatThrownBy(letterbox::await).hasMessage("over");
    }
}
