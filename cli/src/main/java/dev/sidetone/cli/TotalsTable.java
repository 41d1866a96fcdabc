package dev.sidetone.cli;

import dev.sidetone.client.CallTotals;
import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.turn.WordErrorRate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a call, or several together, came to. */
final class TotalsTable {

    private static final int LABEL = 15, MONEY = 15, NUMBER = 10;

    private final Paper paper;
    private final List<String> lines = new ArrayList<>();

    private TotalsTable(Paper paper) {
        this.paper = paper;
    }

    /**
     * @param simulated whether the usage comes from a server that only simulates the bill
     * @param title of the table
     */
    static List<String> lines(String title, List<Outcome> outcomes, boolean simulated, Paper paper) {
        var table = new TotalsTable(paper);
        table.lines.add("");
        table.lines.add(paper.rule(title));
        if (outcomes.size() == 1) table.facts(outcomes.getFirst());
        table.bill(Bill.of(outcomes), simulated);
        outcomes.stream().map(Outcome::scores).flatMap(Optional::stream).reduce(Scores::plus).ifPresent(table::scores);
        return table.lines;
    }

    private void facts(Outcome outcome) {
        var totals = outcome.end().totals();
        line("  " + String.join(paper.dot(), Show.plural(outcome.entries().size(), "turn"), "sent " + Show.length(totals.sent()),
                "received " + Show.length(totals.received()), outcome.interrupted() ? "interrupted" : Layout.clean(outcome.end().reason().inWords())));
        remarks(outcome).forEach(remark -> Layout.wrapped(remark, paper.columns() - 2).forEach(text -> line("  " + paper.changed(text))));
        lines.add("");
    }

    private static List<String> remarks(Outcome outcome) {
        var remarks = new ArrayList<String>();
        outcome.remarks().forEach(remark -> remarks.add("! " + Layout.clean(remark)));
        odd(outcome.end().totals()).ifPresent(odd -> remarks.add("! " + odd));
        if (outcome.end().undelivered() > 0) remarks.add("! " + Show.plural(outcome.end().undelivered(), "turn") + " came too late to be shown");
        if (outcome.end().sinkFailures() > 0) remarks.add("! " + Show.plural(outcome.end().sinkFailures(), "turn") + " could not be kept");
        return remarks;
    }

    private static Optional<String> odd(CallTotals totals) {
        var odd = new ArrayList<String>();
        count(totals.odd().errors(), "error", " reported by the server", odd);
        count(totals.odd().malformed(), "malformed event", "", odd);
        count(totals.odd().unknown(), "unknown event", "", odd);
        count(totals.odd().late(), "event", " after its turn was settled", odd);
        count(totals.dropped().audioFrames(), "piece", " of caller audio dropped", odd);
        count(totals.dropped().playback(), "piece", " of agent audio dropped", odd);
        return odd.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", odd));
    }

    private static void count(long count, String noun, String more, List<String> odd) {
        if (count > 0) odd.add(Show.plural(count, noun) + more);
    }

    private void bill(Bill bill, boolean simulated) {
        line(paper.dim(Layout.padded("", LABEL) + Layout.padded("", 3) + heading("tokens in") + heading("cached") + heading("tokens out")
                + Layout.right(simulated ? "simulated billing" : "billing", MONEY + 6)));
        row("out of band", bill.outOfBandCounts(), bill.cost().outOfBand());
        row("built in", bill.builtInCounts(), bill.cost().builtIn());
        row("reply", bill.replyCounts(), bill.cost().reply());
        if (!bill.outside().equals(Meter.NOTHING)) row("outside turns", List.of("", "", ""), bill.outside());
        row("total", List.of("", "", ""), bill.total());
        bill.ratio().ifPresent(ratio -> line("  " + Layout.padded("out of band : built in, over " + Show.plural(ratio.turns(), "turn"), 46)
                + paper.strong(Layout.right(ratio.value().toPlainString() + "x", LABEL + 1 + 3 * (NUMBER + 1) + MONEY + 6 - 46))));
        if (simulated) small("Simulated billing: counted by a local server, at the prices of the service. Nobody is charged.");
    }

    private void small(String text) {
        Layout.wrapped(text, paper.columns() - 2).forEach(part -> line(paper.dim("  " + part)));
    }

    private static String heading(String text) {
        return Layout.right(text, NUMBER + 1);
    }

    private void row(String label, List<String> counts, Meter cost) {
        var row = new StringBuilder("  " + Layout.padded(label, LABEL + 1));
        counts.forEach(count -> row.append(Layout.right(count, NUMBER + 1)));
        line(row.append(Layout.right(Show.money(cost), MONEY + 6)).toString());
        if (cost.differs()) line(paper.dim(Layout.right("expected " + Show.money(cost.expectedOrReported()), LABEL + 3 + 3 * (NUMBER + 1) + MONEY + 6)));
        reasons(cost.reported());
    }

    private void reasons(Cost cost) {
        var reasons = new LinkedHashSet<>(cost.reasons());
        if (reasons.isEmpty()) return;
        Layout.wrapped("not priced exactly: " + Layout.clean(String.join("; ", reasons)), paper.columns() - 6)
                .forEach(text -> line("      " + paper.dim(text)));
    }

    private void scores(Scores scores) {
        lines.add("");
        var kinds = new LinkedHashSet<>(scores.outOfBand().hits().keySet());
        line(paper.dim("  " + Layout.padded("held against what was said", LABEL + 14) + Layout.right("word error rate", 18) + Layout.right("entities hit", 16)));
        score("out of band", scores.outOfBand());
        score("built in", scores.builtIn());
        if (kinds.isEmpty()) return;
        lines.add("");
        line(paper.dim("  " + Layout.padded("entity hits", LABEL + 14) + Layout.right("out of band", 18) + Layout.right("built in", 16)));
        for (var kind : kinds) {
            line("  " + Layout.padded(kind.replace('_', ' '), LABEL + 14) + Layout.right(hits(scores.outOfBand().hits().get(kind)), 18)
                    + Layout.right(hits(scores.builtIn().hits().get(kind)), 16));
        }
    }

    private void score(String label, Scores.Score score) {
        var all = score.hits().values().stream().reduce(new Scores.Hits(0, 0), Scores.Hits::plus);
        line("  " + Layout.padded(label, LABEL + 14) + Layout.right(rate(score.words()), 18) + Layout.right(hits(all), 16));
    }

    private static String rate(WordErrorRate words) {
        var counts = words.words().errors() + "/" + words.words().reference();
        return words.rate().isPresent() ? String.format(Locale.ROOT, "%.1f %% (%s)", 100 * words.rate().getAsDouble(), counts) : "-";
    }

    private static String hits(Scores.Hits hits) {
        return hits.said() == 0 ? "-" : hits.hit() + " of " + hits.said();
    }

    private void line(String text) {
        lines.add(text.stripTrailing());
    }
}
