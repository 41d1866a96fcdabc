package dev.sidetone.eval;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pace;
import dev.sidetone.client.Pricing;
import dev.sidetone.client.Sidetone;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.protocol.SessionSettings.TurnDetection;
import dev.sidetone.turn.ContextPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Evaluations against a server of the test. */
final class Runs {

    static final EvalReport.Where WHERE = new EvalReport.Where("embedded", "ws://127.0.0.1/v1/realtime", true, 2, "test");

    private Runs() {}

    static Strategy strategy(String context) {
        return new Strategy(ContextPolicy.parse(context), new Strategy.Prompt("verbatim", "none", "Write down what was said."));
    }

    static Plan plan(Path folder, String... contexts) {
        return new Plan(Dataset.read(folder, "category"), List.of(contexts).stream().map(Runs::strategy).toList(), 1, Map.of("model", "gpt-realtime"));
    }

    static Sessions sessions(URI uri, UnaryOperator<Sidetone> more) {
        var sidetone = Sidetone.to(Endpoint.of(uri).withConnectTimeout(Duration.ofSeconds(5))).model("gpt-realtime").compareWith("gpt-4o-transcribe");
        var vad = new TurnDetection.ServerVad(0.5, Duration.ofMillis(300), Duration.ofMillis(500), true, true);
        return new Sessions(new Sessions.Peer(more.apply(sidetone), vad, new Pricing.Models("gpt-realtime", Optional.of("gpt-4o-transcribe")),
                PriceBook.bundled(), Pace.FAST, Duration.ofSeconds(20)));
    }

    static Evaluation.Heard run(Plan plan, URI uri, Path journal) throws InterruptedException {
        return Evaluation.run(plan, sessions(uri, sidetone -> sidetone), journal, 2, progress -> {});
    }

    /** As if heard, without a server: each text is one utterance's. */
    static EvalReport report(Plan plan, Map<String, List<Hearing>> byStrategy) {
        var hearings = new java.util.LinkedHashMap<String, List<Hearing>>();
        for (var trial : plan.trials()) {
            var own = new ArrayList<Hearing>();
            for (var clip : trial.call().clips()) {
                byStrategy.get(trial.strategy().key()).stream().filter(hearing -> hearing.utterance().equals(clip.utterance())).forEach(own::add);
            }
            hearings.put(trial.key(), own);
        }
        return EvalReport.of(new Evaluation.Heard(plan, hearings, List.of()), WHERE);
    }
}
