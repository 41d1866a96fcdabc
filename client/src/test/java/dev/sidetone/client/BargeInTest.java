package dev.sidetone.client;

import static dev.sidetone.client.Frames.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ClientEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller who begins to speak silences the agent, when the session says so. */
@Timeout(30)
class BargeInTest {

    private static final byte[] TENTH = new byte[4800];

    /** What the loudspeaker was told, in order; voice comes in pieces of 20 ms. */
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();

    private final AudioSink loudspeaker = new AudioSink() {
        @Override
        public void play(Pcm audio) {
            heard.add("play " + audio.duration().toMillis());
        }

        @Override
        public void stop() {
            heard.add("stop");
        }
    };

    private Call call(PlayedWire wire, AudioSink sink) throws InterruptedException {
        return Sidetone.to(Endpoint.of(URI.create("ws://test.invalid/"))).over((endpoint, address) -> wire)
                .transcribe(Transcription.off()).listener(events::add).playback(sink).call(turn -> {}, wire);
    }

    private static void end(Call call, PlayedWire wire) throws InterruptedException {
        wire.end(call);
    }

    /** Waits until the session has seen this. */
    private void until(Class<? extends CallEvent> kind) throws InterruptedException {
        while (!kind.isInstance(events.take())) continue;
    }

    private void plays(int millis) throws InterruptedException {
        for (int left = millis; left > 0; ) {
            var next = heard.take();
            assertThat(next).startsWith("play ");
            left -= Integer.parseInt(next.substring(5));
            assertThat(left).isNotNegative();
        }
    }

    private static PlayedWire wire() {
        return PlayedWire.opening(event -> List.of());
    }

    private static String cancelled(String id, String reason) {
        return reply("done", id, "cancelled", "").replace("\"status_details\":null",
                "\"status_details\":{\"type\":\"cancelled\",\"reason\":\"" + reason + "\"}");
    }

