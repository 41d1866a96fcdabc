package dev.sidetone.eval;

import dev.sidetone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report as JSON, described in {@code docs/eval.md}. Stable: keys are added, never renamed or removed, and every key is
 * always there, {@code null} where nothing is known.
 */
public final class EvalJson {

    /** Raised only when a key is renamed, removed or changes its meaning. */
    private static final int SCHEMA = 1;

    static final String KIND = "sidetone-eval";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EvalJson() {}

    public static Json of(EvalReport report) {
        var plan = report.heard().plan();
        var root = NODES.objectNode().put("schema", SCHEMA).put("kind", KIND).put("sidetone", report.where().version()).put("at", report.at().toString());
        root.set("dataset", dataset(plan.dataset()));
        root.set("endpoint", NODES.objectNode().put("kind", report.where().kind()).put("address", report.where().address())
                .put("simulated_billing", report.where().simulated()));
        root.put("sessions", report.where().sessions()).put("repeats", plan.repeats());
        var settings = root.putObject("settings");
        plan.options().forEach(settings::put);
        var strategies = root.putArray("strategies");
        report.strategies().forEach(one -> strategies.add(strategy(one, KeptGain.of(one, report.strategies()))));
        var missing = root.putArray("missing");
        report.heard().missing().forEach(one -> missing.add(NODES.objectNode().put("strategy", one.trial().strategy().key())
                .put("call", one.trial().call().id()).put("repeat", one.trial().repeat()).put("why", one.why())));
        var utterances = root.putArray("utterances");
        var byUtterance = report.scored().stream().collect(Collectors.groupingBy(one -> one.reference().utterance()));
        for (var reference : plan.dataset().references()) {
            var node = utterance(reference);
            var results = node.putArray("results");
            byUtterance.getOrDefault(reference.utterance(), java.util.List.of()).forEach(one -> results.add(result(one)));
            utterances.add(node);
        }
        return new Json(root);
    }

    private static ObjectNode dataset(Dataset dataset) {
        var node = NODES.objectNode().put("name", dataset.name()).put("print", dataset.print()).put("utterances", dataset.references().size())
                .put("calls", dataset.calls().size());
        var remarks = node.putArray("remarks");
        dataset.remarks().forEach(remarks::add);
        return node;
    }

    private static ObjectNode strategy(StrategyFigures one, Optional<KeptGain> kept) {
        var strategy = one.strategy();
        var node = NODES.objectNode().put("key", strategy.key()).put("context", strategy.context().word()).put("prompt", strategy.prompt().name())
                .put("domain_rules", strategy.prompt().rules()).put("prompt_print", strategy.print());
        node.set("figures", figures(one.all()));
        var categories = node.putArray("categories");
        one.byCategory().forEach((category, figures) -> categories.add(NODES.objectNode().put("category", category).set("figures", figures(figures))));
        node.set("kept_gain", kept.map(gain -> NODES.objectNode().put("share", rounded(gain.share())).put("price_share", rounded(gain.price()))
                .put("per_dollar", rounded(gain.perDollar()))).orElse(null));
        return node;
    }

    private static ObjectNode figures(Figures figures) {
        var node = NODES.objectNode().put("utterances", figures.utterances());
        node.setAll(accuracy(figures.transcript()));
        node.set("built_in", figures.builtIn().map(one -> accuracy(one.accuracy())).orElse(null));
        node.set("gain", figures.builtIn().map(one -> interval(NODES.objectNode().put("rate", rounded(one.gain())), one.gainInterval())).orElse(null));
        node.put("guard_interventions", figures.guard());
        node.set("agreement", NODES.objectNode().put("same", figures.agreement().same()).put("of", figures.agreement().of())
                .put("word_difference", rounded(figures.agreement().difference())));
        var latency = node.putObject("latency");
        latency.set("out_of_band", percentiles(figures.waits().outOfBand()));
        latency.set("built_in", percentiles(figures.waits().builtIn()));
        node.set("tokens", HearingJson.tokens(figures.bill().tokens()));
        var cost = node.putObject("cost");
        cost.set("out_of_band", HearingJson.meter(figures.bill().outOfBand()));
        cost.set("built_in", HearingJson.meter(figures.bill().builtIn()));
        cost.set("reply", HearingJson.meter(figures.bill().reply()));
        cost.set("total", HearingJson.meter(figures.bill().total()));
        return node;
    }

