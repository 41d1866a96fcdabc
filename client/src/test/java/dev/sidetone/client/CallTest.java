package dev.sidetone.client;

import static dev.sidetone.client.Frames.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.Tasks;
import dev.sidetone.turn.TurnRecord;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallTest {

    private static final Endpoint ENDPOINT = Endpoint.of(URI.create("ws://test.invalid/v1/realtime")).withKey(new Secret("sk-verysecret"));

    private final BlockingQueue<TurnRecord> turns = new LinkedBlockingQueue<>();
    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
    private final QuickSink loudspeaker = new QuickSink();
    private final BlockingQueue<String> taps = new LinkedBlockingQueue<>();

    private Sidetone sidetone(PlayedWire wire) {
        return Sidetone.to(ENDPOINT).over((endpoint, address) -> wire).model("gpt-realtime").agent("Be kind.").compareWith("whisper-1")
                .transcribe(Transcription.by("Write what was said.")).listener(events::add).playback(loudspeaker)
                .tap((direction, at, text) -> taps.add(direction + " " + text));
    }

    private Call call(PlayedWire wire) throws InterruptedException {
        return sidetone(wire).call(turns::add, wire);
    }

    /** Hangs up and lets the time pass that an orderly end takes. */
    private static CallEnd end(Call call, PlayedWire wire) throws InterruptedException {
        return wire.end(call);
    }

    private TurnRecord turn() throws InterruptedException {
        return turns.poll(10, TimeUnit.SECONDS);
    }

    static String marks(ClientEvent.ResponseCreate create) {
        var json = new StringBuilder("{");
        create.response().metadata().forEach((key, value) -> json.append(json.length() > 1 ? "," : "").append('"').append(key).append("\":\"").append(value).append('"'));
        return json.append('}').toString();
    }

    /** One turn for the first audio; transcripts and a spoken reply for each request. */
    private static List<String> oneTurn(ClientEvent event) {
        return switch (event) {
            case ClientEvent.AudioAppend ignored -> List.of(started("u", 0), stopped("u", 900), committed("u"), added("u"),
                    reply("created", "r", "in_progress", ""), audio("r", new byte[4800]));
            case ClientEvent.ResponseCreate create -> List.of(
                    beside("created", "t", "in_progress", "", marks(create)), asr("u", "helo"),
                    beside("done", "t", "completed", "hello", marks(create)), reply("done", "r", "completed", "Hi there"));
            default -> List.of();
        };
    }

    @Test
    void a_turn_goes_straight_through() throws Exception {
        var wire = PlayedWire.opening(CallTest::oneTurn);
        try (var call = call(wire)) {
            assertThat(call.append(Pcm.silence(Duration.ofMillis(100)))).isInstanceOf(Offered.Queued.class);
            var turn = turn();
            assertThat(turn.transcript().text()).contains("hello");
            assertThat(turn.builtIn()).isInstanceOf(Heard.Text.class);
            loudspeaker.awaitSounded(Duration.ofMillis(100));
            var end = end(call, wire);
            assertThat(end.reason()).isEqualTo(new EndReason.HungUp());
            assertThat(end.undelivered()).isZero();
            assertThat(end.totals().turns()).isEqualTo(1);
            assertThat(end.totals().sent()).isEqualTo(Duration.ofMillis(100));
            assertThat(end.totals().received()).isEqualTo(Duration.ofMillis(100));
        }
        assertThat(wire.closed.peek()).isEqualTo("1000");
        assertThat(loudspeaker.sounded()).contains(Duration.ofMillis(100));
        assertThat(wire.sent).hasSize(3);
        assertThat(taps).filteredOn(t -> t.startsWith("SENT")).hasSize(3);
        assertThat(events).anyMatch(e -> e instanceof CallEvent.Connected).anyMatch(e -> e instanceof CallEvent.Ended);
    }

    @Test
    void the_end_waits_for_the_last_transcript_but_not_for_ever() throws Exception {
        var wire = PlayedWire.opening(event -> event instanceof ClientEvent.AudioAppend ? List.of(committed("u"), added("u")) : List.of());
        var call = call(wire);
        call.append(Pcm.silence(Duration.ofMillis(100)));
        while (!(wire.sent.take() instanceof ClientEvent.ResponseCreate)) continue;
        assertThat(end(call, wire).reason()).isEqualTo(new EndReason.HungUp());
        assertThat(turn().outOfBand()).isEqualTo(new Heard.Nothing(new Reason.CallOver(new EndReason.HungUp())));
    }

    @Test
    void a_request_nobody_waits_for_is_cancelled_and_a_race_about_it_is_no_error() throws Exception {
        var wire = PlayedWire.opening(event -> switch (event) {
            case ClientEvent.AudioAppend ignored -> List.of(committed("u"), added("u"), asr("u", "hi"), reply("done", "r", "completed", "Hi"));
            case ClientEvent.ResponseCreate create -> List.of(beside("created", "t", "in_progress", "", marks(create)));
            case ClientEvent.ResponseCancel cancel -> List.of(error("response_cancel_not_active", "x", cancel.eventId().orElseThrow()));
            default -> List.of();
        });
        var call = call(wire);
        call.append(Pcm.silence(Duration.ofMillis(100)));
        while (!(wire.sent.take() instanceof ClientEvent.ResponseCreate)) continue;
        wire.pass(Duration.ofSeconds(21));
        assertThat(turn().outOfBand()).isEqualTo(new Heard.Nothing(new Reason.Expired(Duration.ofSeconds(20))));
        var cancel = (ClientEvent.ResponseCancel) wire.sent.take();
        assertThat(cancel.responseId()).contains("t");
        assertThat(end(call, wire).totals().odd().errors()).isZero();
    }

    @Test
    void a_drop_ends_the_open_turns_and_the_call_says_how() throws Exception {
        var wire = PlayedWire.opening(event -> event instanceof ClientEvent.AudioAppend ? List.of(committed("u"), added("u")) : List.of());
        var call = call(wire);
        call.append(Pcm.silence(Duration.ofMillis(100)));
        while (!(wire.sent.take() instanceof ClientEvent.ResponseCreate)) continue;
        wire.ends(new Wire.Received.Lost("reset"));
        var lost = new EndReason.ConnectionLost("reset");
        assertThat(turn().outOfBand()).isEqualTo(new Heard.Nothing(new Reason.CallOver(lost)));
        assertThat(call.ask(Tasks.summary()).outcome()).isEqualTo(new TaskResult.Outcome.Nothing<>(new Reason.CallOver(lost)));
        assertThat(end(call, wire).reason()).isEqualTo(lost);
        assertThat(call.append(Pcm.silence(Duration.ofMillis(20)))).isEqualTo(new Offered.Closed());
        assertThat(call.ended()).contains(lost);
    }

    @Test
    void a_goodbye_of_the_server_is_the_end_reason() throws Exception {
        var wire = PlayedWire.opening(event -> List.of());
        var call = call(wire);
        wire.says(error("session_expired", "Your session hit the maximum duration.", null));
        wire.ends(new Wire.Received.Closed(1001, "time"));
        assertThat(end(call, wire).reason()).isEqualTo(new EndReason.ClosedByPeer(1001, "time"));
        assertThat(call.totals().odd().errors()).isEqualTo(1);
    }

    @Test
    void strange_frames_are_counted_and_the_call_goes_on() throws Exception {
        var wire = PlayedWire.opening(CallTest::oneTurn);
        try (var call = call(wire)) {
            wire.says("{\"type\":\"peer.ping\",\"event_id\":\"e\"}", "{\"type\":\"response.done\"}", "not json", error("x", "y", null));
            call.append(Pcm.silence(Duration.ofMillis(100)));
            assertThat(turn().transcript().text()).contains("hello");
            assertThat(end(call, wire).totals().odd()).isEqualTo(new CallTotals.Odd(1, 1, 2, 0));
        }
    }

    @Test
    void an_answer_out_of_band_never_reaches_the_loudspeaker() throws Exception {
        var wire = PlayedWire.opening(event -> switch (event) {
            case ClientEvent.AudioAppend ignored -> List.of(reply("created", "r", "in_progress", ""), committed("u"), added("u"));
            case ClientEvent.ResponseCreate create -> List.of(beside("created", "t", "in_progress", "", marks(create)),
                    audio("t", new byte[9600]), audio("r", new byte[2400]), beside("done", "t", "completed", "hi", marks(create)), asr("u", "hi"),
                    reply("done", "r", "completed", "Hi"));
            default -> List.of();
        });
        try (var call = call(wire)) {
            call.append(Pcm.silence(Duration.ofMillis(100)));
            loudspeaker.awaitSounded(Duration.ofMillis(50));
            assertThat(end(call, wire).totals().received()).isEqualTo(Duration.ofMillis(50));
        }
        assertThat(loudspeaker.sounded()).contains(Duration.ofMillis(50));
    }

    @Test
    void a_task_is_answered_beside_the_conversation() throws Exception {
        var wire = PlayedWire.opening(event -> event instanceof ClientEvent.ResponseCreate create
                ? List.of(beside("done", "s", "completed", "all is well", marks(create))) : List.of());
        try (var call = call(wire)) {
            var summary = call.ask(Tasks.summary());
            assertThat(summary.value()).contains("all is well");
            assertThat(summary.usage()).hasValueSatisfying(usage -> assertThat(usage.total()).isEqualTo(20));
            assertThat(end(call, wire).totals().outsideTurns().outOfBand()).hasValueSatisfying(usage -> assertThat(usage.total()).isEqualTo(20));
        }
    }

    @Test
    void a_slow_sink_does_not_stop_the_wire_and_a_throwing_one_is_counted() throws Exception {
        var wire = PlayedWire.opening(event -> event instanceof ClientEvent.ResponseCreate create && create.response().metadata().containsValue("summary")
                ? List.of(beside("done", "s", "completed", "all is well", marks(create))) : oneTurn(event));
        var gate = new CountDownLatch(1);
        var call = sidetone(wire).call(turn -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("SECRET");
        }, wire);
        call.append(Pcm.silence(Duration.ofMillis(100)));
        for (var event = events.take(); !(event instanceof CallEvent.TurnEnded); event = events.take()) continue;
        assertThat(call.ask(Tasks.summary()).value()).isPresent();
        gate.countDown();
        assertThat(end(call, wire).sinkFailures()).isEqualTo(1);
    }

    @Test
    void a_wrong_key_is_told_by_an_error_and_a_close_and_never_printed() {
        var wire = new PlayedWire(event -> List.of());
        wire.says(error("invalid_api_key", "Incorrect API key provided: sk-verysecret.", null));
        wire.ends(new Wire.Received.Closed(3000, "invalid_request_error.invalid_api_key"));
        assertThatThrownBy(() -> call(wire)).isInstanceOfSatisfying(RealtimeException.Rejected.class, rejected -> {
            assertThat(rejected.kind()).isEqualTo(RealtimeException.Rejected.Kind.KEY);
            assertThat(rejected).hasMessage("ws://test.invalid/v1/realtime refused the session (invalid_api_key): check the key");
        });
    }

    @Test
    void an_unknown_model_is_named() {
        var wire = new PlayedWire(event -> List.of());
        wire.says(error("invalid_model", "Model 'x' is not supported in realtime mode (sk-verysecret).", null));
        wire.ends(new Wire.Received.Closed(4000, "invalid_request_error.invalid_model"));
        assertThatThrownBy(() -> call(wire)).isInstanceOfSatisfying(RealtimeException.Rejected.class, rejected -> {
            assertThat(rejected.kind()).isEqualTo(RealtimeException.Rejected.Kind.MODEL);
            assertThat(rejected.getMessage()).contains("Model 'x' is not supported").doesNotContain("verysecret", "\n");
        });
    }

    @Test
    void a_bare_close_with_the_services_code_says_the_same() {
        var wire = new PlayedWire(event -> List.of());
        wire.ends(new Wire.Received.Closed(4000, "invalid_request_error.missing_model"));
        assertThatThrownBy(() -> call(wire)).isInstanceOfSatisfying(RealtimeException.Rejected.class,
                rejected -> assertThat(rejected.kind()).isEqualTo(RealtimeException.Rejected.Kind.MODEL));
    }

    @Test
    void settings_that_are_refused_stop_the_call() {
        var wire = new PlayedWire(event -> List.of(error("invalid_value", "No such voice.", "sidetone:session")));
        wire.says(sessionCreated());
        assertThatThrownBy(() -> call(wire)).isInstanceOfSatisfying(RealtimeException.Rejected.class,
                rejected -> assertThat(rejected.kind()).isEqualTo(RealtimeException.Rejected.Kind.SETTINGS)).hasMessageContaining("No such voice.");
        assertThat(wire.closed).contains("dropped");
    }

    @Test
    void a_server_that_opens_no_session_is_not_waited_for_for_ever() {
        var wire = new PlayedWire(event -> List.of());
        wire.pass(Duration.ofSeconds(11));
        assertThatThrownBy(() -> call(wire)).isInstanceOf(RealtimeException.ProtocolBreach.class).hasMessageContaining("opened no session within 10.0 s");
    }

    @Test
    void a_connection_that_breaks_before_the_session_stands_is_lost() {
        var wire = new PlayedWire(event -> List.of());
        wire.ends(new Wire.Received.Lost("reset"));
        assertThatThrownBy(() -> call(wire)).isInstanceOf(RealtimeException.WireLost.class).hasMessageContaining("reset");
    }
}
