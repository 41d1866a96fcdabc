import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells from the report of {@code sidetone eval} on a set of {@code Make} what each context makes of what is said again, in pairs: which
 * values were heard exactly with the one and not with the other, whether that can be chance (McNemar's exact test), the difference with
 * a 95 % interval (bootstrap over calls, since two mentions in one call are not independent), in how many calls more of them were exact
 * and in how many fewer (sign test over calls), and how often somebody else's name was written as the caller's.
 *
 * <pre>java -cp "cli/target/sidetone/lib/*" bench/said-again/Tell.java report.json FOLDER/calls.tsv</pre>
 */
final class Tell {

    private static final List<String> PARTS = List.of("spelled", "policy", "name again", "name again later", "policy again", "other name");

    /** @param hit by strategy whether the value was exact @param texts by strategy the transcript */
    private record Utterance(String call, String category, Map<String, Boolean> hit, Map<String, String> texts) {}

    private final List<Utterance> utterances = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    public static void main(String[] args) throws Exception {
        var tell = new Tell();
        for (var row : Files.readAllLines(Path.of(args[1])).stream().skip(1).toList()) tell.names.put(row.split("\t")[0], row.split("\t")[2].toLowerCase(Locale.ROOT));
        var report = JsonMapper.shared().readTree(Path.of(args[0]).toFile());
        for (var utterance : report.path("utterances")) tell.utterances.add(read(utterance));
        var strategies = new ArrayList<String>();
        report.path("strategies").forEach(strategy -> strategies.add(strategy.path("key").asString()));
        for (var strategy : strategies.subList(1, strategies.size())) tell.compare(strategies.getFirst(), strategy);
        tell.pulled(strategies);
    }

    private static Utterance read(JsonNode node) {
        var hit = new HashMap<String, Boolean>();
        var texts = new HashMap<String, String>();
        for (var result : node.path("results")) {
            hit.put(result.path("strategy").asString(), result.path("scores").path("hit").asInt() > 0);
            texts.put(result.path("strategy").asString(), result.path("transcript").asString(""));
        }
        // audio/07-espeak-f-3.wav
        var call = String.valueOf(Integer.parseInt(node.path("id").asString().replaceAll("^.*/|-.*$", "")));
        return new Utterance(call, node.path("category").asString(), hit, texts);
    }

    private void compare(String base, String other) {
        System.out.printf("%n%s against %s%n%-34s %5s %8s %8s %6s %6s %9s   %s%n", other, base, "", "n", "exact", "exact", "won", "lost", "p", "difference, 95 %");
        for (var part : PARTS) line(part, base, other, utterances.stream().filter(each -> each.category().equals(part)).toList());
        var again = utterances.stream().filter(each -> each.category().startsWith("name again")).toList();
        line("names said again", base, other, again);
        calls(base, other, again);
        var right = new HashSet<String>();
        utterances.stream().filter(each -> each.category().equals("spelled") && each.hit().getOrDefault(other, false)).forEach(each -> right.add(each.call()));
        line("  in calls with a right spelling", base, other, within(right, again, true));
        line("  in the others", base, other, within(right, again, false));
    }

    private static List<Utterance> within(Set<String> calls, List<Utterance> all, boolean inside) {
        return all.stream().filter(each -> calls.contains(each.call()) == inside).toList();
    }

    private static void line(String title, String base, String other, List<Utterance> all) {
        var pairs = all.stream().filter(each -> each.hit().containsKey(base) && each.hit().containsKey(other)).toList();
        if (pairs.isEmpty()) return;
        long won = pairs.stream().filter(each -> each.hit().get(other) && !each.hit().get(base)).count();
        long lost = pairs.stream().filter(each -> each.hit().get(base) && !each.hit().get(other)).count();
        var interval = interval(pairs, base, other);
        System.out.printf(Locale.ROOT, "%-34s %5d %8d %8d %6d %6d %9.5f   %+.1f points (%+.1f to %+.1f)%n", title, pairs.size(),
                pairs.stream().filter(each -> each.hit().get(base)).count(), pairs.stream().filter(each -> each.hit().get(other)).count(), won, lost,
                chance(won, lost), 100.0 * (won - lost) / pairs.size(), 100 * interval[0], 100 * interval[1]);
    }

    /** In how many calls a context heard more exactly: a call counts once, however much is said in it. */
    private static void calls(String base, String other, List<Utterance> all) {
        var gained = new HashMap<String, Integer>();
        all.forEach(each -> gained.merge(each.call(), value(each, other) - value(each, base), Integer::sum));
        long better = gained.values().stream().filter(gain -> gain > 0).count(), worse = gained.values().stream().filter(gain -> gain < 0).count();
        System.out.printf(Locale.ROOT, "%-34s %5d %17s %6d %6d %9.5f%n", "  by calls, sign test", gained.size(), "", better, worse, chance(better, worse));
    }

    private static int value(Utterance utterance, String strategy) {
        return utterance.hit().getOrDefault(strategy, false) ? 1 : 0;
    }

    /** That chance alone, winning as often as losing, would be as uneven: the exact binomial, both sides. */
    private static double chance(long won, long lost) {
        long all = won + lost;
        double sum = 0, ways = 1;
        for (long k = 0; k <= Math.min(won, lost); k++) {
            sum += ways;
            ways = ways * (all - k) / (k + 1);
        }
        return Math.min(1, 2 * sum / Math.pow(2, all));
    }

    private static double[] interval(List<Utterance> pairs, String base, String other) {
        var byCall = new HashMap<String, int[]>();
        for (var each : pairs) {
            var sums = byCall.computeIfAbsent(each.call(), call -> new int[2]);
            sums[0] += (each.hit().get(other) ? 1 : 0) - (each.hit().get(base) ? 1 : 0);
            sums[1]++;
        }
        var calls = List.copyOf(byCall.values());
        var random = new Random(1);   // any fixed seed
        var differences = new double[10_000];
        for (int i = 0; i < differences.length; i++) {
            int gained = 0, said = 0;
            for (int k = 0; k < calls.size(); k++) {
                var drawn = calls.get(random.nextInt(calls.size()));
                gained += drawn[0];
                said += drawn[1];
            }
            differences[i] = (double) gained / said;
        }
        java.util.Arrays.sort(differences);
        return new double[] {differences[250], differences[9_749]};
    }

    private void pulled(List<String> strategies) {
        var others = utterances.stream().filter(each -> each.category().equals("other name")).toList();
        System.out.println();
        for (var strategy : strategies) {
            long pulled = others.stream().filter(each -> each.texts().getOrDefault(strategy, "").toLowerCase(Locale.ROOT).contains(names.get(each.call()))).count();
            System.out.printf("%s: somebody else's name written as the caller's %d times of %d%n", strategy, pulled, others.size());
        }
    }
}
