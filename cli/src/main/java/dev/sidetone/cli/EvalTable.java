package dev.sidetone.cli;

import dev.sidetone.eval.Comparison;
import dev.sidetone.eval.EvalReport;
import dev.sidetone.eval.Evaluation;
import dev.sidetone.eval.Plan;
import dev.sidetone.eval.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An evaluation on the screen: what is about to be done, how far it is, what it came to. */
final class EvalTable {

    private static final int LABEL = 13, BAR = 24;
    private static final int NAME = 22, RATE = 26, HITS = 12, WAIT = 9;

    /** From so many calls on it can be said how long the others will take. */
    private static final int FEW = 3;

    private EvalTable() {}

    static List<String> header(Plan plan, EvalJob.Order order, EndpointKind kind, Paper paper) {
        var lines = new ArrayList<String>();
        lines.add(paper.strong("Sidetone") + " " + paper.dim(Version.text()));
        lines.add("");
        put(lines, paper, "dataset", Layout.clean(plan.dataset().name()) + paper.dot() + Show.plural(plan.dataset().references().size(), "utterance")
                + paper.dot() + Show.plural(plan.dataset().calls().size(), "call"));
        plan.dataset().remarks().forEach(remark -> put(lines, paper, "", remark));
        put(lines, paper, "endpoint", order.target().endpoint.map(Layout::clean).map(name -> name.replaceFirst("\\?.*", "")).orElse(kind.inWords())
                + (kind.simulates() ? paper.dot() + "simulated billing" : ""));
        put(lines, paper, "model", order.options().model + paper.dot() + "built in " + order.options().compareWith);
        put(lines, paper, plan.strategies().size() == 1 ? "strategy" : "strategies",
                plan.strategies().stream().map(strategy -> strategy.key()).collect(Collectors.joining(", ")));
        put(lines, paper, "sessions", order.options().parallel() + " at once" + (plan.repeats() > 1 ? paper.dot() + "each call " + plan.repeats() + " times" : ""));
        return lines;
    }

    private static void put(List<String> lines, Paper paper, String label, String text) {
        boolean first = true;
        for (var line : Layout.wrapped(text, paper.columns() - LABEL)) {
            lines.add(paper.dim(Layout.padded(first ? "  " + label : "", LABEL)) + line);
            first = false;
        }
    }

    /** @param earlier calls that were there when it began @param spent since then */
    static String progress(Evaluation.Progress progress, int earlier, Duration spent, Paper paper) {
        int full = progress.all() == 0 ? BAR : (int) ((long) BAR * progress.done() / progress.all());
        var bar = (paper.unicode() ? "━" : "#").repeat(full) + (paper.unicode() ? "─" : ".").repeat(BAR - full);
        return "  " + bar + "  " + progress.done() + " of " + Show.plural(progress.all(), "call") + (progress.missing() > 0 ? ", " + progress.missing() + " missing" : "")
                + left(progress, earlier, spent);
    }

    private static String left(Evaluation.Progress progress, int earlier, Duration spent) {
        int tried = progress.done() + progress.missing() - earlier, open = progress.all() - progress.done() - progress.missing();
        if (tried < FEW || open == 0) return "";
        var left = spent.multipliedBy(open).dividedBy(tried);
        return left.toSeconds() < 90 ? ", about " + left.toSeconds() + " s left" : ", about " + left.plusSeconds(30).toMinutes() + " min left";
    }

    static List<String> lines(EvalReport report, Paper paper) {
        var lines = new ArrayList<String>();
        for (var strategy : Summary.of(report)) {
            lines.add("");
            lines.add(paper.rule(Layout.clean(strategy.name())));
            lines.add(paper.dim("  " + Layout.padded("category", NAME) + Layout.right("word error rate, 95 %", RATE) + Layout.right("built in", WAIT + 1)
                    + Layout.right("entities", HITS) + Layout.right("n", 5)).stripTrailing());
            strategy.rows().forEach(row -> lines.add(row(row, paper)));
            lines.add("");
            strategy.facts().forEach(fact -> Layout.wrapped(fact, paper.columns() - 2).forEach(line -> lines.add("  " + line)));
        }
        if (report.where().simulated()) {
            lines.add(paper.dim("  Simulated billing: counted by a local server, at the prices of the service. Nobody is charged."));
        }
        Summary.missing(report).forEach(missing -> lines.add("  " + paper.changed("! " + Layout.clean(missing))));
        return lines;
    }

    private static String row(Summary.Row row, Paper paper) {
        var text = "  " + Layout.padded(Layout.head(Layout.clean(row.category()), NAME - 1), NAME) + Layout.right(row.words(), RATE)
                + Layout.right(row.builtIn(), WAIT + 1) + Layout.right(row.entities(), HITS) + Layout.right(row.count(), 5);
        return row.all() ? paper.strong(text) : text;
    }

    static List<String> comparison(Comparison comparison, Paper paper) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(paper.rule("against the earlier report"));
        comparison.remarks().forEach(remark -> lines.add(paper.dim("  " + Layout.clean(remark))));
        for (var change : comparison.changes()) {
            var words = Layout.clean(change.inWords());
            lines.add(switch (change.direction()) {
                case WORSE -> paper.removed("  worse  " + words);
                case BETTER -> paper.added("  better " + words);
                case WITHIN_NOISE -> "  same   " + words;
            });
        }
        return lines;
    }
}
