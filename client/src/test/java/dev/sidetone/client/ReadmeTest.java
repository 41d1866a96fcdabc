package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.WavFile;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.TurnRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    /** The example of the README, so that it compiles; nobody calls it. */
    static void example(Path recording) throws InterruptedException {
        // begin
        var sidetone = Sidetone.to(Endpoint.openAi(new Secret(System.getenv("OPENAI_API_KEY"))))
                .model("gpt-realtime")
                .agent(Prompts.claimsIntake())
                .transcribe(Transcription.verbatim(Prompts.claimsRules()))
                .compareWith("gpt-4o-transcribe");

        try (var call = sidetone.call(turn -> store(turn.itemId(), turn.transcript()))) {
            call.play(RecordedCaller.of(WavFile.open(recording), Pace.REALTIME));
        }
        // end
    }

    private static void store(String itemId, TurnRecord.Transcript transcript) {
        throw new UnsupportedOperationException("the reader's own " + itemId + transcript.source());
    }

    @Test
    void the_example_of_the_readme_is_the_one_that_compiles() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/sidetone/client/ReadmeTest.java"));
        var compiled = source.substring(source.indexOf("// begin") + "// begin".length(), source.indexOf("// end"));
        assertThat(Files.readString(Path.of("../README.md"))).containsIgnoringWhitespaces(compiled);
    }
}
