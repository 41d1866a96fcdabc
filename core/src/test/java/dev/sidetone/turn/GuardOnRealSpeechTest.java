package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.Shared;
import dev.sidetone.turn.Evidence.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people really said is never doubted, however badly the other listener heard it. */
class GuardOnRealSpeechTest {

    private static final List<String> AGENT = List.of("Thank you for calling. I will help you file your claim. What is your full legal name?",
            "What is your policy number?", "I have 56B5-12C0. Is that right?", "When did it happen?", "Was anyone hurt?");

    private static List<String> references() throws IOException {
        var rows = Files.readAllLines(Shared.path("data/eval-dev/references.tsv"));
        return rows.subList(1, rows.size()).stream().map(row -> row.split("\t", -1)[4]).toList();
    }

    private static Evidence evidence(String outOfBand, Heard builtIn, List<String> earlier) {
        // Two and a half words a second, as people talk.
        var speech = Duration.ofMillis(300 + 400L * SpokenForm.of(outOfBand).words().size());
        return new Evidence(text(outOfBand), builtIn, new Said(AGENT, earlier), Optional.of(speech), Set.of());
    }

    private static Heard text(String text) {
        return new Heard.Text(text, Instant.EPOCH);
    }

    @Test
    void utterances_of_the_development_set_are_trusted_with_and_without_a_second_listener() throws IOException {
        var all = references();
        var earlier = new ArrayList<String>();
        for (var reference : all) {
            assertThat(TranscriptGuard.judge(evidence(reference, text(reference), earlier))).as(reference).isEqualTo(new Verdict.Trusted());
            assertThat(TranscriptGuard.judge(evidence(reference, new Heard.Nothing(new Reason.SwitchedOff()), List.of())))
                    .as(reference).isEqualTo(new Verdict.Trusted());
            earlier.add(reference);
        }
    }

    @Test
    void a_bad_second_listener_casts_no_doubt() throws IOException {
        var random = new Random(11);
        var all = references();
        var vocabulary = all.stream().flatMap(reference -> List.of(reference.split(" ")).stream()).distinct().toList();
        int judged = 0;
        var doubted = new ArrayList<String>();
        for (int round = 0; round < 5; round++) {
            for (var reference : all) {
                var misheard = new StringBuilder();
                for (var word : reference.split(" ")) {
                    int luck = random.nextInt(10);
                    if (luck > 0) misheard.append(luck < 4 ? vocabulary.get(random.nextInt(vocabulary.size())) : word).append(' ');
                }
                judged++;
                if (TranscriptGuard.judge(evidence(reference, text(misheard.toString()), List.of())) instanceof Verdict.Doubted verdict) {
                    doubted.add(verdict.doubts() + " " + reference + " / " + misheard);
                }
            }
        }
        assertThat(judged).isGreaterThan(500);
        System.out.printf("%nbad second listener: %d of %d good transcripts doubted%n", doubted.size(), judged);
        assertThat((double) doubted.size() / judged).as("doubted %s", doubted).isLessThanOrEqualTo(0.005);
    }

    @Test
    void what_live_services_were_recorded_to_hear_is_trusted() throws IOException {
        for (var trace : List.of("openai-server-vad-turn", "azure-server-vad-turn", "azure-voice-live-server-vad-turn")) {
            var turn = TraceReplayTest.replay(trace).only();
            var said = new Said(List.of(((Reply.Said) turn.reply()).text()), List.of());
            assertThat(TranscriptGuard.judge(new Evidence(text("Hello, my name is Marcelo."), turn.builtIn(), said, turn.speech().length(), Set.of())))
                    .as(trace).isEqualTo(new Verdict.Trusted());
            assertThat(TranscriptGuard.judge(new Evidence(text(said.byAgent().getFirst()), turn.builtIn(), said, turn.speech().length(), Set.of())))
                    .as(trace).isInstanceOf(Verdict.Doubted.class);
        }
    }
}
