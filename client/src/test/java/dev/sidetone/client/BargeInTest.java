package dev.sidetone.client;

import static dev.sidetone.client.Frames.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ClientEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller who begins to speak silences the agent, when the session says so. */
@Timeout(30)
class BargeInTest {

    private static final byte[] TENTH = new byte[4800];

    /** What the loudspeaker was told, in order. */
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
        assertThat(heard.take()).isEqualTo("play 100");
        wire.says(started("u", 0), audio("r", TENTH), cancelled("r", "turn_detected"));
        assertThat(heard.take()).isEqualTo("stop");
        wire.says(reply("created", "s", "in_progress", ""), audio("s", new byte[2400]));
        assertThat(heard.take()).isEqualTo("play 50");
        end(call, wire);
        assertThat(heard).isEmpty();
        assertThat(call.totals().received()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void a_reply_that_is_complete_but_still_sounds_stops_too() throws Exception {
        var wire = wire();
        var call = call(wire, loudspeaker);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), reply("done", "r", "completed", "Hi"));
        assertThat(heard.take()).isEqualTo("play 100");
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
        assertThat(heard).containsExactly("play 100");
    }

    @Test
    void a_cancellation_for_the_callers_speech_is_enough_and_any_other_is_not() throws Exception {
        for (var reason : List.of("turn_detected", "client_cancelled")) {
            heard.clear();
            var wire = wire();
            var call = call(wire, loudspeaker);
            wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH));
            assertThat(heard.take()).isEqualTo("play 100");
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
            assertThat(heard).containsExactly("play 100", "play 100");
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
        assertThat(heard).containsExactly("play 100", "stop");
        assertThat(call.totals().dropped().playback()).isZero();
    }
}
