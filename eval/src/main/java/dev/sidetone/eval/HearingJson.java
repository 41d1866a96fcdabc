package dev.sidetone.eval;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.cost.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link Hearing} as JSON: a part of journals and of reports, so that a report can be made from either. Amounts are exact
 * texts: a JSON number would be read as a binary fraction.
 */
final class HearingJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private HearingJson() {}

    static ObjectNode of(Hearing hearing) {
        var texts = hearing.texts();
        var node = NODES.objectNode().put("utterance", hearing.utterance());
        var turns = node.putArray("turns");
        hearing.turns().forEach(turns::add);
        node.put("transcript", texts.transcript()).put("why", texts.why()).put("guard", hearing.guard().orElse(null))
                .put("out_of_band", texts.outOfBand().orElse(null)).put("built_in", texts.builtIn().orElse(null))
                .put("out_of_band_after_ms", millis(hearing.waits().outOfBand())).put("built_in_after_ms", millis(hearing.waits().builtIn()));
        node.set("tokens", tokens(hearing.spent().tokens()));
        var cost = node.putObject("cost");
        cost.set("out_of_band", meter(hearing.spent().outOfBand()));
        cost.set("built_in", meter(hearing.spent().builtIn()));
        cost.set("reply", meter(hearing.spent().reply()));
        return node;
    }

    static ObjectNode tokens(Hearing.Tokens tokens) {
        return NODES.objectNode().put("input_text", tokens.text()).put("input_audio", tokens.audio()).put("cached", tokens.cached())
                .put("output", tokens.output());
    }

    static ObjectNode meter(Meter meter) {
        var node = cost(meter.reported());
        node.set("expected", meter.expected().map(HearingJson::cost).orElse(null));
        return node;
    }

    private static ObjectNode cost(Cost cost) {
        boolean priced = !(cost instanceof Cost.NotPriced);
        var node = NODES.objectNode().put("usd", cost instanceof Cost.Known known ? amount(known.amount()) : null)
                .put("least", priced ? amount(cost.least()) : null).put("most", cost.most().map(HearingJson::amount).orElse(null));
        var reasons = node.putArray("reasons");
        cost.reasons().forEach(reasons::add);
        return node;
    }

    private static String amount(Usd usd) {
        return usd.amount().toPlainString();
    }

    private static Long millis(Optional<Duration> wait) {
        return wait.map(Duration::toMillis).orElse(null);
    }

    /** @throws IllegalArgumentException when it is not what {@link #of} writes */
    static Hearing read(JsonNode node) {
        var turns = new ArrayList<Integer>();
        node.path("turns").forEach(turn -> turns.add(turn.asInt()));
        var texts = new Hearing.Texts(needed(node, "transcript"), needed(node, "why"), text(node, "out_of_band"), text(node, "built_in"));
        var waits = new Hearing.Waits(wait(node, "out_of_band_after_ms"), wait(node, "built_in_after_ms"));
        var tokens = node.path("tokens");
        var cost = node.path("cost");
        var spent = new Hearing.Spent(new Hearing.Tokens(tokens.path("input_text").asLong(), tokens.path("input_audio").asLong(),
                tokens.path("cached").asLong(), tokens.path("output").asLong()),
                meter(cost.path("out_of_band")), meter(cost.path("built_in")), meter(cost.path("reply")));
        return new Hearing(needed(node, "utterance"), turns, texts, text(node, "guard"), waits, spent);
    }

    static String needed(JsonNode node, String key) {
        return text(node, key).orElseThrow(() -> new IllegalArgumentException("no " + key));
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.path(key).isString() ? Optional.of(node.get(key).stringValue()) : Optional.empty();
    }

    private static Optional<Duration> wait(JsonNode node, String key) {
        return node.path(key).isIntegralNumber() ? Optional.of(Duration.ofMillis(node.get(key).longValue())) : Optional.empty();
    }

    private static Meter meter(JsonNode node) {
        var expected = node.path("expected").isObject() ? Optional.of(cost(node.get("expected"))) : Optional.<Cost>empty();
        return new Meter(cost(node), expected);
    }

    private static Cost cost(JsonNode node) {
        List<String> reasons = new ArrayList<>();
        node.path("reasons").forEach(reason -> reasons.add(reason.asString()));
        if (text(node, "usd").isPresent()) return new Cost.Known(Usd.of(node.get("usd").stringValue()));
        if (text(node, "least").isEmpty()) return new Cost.NotPriced(reasons);
        return new Cost.Bounded(Usd.of(node.get("least").stringValue()), text(node, "most").map(Usd::of), reasons);
    }
}
