package dev.sidetone.client;

import static dev.sidetone.client.Frames.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ResponseRequest;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller who is gone hears nothing more, and is still understood. */
@Timeout(30)
class HangUpTest {

    private static final byte[] TENTH = new byte[4800];

    private final BlockingQueue<TurnRecord> turns = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> loudspeaker = new LinkedBlockingQueue<>();

    private final AudioSink sink = new AudioSink() {
        @Override
        public void play(AgentAudio voice) {
            loudspeaker.add(voice.responseId());
        }

        @Override
        public void play(Pcm audio) {}

        @Override
        public void stop() {
            loudspeaker.add("stop");
        }

        @Override
        public Optional<Duration> sounded() {
            return Optional.of(Duration.ZERO);
        }
    };

    private Sidetone sidetone(PlayedWire wire) {
        return Sidetone.to(Endpoint.of(URI.create("ws://test.invalid/"))).over((endpoint, address) -> wire)
                .transcribe(Transcription.off()).compareWith("whisper-1").playback(sink);
    }

    @Test
    void the_turn_that_the_silence_ends_is_recorded_with_a_reply_that_nobody_heard() throws Exception {
        var wire = PlayedWire.opening(event -> event instanceof ClientEvent.AudioAppend
                ? List.of(stopped("u", 900), committed("u"), added("u"), asr("u", "wait a"), reply("created", "s", "in_progress", ""), audio("s", TENTH),
                        reply("done", "s", "completed", "I wait."))
                : List.of());
        var call = sidetone(wire).call(turns::add, wire);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH));
        assertThat(loudspeaker.take()).isEqualTo("r");
        wire.says(started("u", 400));
        wire.hangUp(call);
        var turn = turns.take();
        assertThat(turn.builtIn()).isInstanceOfSatisfying(Heard.Text.class, heard -> assertThat(heard.text()).isEqualTo("wait a"));
        assertThat(turn.reply()).isInstanceOfSatisfying(Reply.Said.class, said -> {
            assertThat(said.text()).isEqualTo("I wait.");
            assertThat(said.heard()).isEmpty();
            assertThat(said.cutOff().orElseThrow().received()).isEqualTo(Duration.ofMillis(100));
        });
        assertThat(loudspeaker).doesNotContain("s");
        assertThat(wire.sent.stream().filter(ClientEvent.AudioAppend.class::isInstance).map(ClientEvent.AudioAppend.class::cast)).singleElement()
                .satisfies(silence -> assertThat(silence.audio()).hasSize(2 * 500 * 24).containsOnly(0));
    }

    @Test
    void what_sounds_when_the_caller_hangs_up_falls_silent_and_is_recorded_as_cut_short() throws Exception {
        var wire = PlayedWire.opening(event -> List.of());
        var call = sidetone(wire).call(turns::add, wire);
        wire.says(started("u", 0), stopped("u", 900), committed("u"), added("u"), asr("u", "hello"), reply("created", "r", "in_progress", ""),
                audio("r", TENTH), reply("done", "r", "completed", "Good day."));
        assertThat(loudspeaker.take()).isEqualTo("r");
        wire.hangUp(call);
        assertThat(loudspeaker).contains("stop");
        assertThat(turns.take().reply()).isInstanceOfSatisfying(Reply.Said.class, said -> assertThat(said.heard()).isEmpty());
    }

    @Test
    void a_turn_waits_for_the_reply_that_the_program_asks_for_where_it_says_that_it_does() throws Exception {
        for (boolean asks : new boolean[] {true, false}) {
            var heard = new LinkedBlockingQueue<CallEvent>();
            var wire = PlayedWire.opening(event -> event instanceof ClientEvent.AudioCommit ? List.of(committed("u"), added("u"), asr("u", "hello")) : List.of());
            var manual = sidetone(wire).turnDetection(new SessionSettings.TurnDetection.Manual()).listener(heard::add);
            var call = (asks ? manual.answeringEachTurn() : manual).call(turns::add, wire);
            call.send(new ClientEvent.AudioCommit(Optional.empty()));
            while (!(heard.take() instanceof CallEvent.TurnHeard)) continue;
            call.send(new ClientEvent.ResponseCreate(Optional.empty(), ResponseRequest.PLAIN));
            wire.says(reply("created", "r", "in_progress", ""), reply("done", "r", "completed", "Good day."));
            wire.end(call);
            assertThat(turns.take().reply()).isInstanceOf(asks ? Reply.Said.class : Reply.Nothing.class);
        }
    }
}
