package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.CallEvent;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.cost.Usd;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ResponseRequest;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Guard;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.TurnRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the out-of-band transcripts of a claim of 20 turns cost with each context, by our server's simulated billing. */
@Timeout(120)
class ContextCostTest {

    private static final int TURNS = 20;
    /** 3.5 s a turn, about the mean of the bundled call; the prices come with it. */
    private static final Duration UTTERANCE = Duration.ofMillis(3_500);

    private static final List<String> CALLER = List.of("hello I had an accident", "it is Minhajul Hoque M-I-N-H-A-J-U-L H-O-Q-U-E", "yes that is right",
            "five six B five dash one two C zero", "yes", "auto", "four one five five five five oh one seven two", "yes that is correct", "yesterday at four thirty",
            "no nobody was hurt", "yes it still drives", "no police came", "there was a witness", "her name is Anna Virtanen V-I-R-T-A-N-E-N", "yes", "the other car ran a red light",
            "it hit my door on the left", "no that is all", "yes please submit it", "thank you goodbye");
    private static final List<String> AGENT = List.of("I am sorry to hear that. May I have the policyholder's full legal name?", "Thank you. I have Minhajul Hoque. Is that right?",
            "Thank you. What is your policy number?", "That was 56B5-12C0. Is that right?", "What kind of claim is it?", "What phone number can we reach you at?", "I have 4155550172. Is that correct?",
            "When did it happen?", "Was anyone hurt?", "Can the vehicle still be driven?", "Was a police report filed?", "Were there any witnesses?", "What is the name of the witness?",
            "I have Anna Virtanen. Is that right?", "Please tell me what happened.", "Where was your car hit?", "Is there anything you want to add?", "Shall I submit the claim now?",
            "It is submitted. You will hear from us within two business days.", "Goodbye.");

    private static ScriptedModel script() {
        var script = ScriptedModel.script();
        for (int i = 0; i < TURNS; i++) script.hears(CALLER.get(i)).replies(ScriptedModel.says(AGENT.get(i))).answers(ScriptedModel.says(CALLER.get(i)));
        return script.build();
    }

    private static List<TurnRecord> call(RealtimeServer server, ContextPolicy context) throws InterruptedException {
        var records = new LinkedBlockingQueue<TurnRecord>();
        var replies = new LinkedBlockingQueue<String>();
        var sidetone = Sidetone.to(Endpoint.of(server.uri())).model("gpt-realtime").agent(Prompts.claimsIntake()).compareWith("gpt-4o-transcribe")
                .turnDetection(new SessionSettings.TurnDetection.Manual())
                .transcribe(Transcription.verbatim(Prompts.claimsRules()).context(context).guard(Guard.off()))
                .listener(event -> {
                    if (event instanceof CallEvent.ReplyEnded ended) replies.add(ended.responseId());
                });
        var turns = new ArrayList<TurnRecord>();
        try (var call = sidetone.call(records::add)) {
            for (int i = 0; i < TURNS; i++) {
                call.append(Pcm.silence(UTTERANCE));
                call.send(new ClientEvent.AudioCommit(Optional.empty()));
                turns.add(records.poll(20, TimeUnit.SECONDS));
                call.send(new ClientEvent.ResponseCreate(Optional.empty(), ResponseRequest.PLAIN));
                assertThat(replies.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        }
        return turns;
    }

    private static BigDecimal cost(TurnRecord turn) {
        return PriceBook.bundled().response("gpt-realtime", turn.meters().outOfBand()).most().map(Usd::shown).orElseThrow();
    }

    @Test
    void notes_cost_hardly_more_than_the_turn_alone_and_the_whole_session_grows_with_the_call() throws InterruptedException, IOException {
        var costs = new LinkedHashMap<String, List<BigDecimal>>();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, script())) {
            for (var word : List.of("latest", "notes", "last:3", "whole", "shared")) {
                var turns = call(server, ContextPolicy.parse(word));
                costs.put(word, turns.stream().map(ContextCostTest::cost).toList());
                if (word.equals("notes")) turns.stream().map(turn -> turn.heard().attempts().getFirst().notes()).forEach(System.out::println);
            }
        }
        print(costs);
        checkPicture(costs);
        assertThat(ratio(costs, "notes")).isLessThanOrEqualTo(new BigDecimal("1.15"));
        assertThat(ratio(costs, "whole")).isGreaterThan(BigDecimal.TWO);
        var whole = costs.get("whole");
        assertThat(whole.getLast()).isGreaterThan(whole.get(TURNS / 2)).isGreaterThan(whole.getFirst().multiply(BigDecimal.TWO));
    }

    /** The picture in the docs shows these figures; {@code -Dsidetone.docs.write=true} draws it anew. */
    private static void checkPicture(Map<String, List<BigDecimal>> costs) throws IOException {
        var picture = Path.of("..", "docs", "context-cost.svg");
        if (Boolean.getBoolean("sidetone.docs.write")) Files.writeString(picture, CostCurve.svg(costs));
        var drawn = CostCurve.figures(Files.readString(picture));
        assertThat(drawn.keySet()).isEqualTo(costs.keySet());
        // What is cached may differ by a step of 64 tokens when a reply ends a moment later.
        costs.forEach((word, each) -> assertThat(sum(drawn.get(word), TURNS)).as("docs/context-cost.svg: %s", word)
                .isCloseTo(sum(each, TURNS), Percentage.withPercentage(5)));
    }

    private static BigDecimal ratio(Map<String, List<BigDecimal>> costs, String word) {
        return sum(costs.get(word), TURNS).divide(sum(costs.get("latest"), TURNS), 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<BigDecimal> costs, int turns) {
        return costs.subList(0, turns).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void print(Map<String, List<BigDecimal>> costs) {
        System.out.println("| context | turn 1 | turn 5 | turn 10 | turn 15 | turn 20 | all 20 | to latest |");
        costs.forEach((word, each) -> System.out.printf("| %s | %s | %s | %s | %s | %s | %s | %sx |%n", word, each.get(0), each.get(4), each.get(9), each.get(14),
                each.get(19), sum(each, TURNS), ratio(costs, word)));
    }
}
