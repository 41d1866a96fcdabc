package dev.sidetone.cli;

import dev.sidetone.client.CallTotals;
import dev.sidetone.client.CostJson;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.PricedTurn;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.cost.PriceSource;
import dev.sidetone.protocol.SessionSettings.TurnDetection;
import dev.sidetone.turn.TurnJson;
import dev.sidetone.turn.WordErrorRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as JSON, described in {@code docs/json.md}. Stable: keys are added, never renamed or removed, and every key is always
 * there, {@code null} where nothing is known.
 */
final class JsonReport {

    /** Raised only when a key is renamed, removed or changes its meaning. */
    private static final int SCHEMA = 1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** All there is to tell. */
    record Held(CallJob.Order order, Endpoint endpoint, EndpointKind kind, PriceBook prices, List<Outcome> outcomes, ExitCode exit) {}

    private JsonReport() {}

    /** Complains before a call is paid for. */
    static void check(Path file) {
        boolean existed = Files.exists(file);
        try {
            Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND).close();
            if (!existed) Files.delete(file);
        } catch (IOException e) {
            throw OutFolder.unwritable(file, e);
        }
    }

    static void write(Path file, String report) {
        try {
            Files.writeString(file, report + System.lineSeparator());
        } catch (IOException e) {
            throw OutFolder.unwritable(file, e);
        }
    }

    static String of(Held held) {
        var root = NODES.objectNode().put("schema", SCHEMA).put("sidetone", Version.text());
        root.set("endpoint", NODES.objectNode().put("kind", held.kind.word()).put("address", held.endpoint.place())
                .put("simulated_billing", held.kind.simulates()));
        root.set("settings", settings(held.order));
        root.set("prices", NODES.objectNode().put("model", held.prices.model(held.order.options().model).map(price -> source(price.source())).orElse(null))
                .put("transcription_model", held.order.options().transcriptionModel().flatMap(held.prices::transcriptionModel)
                        .map(price -> source(price.source())).orElse(null)));
        var calls = root.putArray("calls");
        held.outcomes.forEach(outcome -> calls.add(call(outcome)));
        root.set("totals", totals(held.outcomes));
        root.put("exit_code", held.exit.code());
        return root.toPrettyString();
    }

    private static String source(PriceSource source) {
        return source.toString();
    }

    private static ObjectNode settings(CallJob.Order order) {
        var options = order.options();
        var settings = NODES.objectNode().put("model", options.model).put("voice", options.voice.orElse(null))
                .put("transcription_model", options.transcriptionModel().orElse(null)).put("context", options.context.word())
                .put("guard", !options.unguarded).put("glossary", options.glossary.orElse(null))
                .put("pace", order.side().pace().name().toLowerCase(Locale.ROOT))
                .put("agent_prompt", options.agentPrompt.map(Path::toString).orElse(null))
                .put("transcript_prompt", options.transcriptPrompt.map(Path::toString).orElse(null))
                .put("domain_rules", options.domainRules.orElse(null))
                .put("price_file", options.prices.map(Path::toString).orElse(null))
                .put("patience_ms", options.limits(order.target().local()).hearing().toMillis());
        switch (order.detection()) {
            case TurnDetection.Manual ignored -> settings.putNull("turn_detection");
            case TurnDetection.ServerVad vad -> settings.putObject("turn_detection").put("threshold", vad.threshold())
                    .put("prefix_padding_ms", vad.prefixPadding().toMillis()).put("silence_ms", vad.silence().toMillis());
        }
        return settings;
    }

    private static ObjectNode call(Outcome outcome) {
        var call = NODES.objectNode().put("audio", outcome.recording()).put("began", outcome.began().toString());
        var reason = outcome.end().reason();
        call.set("end", NODES.objectNode().put("reason", reason.word()).put("in_words", reason.inWords()).put("interrupted", outcome.interrupted()));
        var totals = outcome.end().totals();
        call.put("sent_ms", totals.sent().toMillis()).put("received_ms", totals.received().toMillis());
        var turns = call.putArray("turns");
        outcome.entries().forEach(entry -> turns.add(turn(entry)));
        var outside = NODES.objectNode();
        outside.set("meters", TurnJson.of(totals.outsideTurns()).node());
        outside.set("cost", CostJson.of(outcome.outside()));
        call.set("outside_turns", outside);
        call.set("odd", odd(totals, outcome));
        var remarks = call.putArray("remarks");
        outcome.remarks().forEach(remarks::add);
        var budget = call.putArray("budget_steps");
        outcome.notable().budget().forEach(step -> budget.addObject().put("step", step.step().name().toLowerCase(Locale.ROOT))
                .put("spent", step.spent().shown().toPlainString()).put("why", step.why()));
        call.set("utterances", outcome.parts().map(JsonReport::utterances).orElse(null));
        call.set("totals", totals(List.of(outcome)));
        return call;
    }

    private static ArrayNode utterances(List<Scores.Part> parts) {
        var utterances = NODES.arrayNode();
        for (var part : parts) {
            var utterance = utterances.addObject().put("number", part.number());
            var turns = utterance.putArray("turns");
            part.turns().forEach(turns::add);
            utterance.set("scores", scores(part.scores()));
        }
        return utterances;
    }

    /** A turn with its cost: a line of {@code turns.jsonl}. */
    static ObjectNode turn(Entry entry) {
        return new PricedTurn(entry.turn(), entry.cost(), entry.audioHeard()).json().put("said", entry.said().orElse(null));
    }

    private static ObjectNode odd(CallTotals totals, Outcome outcome) {
        return NODES.objectNode().put("errors", totals.odd().errors()).put("unknown_events", totals.odd().unknown())
                .put("malformed_events", totals.odd().malformed()).put("late", totals.odd().late())
                .put("caller_audio_dropped", totals.dropped().audioFrames()).put("agent_audio_dropped", totals.dropped().playback())
                .put("view_events_dropped", totals.dropped().events())
                .put("turns_undelivered", outcome.end().undelivered()).put("turns_not_kept", outcome.end().sinkFailures());
    }

    private static ObjectNode totals(List<Outcome> outcomes) {
        var bill = Bill.of(outcomes);
        var node = NODES.objectNode().put("turns", outcomes.stream().mapToInt(outcome -> outcome.entries().size()).sum());
        node.set("meters", TurnJson.of(bill.meters()).node());
        var cost = node.putObject("cost");
        cost.set("out_of_band", CostJson.of(bill.cost().outOfBand()));
        cost.set("built_in", CostJson.of(bill.cost().builtIn()));
        cost.set("reply", CostJson.of(bill.cost().reply()));
        cost.set("outside_turns", CostJson.of(bill.outside()));
        cost.set("total", CostJson.of(bill.total()));
        cost.put("ratio", bill.ratio().map(ratio -> ratio.value().toPlainString()).orElse(null));
        node.set("scores", outcomes.stream().map(Outcome::scores).flatMap(Optional::stream).reduce(Scores::plus).map(JsonReport::scores).orElse(null));
        return node;
    }

    private static ObjectNode scores(Scores scores) {
        var node = NODES.objectNode();
        node.set("out_of_band", score(scores.outOfBand()));
        node.set("built_in", score(scores.builtIn()));
        return node;
    }

    private static ObjectNode score(Scores.Score score) {
        var node = NODES.objectNode();
        node.set("words", edits(score.words().words()));
        node.set("characters", edits(score.words().characters()));
        var entities = node.putObject("entities");
        score.hits().forEach((kind, hits) -> entities.set(kind, NODES.objectNode().put("hit", hits.hit()).put("said", hits.said())));
        return node;
    }

    private static ObjectNode edits(WordErrorRate.Edits edits) {
        var rate = edits.rate();
        return NODES.objectNode().put("rate", rate.isPresent() ? Double.valueOf(Math.round(rate.getAsDouble() * 1e4) / 1e4) : null)
                .put("errors", edits.errors()).put("substitutions", edits.substitutions()).put("insertions", edits.insertions())
                .put("deletions", edits.deletions()).put("reference", edits.reference());
    }
}
