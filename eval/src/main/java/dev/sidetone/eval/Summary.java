package dev.sidetone.eval;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report in words and numbers for a screen. */
public final class Summary {

    /** @param facts a line each */
    public record ByStrategy(String name, List<Row> rows, List<String> facts) {}

    /** A line of the table. @param all whether it is the sum of the others */
    public record Row(String category, String words, String builtIn, String entities, String count, boolean all) {}

    private Summary() {}

    public static List<ByStrategy> of(EvalReport report) {
        return report.strategies().stream().map(one -> of(one, report)).toList();
    }

    private static ByStrategy of(StrategyFigures one, EvalReport report) {
        var rows = new ArrayList<Row>();
        one.byCategory().forEach((category, figures) -> rows.add(row(category, figures, false)));
        if (rows.size() != 1) rows.add(row("all", one.all(), true));
        return new ByStrategy(one.strategy().key(), rows, facts(one, report));
    }

    private static Row row(String category, Figures figures, boolean all) {
        var words = figures.transcript().words();
        var interval = Double.isFinite(words.low()) ? String.format(Locale.ROOT, "  (%4.1f to %4.1f)", 100 * words.low(), 100 * words.high()) : "";
        var builtIn = figures.builtIn().map(one -> Shown.percent(one.accuracy().sum().words().rate().orElse(Double.NaN))).orElse("-");
        var sum = figures.transcript().sum();
        return new Row(category, Shown.percent(figures.rate()) + interval, builtIn, sum.said() == 0 ? "-" : sum.hits() + " of " + sum.said(),
                String.valueOf(figures.utterances()), all);
    }

    private static List<String> facts(StrategyFigures one, EvalReport report) {
        var facts = new ArrayList<String>();
        var figures = one.all();
        figures.builtIn().ifPresent(builtIn -> facts.add(String.format(Locale.ROOT, "word error rate %+.1f points against built in (95 %% from %+.1f to %+.1f)",
                -100 * builtIn.gain(), -100 * builtIn.gainInterval().high(), -100 * builtIn.gainInterval().low())
                + entities(builtIn.accuracy().sum())));
        facts.add("guard stepped in " + times(figures.guard()) + "; both transcripts agree word for word in " + figures.agreement().same() + " of "
                + figures.agreement().of());
        facts.add("out of band after " + wait(figures.waits().outOfBand()) + "; built in after " + wait(figures.waits().builtIn())
                + " (half of them, 95 %), with " + report.where().sessions() + (report.where().sessions() == 1 ? " session" : " sessions") + " at once");
        var bill = figures.bill();
        facts.add("out of band " + money(bill.outOfBand()) + ", built in " + money(bill.builtIn()) + ", replies " + money(bill.reply()) + "; "
                + (bill.tokens().text() + bill.tokens().audio()) + " tokens in, " + bill.tokens().cached() + " of them cached, " + bill.tokens().output() + " out");
        KeptGain.of(one, report.strategies()).filter(gain -> !one.strategy().isWholeSession()).ifPresent(gain -> facts.add(String.format(Locale.ROOT,
                "keeps %.0f %% of the whole session's gain for %.0f %% of its price: %.1f times as much per dollar",
                100 * gain.share(), 100 * gain.price(), gain.perDollar())));
        return facts;
    }

    private static String entities(Score builtIn) {
        return builtIn.said() == 0 ? "" : "; built in hits " + builtIn.hits() + " of " + builtIn.said() + " entities";
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String wait(Figures.Percentiles waits) {
        return seconds(waits.p50()) + " and " + seconds(waits.p95());
    }

    private static String seconds(Optional<Duration> wait) {
        return wait.map(time -> String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0)).orElse("-");
    }

    private static String money(Meter meter) {
        return money(meter.reported()) + (meter.differs() ? " (expected " + money(meter.expectedOrReported()) + ")" : "");
    }

    private static String money(Cost cost) {
        return switch (cost) {
            case Cost.Known known -> known.amount().toString();
            case Cost.Bounded bounded -> bounded.most().map(most -> bounded.least() + " to " + most).orElse("at least " + bounded.least());
            case Cost.NotPriced ignored -> "not priced";
        };
    }

    /** What could not be heard, a sentence each; several calls with one reason are one. */
    public static List<String> missing(EvalReport report) {
        var why = new java.util.LinkedHashMap<String, List<String>>();
        report.heard().missing().forEach(one -> why.computeIfAbsent(one.why(), key -> new ArrayList<>())
                .add(one.trial().call().id() + " (" + one.trial().strategy().key() + ")"));
        return why.entrySet().stream().map(entry -> "missing: " + String.join(", ", entry.getValue().subList(0, Math.min(NAMED, entry.getValue().size())))
                + (entry.getValue().size() > NAMED ? " and " + (entry.getValue().size() - NAMED) + " more" : "") + ": " + entry.getKey()).toList();
    }

    /** The report names them all. */
    private static final int NAMED = 3;
}
