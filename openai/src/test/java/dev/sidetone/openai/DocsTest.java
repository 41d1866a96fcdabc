package dev.sidetone.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ClientOptions;
import com.openai.helpers.RealtimeConnection;
import com.openai.helpers.RealtimeWebSocketOptions;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeServerEvent;
import dev.sidetone.client.CallEnd;
import dev.sidetone.client.LaneSettings;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.Transcription;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.Tasks;
import dev.sidetone.turn.TurnRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of the pages, so that they compile; nobody calls them. */
class DocsTest {

    static void beside(ClientOptions options, Microphone microphone) {
        // begin
        try (var connection = OutOfBandLane.on(RealtimeConnection.connect(options), turn -> store(turn.itemId(), turn.transcript()))) {
            microphone.onAudio(frame -> connection.send(frame));
            while (true) act(connection.receive());
        }
        // end
    }

    static CallEnd complete(ClientOptions options, RealtimeWebSocketOptions socket, Microphone microphone) throws InterruptedException {
        // begin
        var rules = Transcription.by(Prompts.verbatim(Prompts.claimsRules())).context(new ContextPolicy.LatestTurn());
        var settings = LaneSettings.of(rules).listener(event -> show(event.toString()));

        try (var connection = OutOfBandLane.on(RealtimeConnection.connect(options, socket), settings, turn -> store(turn.itemId(), turn.transcript()))) {
            microphone.onAudio(frame -> connection.send(frame));
            for (var event = connection.receive(); !hungUp(event); event = connection.receive()) act(event);

            var summary = connection.ask(Tasks.summary());
            show(summary.toString());
            return connection.end(Duration.ofSeconds(10));
        }
        // end
    }

    static void whole(RecordedCaller caller) throws InterruptedException {
        // begin
        var sidetone = OpenAiWire.sidetone(ClientOptions.fromEnv()).model("gpt-realtime").compareWith("gpt-4o-transcribe");

        try (var call = sidetone.call(turn -> store(turn.itemId(), turn.transcript()))) {
            call.play(caller);
        }
        // end
    }

    @Test
    void the_examples_of_the_pages_are_those_that_compile() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/sidetone/openai/DocsTest.java"));
        var pages = Files.readString(Path.of("../README.md")) + Files.readString(Path.of("../docs/openai-sdk.md"));
        var examples = Pattern.compile("// begin\n(.*?)// end\n", Pattern.DOTALL).matcher(source);
        int found = 0;
        for (; examples.find(); found++) assertThat(pages).containsIgnoringWhitespaces(examples.group(1));
        assertThat(found).isEqualTo(3);
    }

    private interface Microphone {
        void onAudio(Consumer<RealtimeClientEvent> line);
    }

    private static void act(RealtimeServerEvent event) {
        throw new UnsupportedOperationException("the reader's own " + event);
    }

    private static boolean hungUp(RealtimeServerEvent event) {
        throw new UnsupportedOperationException("the reader's own " + event);
    }

    private static void show(String what) {
        throw new UnsupportedOperationException("the reader's own " + what);
    }

    private static void store(String itemId, TurnRecord.Transcript transcript) {
        throw new UnsupportedOperationException("the reader's own " + itemId + transcript.source());
    }
}
