package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.WavWriter;
import dev.sidetone.client.Transcription;
import dev.sidetone.console.Chromium.Start;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.speech.LocalModel;
import dev.sidetone.speech.Silero;
import dev.sidetone.turn.Prompts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Nothing is scripted here: a recorded caller is heard, understood and answered by the models that ship with Sidetone. */
@Isolated("recognition takes all cores")
@Timeout(240)
class LocalEngineBrowserTest {

    /** What it is about, a spelled name, and a policy number. */
    private static final Duration THREE_TURNS = Duration.ofMillis(19_000);

    /** Skips the test where there is none. */
    static LocalModel engine() throws InterruptedException {
        try {
            return LocalModel.open();
        } catch (RuntimeException absent) {
            return Assumptions.abort("the speech models are not here: " + absent.getMessage());
        }
    }

    static Stand stand(LocalModel model) {
        return Stand.before(RealtimeServer.start(ServerSettings.DEFAULT.withDetector(Silero::new), model), LocalEngineBrowserTest::claims);
    }

    private static ConsoleSettings claims(ConsoleSettings console) {
        var agent = console.agent();
        var transcription = Transcription.by(Prompts.prepare(Prompts.source("verbatim"), Prompts.claimsRules())).strictly(Prompts.verbatimStrict(Prompts.claimsRules()));
        var offer = new Agent.Offer(List.of(new Agent.Prompt("verbatim", "verbatim, shipped", transcription)), agent.offer().context(), false, "test");
        return new ConsoleSettings(console.listen(), console.door(), console.limits(),
                new Agent(agent.sidetone().agent(Prompts.claimsIntake()), agent.place(), agent.bill(), offer));
    }

    @Test
    void a_whole_call_appears_turn_by_turn_and_the_policy_number_is_exact(@TempDir Path folder) throws Exception {
        var wav = folder.resolve("caller.wav");
        WavWriter.write(wav, Recorded.call(THREE_TURNS));
        try (var model = engine();
                var stand = stand(model);
                var page = Chromium.on(stand.address(), Start.QUIET)) {
            page.click("#start");
            page.awaitText("#state", "Live");
            page.find("#file").sendKeys(wav.toString());
            for (int turns = 1; turns <= 3; turns++) page.await("document.querySelectorAll('.turn:not(.live)').length >= " + turns);
            page.click("#hang-up");
            page.awaitText("#state", "Ended");

            var heard = stand.get("api/calls/c1/transcript.json").json().path("turns");
            assertThat(heard.size()).isEqualTo(3);
            heard.forEach(turn -> {
                assertThat(turn.path("out_of_band").path("text").asString("")).as("turn %s out of band", turn.path("number")).isNotBlank();
                assertThat(turn.path("built_in").path("text").asString("")).as("turn %s built in", turn.path("number")).isNotBlank();
            });
            // The name is Virtanen. Its last letters come out or not with where the detector happens to cut the turn, and I or A with them.
            assertThat(plain(heard.path(1).path("out_of_band").path("text").asString())).containsPattern("V[AI]RTA");
            assertThat(plain(heard.path(2).path("out_of_band").path("text").asString())).contains("56B512C0");
            assertThat(plain(page.text(".turn:nth-child(3)"))).contains("TURN3", "56B512C0", "TRUSTED");
            assertThat(page.all(".turn:nth-child(2) .column")).hasSizeGreaterThan(5);
        }
    }

    /** Letters and digits alone, however they are written. */
    private static String plain(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
