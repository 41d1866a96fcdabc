package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Json;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's side of recorded sessions, played to a whole client. */
@Timeout(30)
class TraceCallTest {

    private static List<String> serverFrames(String trace) throws IOException {
        var frames = new ArrayList<String>();
        for (var line : Files.readAllLines(shared("traces/" + trace + ".jsonl"))) {
            var frame = Json.parse(line).node();
            if (frame.get("direction").stringValue().equals("server")) frames.add(frame.get("event").toString());
        }
        return frames;
    }

    private static Path shared(String relative) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var candidate = folder.resolve("shared").resolve(relative);
            if (Files.exists(candidate)) return candidate;
        }
        assumeTrue(false, "needs shared/" + relative + " beside the checkout");
        throw new AssertionError();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "openai-server-vad-turn           | 1 | Hello, my name is Marcelo.  | Hello, Marcelo! Great to meet you. How can I help you today?        | 205",
        "azure-server-vad-turn            | 1 | Hello, my name is Marcelo.  | Hi Marcelo, it's great to meet you! What can I help you with today? | 146",
        "azure-voice-live-server-vad-turn | 1 | Cześć, nazywam się Marcelo. | Hi Marcelo, nice to meet you! How can I help you today?             | 143",
        "openai-history-seeding           | 0 | | | 0",
        "openai-text-in-audio-out         | 0 | | | 0",
        "openai-tool-call-round           | 0 | | | 0",
    })
    void a_recorded_session_yields_its_turns_and_nothing_else(String trace, int count, String heard, String said, long total) throws Exception {
        var frames = serverFrames(trace);
        var told = new AtomicBoolean();
        var wire = new PlayedWire(event -> event instanceof ClientEvent.SessionUpdate && !told.getAndSet(true)
                ? frames.subList(1, frames.size()) : List.of());
        wire.says(frames.getFirst());
        var turns = Collections.synchronizedList(new ArrayList<TurnRecord>());
        var call = Sidetone.to(Endpoint.of(URI.create("ws://test.invalid/"))).over((endpoint, address) -> wire)
                .transcribe(Transcription.off()).call(turns::add, wire);
        var end = wire.end(call);
        assertThat(turns).hasSize(count);
        assertThat(end.totals().odd()).isEqualTo(new CallTotals.Odd(0, 0, 0, 0));
        for (var turn : turns) {
            assertThat(((Heard.Text) turn.builtIn()).text()).isEqualTo(heard);
            assertThat(((Reply.Said) turn.reply()).text()).isEqualTo(said);
            assertThat(turn.meters().reply()).hasValueSatisfying(usage -> assertThat(usage.total()).isEqualTo(total));
        }
        assertThat(end.totals().outsideTurns().reply().isPresent()).isEqualTo(count == 0);
    }
}
