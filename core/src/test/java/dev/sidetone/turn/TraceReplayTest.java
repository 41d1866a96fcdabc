package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.Shared;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.TranscriptionUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded sessions of real services yield the turns that were recorded, and nothing else. */
class TraceReplayTest {

    static Desk replay(String trace) throws IOException {
        // Nobody asked out of band in these sessions.
        var desk = new Desk(new TurnPlan(java.util.Optional.empty(), false, true, Limits.DEFAULT));
        for (var line : Files.readAllLines(Shared.path("traces/" + trace + ".jsonl"))) {
            var frame = Json.parse(line).node();
            if (!frame.get("direction").stringValue().equals("server")) continue;
            var event = Codec.readServer(frame.get("event").toString());
            assertThat(event).isNotInstanceOf(ServerEvent.Malformed.class);
            desk.on(event).after(10);
        }
        return desk;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "openai-server-vad-turn        | item_E6U0xpLmn5e80rVGpEeKv | 1460 | 4256 | 27 | Hello, my name is Marcelo.  | Hello, Marcelo! Great to meet you. How can I help you today?        | 205",
        "azure-server-vad-turn         | item_E4ySyG6RNy8D0s5RY4wHG | 1556 | 4224 | 26 | Hello, my name is Marcelo.  | Hi Marcelo, it's great to meet you! What can I help you with today? | 146",
        "azure-voice-live-server-vad-turn | item_E4BAsP00UV55RqqV8zSub | 1456 | 4512 | 30 | Cześć, nazywam się Marcelo. | Hi Marcelo, nice to meet you! How can I help you today?           | 143",
    })
    void a_recorded_turn_comes_out_as_it_was(String trace, String item, long from, long to, long audioTokens, String heard, String said, long total)
            throws IOException {
        var desk = replay(trace);
        var turn = desk.only();
        assertThat(desk.actions).hasSize(2).last().isInstanceOf(Action.TurnEnded.class);
        assertThat(turn.itemId()).isEqualTo(item);
        assertThat(turn.speech().start()).contains(Duration.ofMillis(from));
        assertThat(turn.speech().end()).contains(Duration.ofMillis(to));
        assertThat(turn.speech().expectedAudioTokens()).hasValue(audioTokens);
        assertThat(((Heard.Text) turn.builtIn()).text()).isEqualTo(heard);
        assertThat(turn.outOfBand()).isEqualTo(new Heard.Nothing(new Reason.SwitchedOff()));
        assertThat(((Reply.Said) turn.reply()).text()).isEqualTo(said);
        assertThat(turn.meters().reply()).hasValueSatisfying(usage -> assertThat(usage.total()).isEqualTo(total));
        assertThat(turn.took().toReplyAudio()).isPresent();
        assertThat(turn.notes()).isEmpty();
    }

    @Test
    void usage_by_duration_and_usage_untold_stay_apart() throws IOException {
        assertThat(replay("openai-server-vad-turn").only().meters().builtIn()).contains(new TranscriptionUsage.Seconds(BigDecimal.valueOf(3)));
        assertThat(replay("azure-voice-live-server-vad-turn").only().meters().builtIn()).contains(new TranscriptionUsage.Unreported());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-history-seeding", "openai-text-in-audio-out", "openai-tool-call-round"})
    void typed_sessions_hold_no_turn_of_a_caller(String trace) throws IOException {
        var desk = replay(trace);
        assertThat(desk.records()).isEmpty();
        assertThat(desk.actions).isNotEmpty().allSatisfy(action -> assertThat(action).isInstanceOf(Action.AnsweredNobody.class));
    }
}
