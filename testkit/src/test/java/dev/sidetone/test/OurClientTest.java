package dev.sidetone.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Offered;
import dev.sidetone.client.RealtimeException.Rejected;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Fault.Lane;
import dev.sidetone.server.Fault.Reordered;
import dev.sidetone.server.Fault.Reordered.Stream;
import dev.sidetone.server.Faults;
import dev.sidetone.server.Gate;
import dev.sidetone.server.Pause;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Limits;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sidetone's own client under every fault: each turn it was told of becomes exactly one record. */
@RealtimeServerTest
@Timeout(60)
class OurClientTest {

    private static final Pause MOMENT = Pause.of(Duration.ofMillis(1));
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BlockingQueue<TurnRecord> records = new LinkedBlockingQueue<>();

    @BeforeEach
    void script(TestServer server) {
        server.script().hears("hello").replies(ScriptedModel.says("Hi.")).answers(ScriptedModel.says("Hello!"));
    }

    private Sidetone sidetone(TestServer server) {
        return Sidetone.to(Endpoint.of(server.uri())).model("gpt-realtime").transcribe(Transcription.verbatim()).compareWith("whisper-1")
                .limits(new Limits(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, Limits.DEFAULT.speech()));
    }

    private static Pcm turn() {
        return Pcm.ofBytes(Speech.turn(Duration.ofSeconds(1)), Pcm.RATE);
    }

    private EndReason call(TestServer server) throws InterruptedException {
        try (var call = sidetone(server).call(records::add)) {
            call.append(turn());
            // A record comes whatever happens; then the call may end.
            var record = records.poll(20, TimeUnit.SECONDS);
            assertThat(record).as("a record").isNotNull();
            records.add(record);
            return call.end(Duration.ofSeconds(5)).reason();
        }
    }

    static List<Fault> harmless() {
        return List.of(
                new Fault.Duplicate(ServerEvent.class),
                new Fault.UnknownEvent(ServerEvent.class, "weather.changed"),
                new Fault.Inject(ServerEvent.OfResponse.class, "{broken"),
                new Fault.Oversized(ServerEvent.ResponseDone.class, 1 << 20),
                new Fault.SlowWriter(ServerEvent.class, MOMENT),
                new Fault.SlowReader(MOMENT),
                new Fault.SlowResponse(Lane.BOTH, MOMENT),
                new Fault.WrongType(ServerEvent.RateLimitsUpdated.class, "rate_limits"),
                new Fault.WrongType(ServerEvent.SpeechStarted.class, "audio_start_ms"),
                new Fault.CutOff(ServerEvent.AudioDelta.class),
                new Fault.LateTranscript(MOMENT),
                new Reordered(Stream.TRANSCRIPT, ServerEvent.ResponseDone.class),
                new Reordered(Stream.OUT_OF_BAND, ServerEvent.TranscriptionCompleted.class));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void both_transcripts_of_a_turn_arrive_in_one_record_all_the_same(Fault fault, TestServer server) throws InterruptedException {
        assertThat(call(server.faults(Faults.none().always(fault)))).isEqualTo(new EndReason.HungUp());

        assertThat(records).singleElement().satisfies(turn -> {
            assertThat(turn.builtIn()).isInstanceOfSatisfying(Heard.Text.class, heard -> assertThat(heard.text()).isEqualTo("hello"));
            assertThat(turn.outOfBand()).isInstanceOfSatisfying(Heard.Text.class, heard -> assertThat(heard.text()).isEqualTo("Hello!"));
        });
    }

    static List<Fault> costly() {
        return List.of(
                new Fault.CutOff(ServerEvent.ResponseDone.class),
                new Fault.WrongType(ServerEvent.ResponseDone.class, "response"),
                new Fault.CutOff(ServerEvent.TranscriptionCompleted.class),
                new Fault.RateLimited(Lane.BOTH),
                new Fault.MissingTranscript(),
                new Fault.FailedTranscript(ErrorDetails.invalidRequest("audio_unintelligible", "x")),
                new Fault.RefusedOutOfBand("rate_limit_exceeded", "Slow down."),
                new Fault.EndlessOutOfBand(),
                new Fault.Stall(ServerEvent.AudioCommitted.class),
                new Fault.Cut(ServerEvent.ItemDone.class),
                new Fault.Expire(ServerEvent.AudioCommitted.class));
    }

    @ParameterizedTest
    @MethodSource("costly")
    void what_is_lost_is_one_record_with_a_reason(Fault fault, TestServer server) throws InterruptedException {
        call(server.faults(Faults.none().always(fault)));

        assertThat(records).singleElement().satisfies(turn ->
                assertThat(List.of(turn.builtIn(), turn.outOfBand())).hasAtLeastOneElementOfType(Heard.Nothing.class));
    }

    @Test
    void an_expired_session_ends_the_call_with_the_servers_sentence(TestServer server) throws InterruptedException {
        var reason = call(server.faults(Faults.none().always(new Fault.Expire(ServerEvent.ItemDone.class))));

        assertThat(reason).isEqualTo(new EndReason.ClosedByPeer(1001, "Your session hit the maximum duration of 60 minutes."));
        assertThat(records).hasSize(1);
    }

    @Test
    void a_client_that_is_not_let_in_learns_why_and_may_try_again(TestServer server) throws InterruptedException {
        server.faults(Faults.none().at(1, new Fault.HttpRefusal(401)).at(2, new Fault.HttpRefusal(429)).at(3, new Fault.HttpRefusal(503))
                .at(4, Fault.TurnedAway.wrongKey()).at(5, Fault.TurnedAway.unknownModel("gpt-realtime")));
        for (var kind : List.of(Rejected.Kind.KEY, Rejected.Kind.QUOTA, Rejected.Kind.OTHER, Rejected.Kind.KEY, Rejected.Kind.MODEL)) {
            assertThat(catchThrowable(() -> sidetone(server).call(records::add)))
                    .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.kind()).isEqualTo(kind));
        }
        assertThat(call(server)).isEqualTo(new EndReason.HungUp());
        assertThat(records).hasSize(1);
    }

    @Test
    void a_server_that_does_not_read_fills_the_outbox_and_loses_nothing_that_was_taken(TestServer server) throws InterruptedException {
        var gate = new Gate();
        // The first two frames settle the session and begin the audio.
        server.faults(Faults.none().at(3, new Fault.SlowReader(gate)));
        var taken = Duration.ZERO;
        try (var call = sidetone(server).call(records::add)) {
            var piece = Pcm.silence(Duration.ofMillis(100));
            while (call.append(piece) instanceof Offered.Queued) taken = taken.plus(piece.duration());
            gate.open();
            call.end(Duration.ofSeconds(20));
            assertThat(call.totals().sent()).isEqualTo(taken);
        }
        assertThat(server.sent()).appendedAudio().hasDuration(taken);
        assertThat(records).isEmpty();
    }
}