    @Test
    void the_reply_that_is_interrupted_stops_once_and_its_rest_is_not_played() throws Exception {
        var wire = wire();
        var call = call(wire, loudspeaker);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH));
        plays(100);
        wire.says(started("u", 0), audio("r", TENTH), cancelled("r", "turn_detected"));
        assertThat(heard.take()).isEqualTo("stop");
        wire.says(reply("created", "s", "in_progress", ""), audio("s", new byte[2400]));
        plays(50);
        end(call, wire);
        assertThat(heard).isEmpty();
        assertThat(call.totals().received()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void a_reply_that_is_complete_but_still_sounds_stops_too() throws Exception {
        var wire = wire();
        var call = call(wire, loudspeaker);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), reply("done", "r", "completed", "Hi"));
        plays(100);
        wire.says(started("u", 0), stopped("u", 10), started("v", 20));
        assertThat(heard.take()).isEqualTo("stop");
        end(call, wire);
        assertThat(heard).isEmpty();
    }

    @Test
    void who_speaks_when_the_agent_has_finished_stops_nothing() throws Exception {
        var wire = wire();
        var call = call(wire, loudspeaker);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), reply("done", "r", "completed", "Hi"));
        until(CallEvent.ReplyEnded.class);
        wire.pass(Duration.ofSeconds(1));
        while (wire.instant().isBefore(PlayedWire.START.plusSeconds(1))) until(CallEvent.Progress.class);
        wire.says(started("u", 0));
        end(call, wire);
        plays(100);
        assertThat(heard).isEmpty();
    }

    @Test
    void a_cancellation_for_the_callers_speech_is_enough_and_any_other_is_not() throws Exception {
        for (var reason : List.of("turn_detected", "client_cancelled")) {
            heard.clear();
            var wire = wire();
            var call = call(wire, loudspeaker);
            wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH));
            plays(100);
            wire.says(cancelled("r", reason));
            end(call, wire);
            assertThat(List.copyOf(heard)).isEqualTo(reason.equals("turn_detected") ? List.of("stop") : List.of());
        }
    }

    @Test
    void where_the_session_lets_the_agent_finish_nothing_stops() throws Exception {
        for (var instead : List.of("\"interrupt_response\":false", "null")) {
            heard.clear();
            var settings = instead.equals("null") ? sessionUpdated().replaceAll("\"turn_detection\":\\{[^}]*}", "\"turn_detection\":null")
                    : sessionUpdated().replace("\"interrupt_response\":true", instead);
            var wire = new PlayedWire(event -> event instanceof ClientEvent.SessionUpdate ? List.of(settings) : List.of());
            wire.says(sessionCreated());
            var call = call(wire, loudspeaker);
            wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), started("u", 0), audio("r", TENTH));
            end(call, wire);
            plays(200);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void what_waits_for_a_slow_loudspeaker_is_forgotten() throws Exception {
        var began = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var slow = new AudioSink() {
            @Override
            public void play(Pcm audio) {
                began.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                loudspeaker.play(audio);
            }

            @Override
            public void stop() {
                loudspeaker.stop();
            }
        };
        var wire = wire();
        var call = call(wire, slow);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH));
        began.await();
        wire.says(audio("r", TENTH), audio("r", TENTH), started("u", 0), audio("r", TENTH), cancelled("r", "turn_detected"));
        until(CallEvent.ReplyEnded.class);
        gate.countDown();
        end(call, wire);
        assertThat(heard).containsExactly("play 20", "stop");
        assertThat(call.totals().dropped().playback()).isZero();
    }

    /** A loudspeaker that says how far it is. */
    private final class Counting implements AudioSink {
        private volatile Duration sounded = Duration.ZERO;

        @Override
        public void play(Pcm audio) {
            loudspeaker.play(audio);
        }

        @Override
        public void stop() {
            loudspeaker.stop();
        }

        @Override
        public Optional<Duration> sounded() {
            return Optional.of(sounded);
        }
    }

    private static <T extends ClientEvent> T next(PlayedWire wire, Class<T> kind) throws InterruptedException {
        for (var event = wire.sent.take(); ; event = wire.sent.take()) {
            if (kind.isInstance(event)) return kind.cast(event);
        }
    }

    private CallEvent.Interrupted interrupted() throws InterruptedException {
        for (var event = events.take(); ; event = events.take()) {
            if (event instanceof CallEvent.Interrupted cut) return cut;
        }
    }

    @Test
    void the_server_forgets_what_was_not_heard_to_the_millisecond() throws Exception {
        var wire = wire();
        var sink = new Counting();
        var call = call(wire, sink);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), reply("done", "r", "completed", "Hi"));
        plays(100);
        sink.sounded = Duration.ofNanos(63_999_999);
        wire.says(started("u", 0));
        assertThat(next(wire, ClientEvent.ItemTruncate.class)).satisfies(truncate -> {
            assertThat(truncate.itemId()).isEqualTo(itemOf("r"));
            assertThat(truncate.audioEndMs()).isEqualTo(64);
        });
        var cut = interrupted();
        assertThat(cut.played()).isEqualTo(Duration.ofMillis(64));
        assertThat(cut.received()).isEqualTo(Duration.ofMillis(100));
        end(call, wire);
        assertThat(call.totals().played().interruptions()).isEqualTo(1);
    }

    @Test
    void a_reply_of_which_nothing_was_heard_is_deleted_and_one_before_it_truncated() throws Exception {
        var wire = wire();
        var sink = new Counting();
        var call = call(wire, sink);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), reply("done", "r", "completed", "Hi"));
        wire.says(reply("created", "s", "in_progress", ""), audio("s", TENTH), reply("done", "s", "completed", "And"));
        plays(200);
        sink.sounded = Duration.ofMillis(40);
        wire.says(started("u", 0));
        assertThat(next(wire, ClientEvent.ItemTruncate.class).itemId()).isEqualTo(itemOf("r"));
        assertThat(next(wire, ClientEvent.ItemDelete.class).itemId()).isEqualTo(itemOf("s"));
        end(call, wire);
    }

    @Test
    void what_the_server_had_under_way_is_forgotten_too() throws Exception {
        var wire = wire();
        var sink = new Counting();
        var call = call(wire, sink);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH));
        plays(100);
        sink.sounded = Duration.ofMillis(100);
        wire.says(started("u", 0), audio("r", TENTH), cancelled("r", "turn_detected"));
        assertThat(next(wire, ClientEvent.ItemTruncate.class).audioEndMs()).isEqualTo(100);
        assertThat(interrupted().received()).isEqualTo(Duration.ofMillis(200));
        end(call, wire);
    }

    @Test
    void the_program_interrupts_as_a_caller_does_and_cancels_what_runs() throws Exception {
        var wire = wire();
        var sink = new Counting();
        var call = call(wire, sink);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH));
        plays(100);
        // The session notes it just after the loudspeaker has it.
        while (!call.agentSounds()) Thread.onSpinWait();
        call.interrupt();
        assertThat(heard.take()).isEqualTo("stop");
        assertThat(next(wire, ClientEvent.ItemDelete.class).itemId()).isEqualTo(itemOf("r"));
        assertThat(next(wire, ClientEvent.ResponseCancel.class).responseId()).contains("r");
        wire.says(cancelled("r", "client_cancelled"));
        end(call, wire);
        assertThat(call.agentSounds()).isFalse();
    }

    @Test
    void a_caller_who_is_played_faster_than_time_hears_all_and_interrupts_nothing() throws Exception {
        var wire = wire();
        var sink = new Counting();
        var call = call(wire, sink);
        call.play(Optional::empty, Pace.FAST);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), reply("done", "r", "completed", "Hi"), started("u", 0));
        plays(100);
        end(call, wire);
        assertThat(heard).isEmpty();
        assertThat(events).noneMatch(CallEvent.Interrupted.class::isInstance);
        assertThat(wire.sent).noneMatch(ClientEvent.ItemDelete.class::isInstance);
    }

    @Test
    void a_loudspeaker_that_fails_ends_no_call() throws Exception {
        var wire = wire();
        var call = call(wire, audio -> {
            throw new IllegalStateException();
        });
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), started("u", 0));
        assertThat(interrupted().played()).isZero();
        end(call, wire);
    }
}
