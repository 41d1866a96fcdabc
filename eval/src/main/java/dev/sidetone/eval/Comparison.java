package dev.sidetone.eval;

import dev.sidetone.protocol.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Two reports of one dataset, strategy by strategy. A figure is worse when the 95 % interval of its change, over the
 * utterances that both reports have, lies on the bad side of zero.
 *
 * @param remarks what else differs between the two, a sentence each
 */
public record Comparison(List<Change> changes, List<String> remarks) {

    public enum Direction { BETTER, WORSE, WITHIN_NOISE }

    /** One figure of one strategy. @param utterances it rests on @param low of the change, 95 % of it @param high of it */
    public record Change(String strategy, Gate gate, double before, double after, double low, double high, int utterances) {

        public Direction direction() {
            double slack = gate.tolerance() * before;
            if (low > slack) return gate.lessIsBetter() ? Direction.WORSE : Direction.BETTER;
            if (high < -slack) return gate.lessIsBetter() ? Direction.BETTER : Direction.WORSE;
            return Direction.WITHIN_NOISE;
        }

        /** One line for people. */
        public String inWords() {
            return strategy + ": " + gate.inWords() + " " + Shown.of(gate, before) + " -> " + Shown.of(gate, after) + " (" + Shown.change(gate, after - before)
                    + ", 95 % from " + Shown.change(gate, low) + " to " + Shown.change(gate, high) + ", " + utterances
                    + (utterances == 1 ? " utterance)" : " utterances)");
        }
    }

    public Comparison {
        changes = List.copyOf(changes);
        remarks = List.copyOf(remarks);
    }

    /** @throws EvalException when the reports cannot be compared */
    public static Comparison of(Json before, Json after, Collection<Gate> gates) {
        var old = before.node();
        var now = after.node();
        check(old, print(now), named(now));
        var changes = new ArrayList<Change>();
        var remarks = remarks(old, now);
        pairs(keys(old), keys(now), remarks).forEach((was, is) -> {
            var samples = Paired.of(old, was, now, is);
            if (samples.utterances() == 0) throw EvalException.usage("the reports have no utterance in common for " + is + "; run the evaluation again");
            if (samples.left() > 0) remarks.add(is + ": " + samples.left() + " utterances are in one report only and do not count");
            gates.forEach(gate -> samples.change(is, gate).ifPresent(changes::add));
        });
        return new Comparison(changes, remarks);
    }

    /** Whether a plan can be compared with an earlier report, before it is paid for. @throws EvalException when it cannot */
    public static void check(Json before, Plan plan) {
        check(before.node(), plan.dataset().print(), plan.dataset().name() + " " + plan.dataset().print());
        pairs(keys(before.node()), plan.strategies().stream().map(Strategy::key).toList(), new ArrayList<>());
    }

    private static void check(JsonNode old, String print, String named) {
        if (print(old).equals(print)) return;
        throw EvalException.usage("the reports are of different datasets (" + named(old) + " and " + named
                + "); compare runs over the same recordings and references");
    }

    public List<Change> worse() {
        return changes.stream().filter(change -> change.direction() == Direction.WORSE).toList();
    }

    private static String print(JsonNode report) {
        return report.path("dataset").path("print").asString("");
    }

    private static String named(JsonNode report) {
        return report.path("dataset").path("name").asString("?") + " " + print(report);
    }

    /** Old to new key. One strategy each is a pair whatever they are called: a prompt that was renamed is still the one that changed. */
    private static Map<String, String> pairs(List<String> was, List<String> is, List<String> remarks) {
        var pairs = new LinkedHashMap<String, String>();
        was.stream().filter(is::contains).forEach(key -> pairs.put(key, key));
        if (pairs.isEmpty() && was.size() == 1 && is.size() == 1) pairs.put(was.getFirst(), is.getFirst());
        if (pairs.isEmpty()) {
            throw EvalException.usage("the reports share no strategy (" + String.join(", ", was) + " and " + String.join(", ", is)
                    + "); run the same --context and --prompt names, or one of each");
        }
        pairs.forEach((from, to) -> {
            if (!from.equals(to)) remarks.add(from + " is compared with " + to);
        });
        var left = new TreeSet<>(was);
        left.addAll(is);
        left.removeAll(pairs.keySet());
        left.removeAll(pairs.values());
        if (!left.isEmpty()) remarks.add("in one report only: " + String.join(", ", left));
        return pairs;
    }

    private static List<String> keys(JsonNode report) {
        var keys = new ArrayList<String>();
        report.path("strategies").forEach(strategy -> keys.add(strategy.path("key").asString()));
        return keys;
    }

    private static List<String> remarks(JsonNode old, JsonNode now) {
        var remarks = new ArrayList<String>();
        var names = new TreeSet<>(old.path("settings").propertyNames());
        names.addAll(now.path("settings").propertyNames());
        for (var name : names) {
            var was = old.path("settings").path(name).asString("");
            var is = now.path("settings").path(name).asString("");
            if (!was.equals(is)) remarks.add(name + " was " + (was.isEmpty() ? "none" : was) + ", is " + (is.isEmpty() ? "none" : is));
        }
        int sessions = old.path("sessions").asInt(), then = now.path("sessions").asInt();
        if (sessions != then) remarks.add("sessions at once were " + sessions + ", are " + then + ": waiting times depend on it");
        return remarks;
    }
}