    private static ObjectNode accuracy(Figures.Accuracy accuracy) {
        var words = accuracy.sum().words();
        var node = NODES.objectNode();
        node.set("word_error_rate", interval(edits(words.words().errors(), words.words().reference()), accuracy.words()));
        node.set("character_error_rate", interval(edits(words.characters().errors(), words.characters().reference()), accuracy.characters()));
        node.set("entities", interval(NODES.objectNode().put("rate", share(accuracy.sum().hits(), accuracy.sum().said()))
                .put("hit", accuracy.sum().hits()).put("said", accuracy.sum().said()), accuracy.hits()));
        return node;
    }

    private static ObjectNode edits(int errors, int reference) {
        return NODES.objectNode().put("rate", share(errors, reference)).put("errors", errors).put("reference", reference);
    }

    private static ObjectNode interval(ObjectNode node, Bootstrap.Interval interval) {
        return node.put("low", rounded(interval.low())).put("high", rounded(interval.high()));
    }

    private static ObjectNode percentiles(Figures.Percentiles waits) {
        return NODES.objectNode().put("of", waits.of()).put("p50_ms", waits.p50().map(Duration::toMillis).orElse(null))
                .put("p95_ms", waits.p95().map(Duration::toMillis).orElse(null));
    }

    private static ObjectNode utterance(Reference reference) {
        var node = NODES.objectNode().put("id", reference.utterance()).put("category", reference.category()).put("reference", reference.words());
        var entities = node.putObject("entities");
        reference.entities().forEach(entities::put);
        return node;
    }

    private static ObjectNode result(Scored one) {
        var node = NODES.objectNode().put("strategy", one.trial().strategy().key()).put("call", one.trial().call().id()).put("repeat", one.trial().repeat());
        node.setAll(HearingJson.of(one.hearing()));
        node.remove("utterance");
        node.set("scores", score(one.transcript()));
        node.set("built_in_scores", one.builtIn().map(EvalJson::score).orElse(null));
        return node;
    }

    private static ObjectNode score(Score score) {
        return NODES.objectNode().put("errors", score.words().words().errors()).put("words", score.words().words().reference())
                .put("hit", score.hits()).put("said", score.said());
    }

    private static Double share(int part, int of) {
        return of == 0 ? null : rounded((double) part / of);
    }

    /** Four digits: finer than any interval. */
    static Double rounded(double value) {
        return Double.isFinite(value) ? Double.valueOf(Math.round(value * 1e4) / 1e4) : null;
    }

    /** @throws EvalException when the file holds no such report */
    public static Json read(Path file) {
        try {
            var json = Json.parse(Files.readString(file));
            if (!isReport(json.node())) throw EvalException.usage(file + " is no report of sidetone eval; name one written with --json");
            int schema = json.node().path("schema").asInt();
            if (schema > SCHEMA) throw EvalException.usage(file + " was written by a newer Sidetone (schema " + schema + "); use that one");
            return json;
        } catch (IOException e) {
            throw EvalException.input("the report " + file + " cannot be read (" + e.getClass().getSimpleName() + "); check the path");
        } catch (IllegalArgumentException e) {
            throw EvalException.usage(file + " is no report of sidetone eval; name one written with --json");
        }
    }

    /** Whether a file holds a report, as opposed to a dataset. */
    public static boolean holds(Path file) {
        if (!Files.isRegularFile(file) || !file.toString().endsWith(".json")) return false;
        try {
            return isReport(Json.parse(Files.readString(file)).node());
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isReport(JsonNode node) {
        return node.path("kind").asString("").equals(KIND);
    }
}
