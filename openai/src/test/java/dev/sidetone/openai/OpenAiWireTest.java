package dev.sidetone.openai;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.helpers.RealtimeConnection;
import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Offered;
import dev.sidetone.client.RealtimeException;
import dev.sidetone.client.Sidetone;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.TurnRecord;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole client over a connection of the SDK. */
@Timeout(60)
class OpenAiWireTest {

    private static ScriptedModel greeting() {
        return ScriptedModel.script().hears("hello").replies(says("Hi.")).answers(says("Hello."))
                .hears("bye").replies(says("Good bye.")).answers(says("Bye.")).build();
    }

    @Test
    void a_call_over_the_sdk_has_the_records_and_the_audio_of_one_over_our_own_wire() throws Exception {
        var ours = new AtomicInteger();
        var theirs = new AtomicInteger();
        List<TurnRecord> expected, records;
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, greeting())) {
            expected = turns(Sidetone.to(Endpoint.of(server.uri())), ours);
        }
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, greeting())) {
            records = turns(OpenAiWire.sidetone(Sdk.options(server)), theirs);
        }
        assertThat(Records.compared(records)).isEqualTo(Records.compared(expected));
        assertThat(theirs.get()).isEqualTo(ours.get()).isPositive();
    }

    private static List<TurnRecord> turns(Sidetone sidetone, AtomicInteger samples) throws InterruptedException {
        var records = new Records();
        var turns = new ArrayList<TurnRecord>();
        try (var call = sidetone.model("gpt-realtime").compareWith("gpt-4o-transcribe").limits(OutOfBandLaneTest.PATIENT)
                .playback(audio -> samples.addAndGet(audio.samples().length)).call(records::add)) {
            for (int i = 0; i < 2; i++) {
                for (var frame : Sounds.frames(Sounds.turn())) {
                    assertThat(call.append(Pcm.ofBytes(frame, Pcm.RATE))).isInstanceOf(Offered.Queued.class);
                }
                turns.add(records.next());
            }
            assertThat(call.end(Duration.ofSeconds(10)).reason()).isEqualTo(new EndReason.HungUp());
        }
        return turns;
    }

    @Test
    void a_connection_the_program_opened_holds_one_call() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, greeting())) {
            var records = new Records();
            RealtimeConnection connection = Sdk.connect(server);
            var sidetone = Sidetone.to(Endpoint.of(server.uri())).over(OpenAiWire.opener(connection)).limits(OutOfBandLaneTest.PATIENT);
            try (var call = sidetone.call(records::add)) {
                for (var frame : Sounds.frames(Sounds.turn())) call.append(Pcm.ofBytes(frame, Pcm.RATE));
                assertThat(records.next().transcript().text()).contains("Hello.");
            }
            assertThatThrownBy(() -> sidetone.call(records::add)).isInstanceOf(RealtimeException.WireLost.class).hasMessageContaining("held a call already");
        }
    }

    @Test
    void a_session_that_the_sdk_opens_in_place_of_the_lost_one_is_another_call() throws Exception {
        var faults = Faults.none().always(new Fault.Cut(ServerEvent.AudioCommitted.class));
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withFaults(faults), greeting())) {
            var records = new Records();
            var sidetone = Sidetone.to(Endpoint.of(server.uri())).over(OpenAiWire.opener(Sdk.connectForGood(server)));
            try (var call = sidetone.call(records::add)) {
                for (var frame : Sounds.frames(Sounds.turn())) call.append(Pcm.ofBytes(frame, Pcm.RATE));
                records.next();
                assertThat(call.end(Duration.ofSeconds(5)).reason()).isEqualTo(new EndReason.ConnectionLost("the SDK connected anew"));
            }
        }
    }

    @Test
    void who_cannot_be_reached_or_refuses_is_told_in_one_line() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> OpenAiWire.sidetone(Sdk.options("http://127.0.0.1:" + free + "/v1")).call(turn -> {}))
                .isInstanceOf(RealtimeException.Unreachable.class).hasMessageStartingWith("nobody answers at ws://127.0.0.1:" + free + "/v1/realtime");
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, greeting())) {
            var nowhere = Sdk.options("http://127.0.0.1:" + server.port() + "/nowhere");
            assertThatThrownBy(() -> OpenAiWire.sidetone(nowhere).call(turn -> {})).isInstanceOfSatisfying(RealtimeException.Rejected.class,
                    rejected -> assertThat(rejected.kind()).isEqualTo(RealtimeException.Rejected.Kind.ADDRESS));
        }
        var strict = ServerSettings.DEFAULT.withAccess(new ServerSettings.Access.Strict(Set.of("another"), Set.of()));
        try (var server = RealtimeServer.start(strict, greeting())) {
            assertThatThrownBy(() -> OpenAiWire.sidetone(Sdk.options(server)).model("gpt-realtime").call(turn -> {}))
                    .isInstanceOfSatisfying(RealtimeException.Rejected.class,
                            rejected -> assertThat(rejected.kind()).isEqualTo(RealtimeException.Rejected.Kind.KEY));
        }
    }
}
