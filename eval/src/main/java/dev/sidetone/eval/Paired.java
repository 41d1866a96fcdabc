package dev.sidetone.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The utterances that two reports have in common, for one strategy of each.
 *
 * @param left how many utterances only one of them has
 */
record Paired(List<Sums> before, List<Sums> after, int left) {

    /**
     * One utterance, its repeats summed.
     *
     * @param dollars NaN when it has no price
     * @param waits in milliseconds
     */
    private record Sums(int errors, int words, int hits, int said, double dollars, List<Double> waits, int repeats) {
        Sums plus(Sums other) {
            var both = new ArrayList<>(waits);
            both.addAll(other.waits);
            return new Sums(errors + other.errors, words + other.words, hits + other.hits, said + other.said, dollars + other.dollars, both, repeats + other.repeats);
        }

        static Sums of(JsonNode result) {
            var scores = result.path("scores");
            var wait = result.path("out_of_band_after_ms");
            return new Sums(scores.path("errors").asInt(), scores.path("words").asInt(), scores.path("hit").asInt(), scores.path("said").asInt(),
                    dollars(result.path("cost").path("out_of_band")), wait.isNumber() ? List.of(wait.doubleValue()) : List.of(), 1);
        }

        private static double dollars(JsonNode meter) {
            var least = (meter.path("expected").isObject() ? meter.path("expected") : meter).path("least");
            return least.isString() ? Double.parseDouble(least.stringValue()) : Double.NaN;
        }
    }

    static Paired of(JsonNode old, String was, JsonNode now, String is) {
        var before = byUtterance(old, was);
        var after = byUtterance(now, is);
        var common = before.keySet().stream().filter(after::containsKey).toList();
        return new Paired(common.stream().map(before::get).toList(), common.stream().map(after::get).toList(),
                before.size() + after.size() - 2 * common.size());
    }

    private static Map<String, Sums> byUtterance(JsonNode report, String strategy) {
        var sums = new LinkedHashMap<String, Sums>();
        report.path("utterances").forEach(utterance -> utterance.path("results").forEach(result -> {
            if (result.path("strategy").asString("").equals(strategy)) sums.merge(utterance.path("id").asString(), Sums.of(result), Sums::plus);
        }));
        return sums;
    }

    int utterances() {
        return before.size();
    }

    /** Absent when the figure is not there to compare. */
    Optional<Comparison.Change> change(String strategy, Gate gate) {
        return switch (gate) {
            case WER -> ratio(strategy, gate, Sums::errors, Sums::words);
            case ENTITIES -> ratio(strategy, gate, Sums::hits, Sums::said);
            case COST -> ratio(strategy, gate, Sums::dollars, Sums::repeats);
            case LATENCY -> latency(strategy);
        };
    }

    private Optional<Comparison.Change> ratio(String strategy, Gate gate, java.util.function.ToDoubleFunction<Sums> top,
            java.util.function.ToDoubleFunction<Sums> bottom) {
        var tops = array(before, top);
        var bottoms = array(before, bottom);
        var otherTops = array(after, top);
        var otherBottoms = array(after, bottom);
        double was = sum(tops) / sum(bottoms), is = sum(otherTops) / sum(otherBottoms);
        if (!Double.isFinite(was) || !Double.isFinite(is)) return Optional.empty();
        var interval = Bootstrap.difference(tops, bottoms, otherTops, otherBottoms);
        return Optional.of(new Comparison.Change(strategy, gate, was, is, interval.low(), interval.high(), before.size()));
    }

    /** The median of what was waited: a slow one or two are the network's, not the strategy's. */
    private Optional<Comparison.Change> latency(String strategy) {
        var all = new int[before.size()];
        Arrays.fill(all, 1);
        double was = median(before, all), is = median(after, all);
        if (!Double.isFinite(was) || !Double.isFinite(is)) return Optional.empty();
        var interval = Bootstrap.interval(before.size(), drawn -> median(after, drawn) - median(before, drawn));
        return Optional.of(new Comparison.Change(strategy, Gate.LATENCY, was, is, interval.low(), interval.high(), before.size()));
    }

    private static double median(List<Sums> sums, int[] drawn) {
        var waits = new double[Arrays.stream(drawn).sum() * sums.stream().mapToInt(one -> one.waits.size()).max().orElse(0)];
        int count = 0;
        for (int i = 0; i < drawn.length; i++) {
            for (int again = 0; again < drawn[i]; again++) {
                for (var wait : sums.get(i).waits) waits[count++] = wait;
            }
        }
        if (count == 0) return Double.NaN;
        Arrays.sort(waits, 0, count);
        return waits[(count - 1) / 2];
    }

    private static double[] array(List<Sums> sums, java.util.function.ToDoubleFunction<Sums> figure) {
        return sums.stream().mapToDouble(figure).toArray();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
