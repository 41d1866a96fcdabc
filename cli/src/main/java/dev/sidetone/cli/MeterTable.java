package dev.sidetone.cli;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Time, tokens and dollars of one turn: a column for each of the three meters, a line for each measure. */
final class MeterTable {

    private static final int COLUMN = 15;

    private record Line(String label, String outOfBand, String builtIn, String reply, String remark) {
        boolean blank() {
            return (outOfBand + builtIn + reply).isBlank();
        }
    }

    private MeterTable() {}

    /** @param usage whether tokens are shown */
    static List<String> lines(Entry entry, Paper paper, boolean usage) {
        var table = new ArrayList<Line>();
        var took = entry.turn().took();
        table.add(new Line("took", wait(took.toOutOfBand()), wait(took.toBuiltIn()), wait(took.toReplyAudio()),
                took.toReplyAudio().isPresent() ? "to first audio" : ""));
        table.add(new Line("held", "", "", wait(took.toAnswer()), "until the answer was asked for"));
        if (usage) table.addAll(tokens(entry));
        var cost = entry.cost();
        table.add(new Line("cost", money(cost.outOfBand()), money(cost.builtIn()), money(cost.reply()),
                cost.ratio().filter(ratio -> ratio.signum() > 0).map(ratio -> "ratio " + ratio.toPlainString() + "x").orElse("")));
        table.removeIf(Line::blank);
        if (table.isEmpty()) return List.of();
        var lines = new ArrayList<String>();
        lines.add(set(new Line("", "out of band", "built in", "reply", ""), paper));
        table.forEach(line -> lines.add(set(line, paper)));
        return lines;
    }

    private static List<Line> tokens(Entry entry) {
        return List.of(
                line("text in", entry, usage -> usage.input().text(), TranscriptionUsage.Tokens::inputText),
                line("audio in", entry, usage -> usage.input().audio(), TranscriptionUsage.Tokens::inputAudio),
                line("cached", entry, Usage::cached, tokens -> 0L),
                line("text out", entry, usage -> usage.output().text(), TranscriptionUsage.Tokens::output),
                line("audio out", entry, usage -> usage.output().audio(), tokens -> 0L),
                new Line("seconds", "", seconds(entry), "", ""));
    }

    private static Line line(String label, Entry entry, Function<Usage, Long> response, Function<TranscriptionUsage.Tokens, Long> transcription) {
        var meters = entry.turn().meters();
        var builtIn = meters.builtIn().filter(TranscriptionUsage.Tokens.class::isInstance).map(TranscriptionUsage.Tokens.class::cast);
        return new Line(label, count(meters.outOfBand().map(response)), count(builtIn.map(transcription)), count(meters.reply().map(response)), "");
    }

    private static String seconds(Entry entry) {
        return entry.turn().meters().builtIn().map(usage -> usage instanceof TranscriptionUsage.Seconds used
                ? used.seconds().toPlainString() : "").orElse("");
    }

    /** Nothing is shown for nothing: a zero is the usual case of most kinds, and hides the others. */
    private static String count(Optional<Long> count) {
        return count.filter(number -> number > 0).map(Show::count).orElse("");
    }

    private static String wait(Optional<Duration> wait) {
        return wait.map(Show::wait).orElse("");
    }

    private static String money(Meter meter) {
        return switch (meter.reported()) {
            case Cost.Known known -> known.equals(Cost.NOTHING) ? "" : known.amount().toString();
            case Cost.Bounded bounded -> "from " + bounded.least();
            case Cost.NotPriced ignored -> "not priced";
        };
    }

    private static String set(Line line, Paper paper) {
        var text = Layout.padded("  " + line.label, TurnBlock.GUTTER - 4) + Layout.right(line.outOfBand, COLUMN)
                + Layout.right(line.builtIn, COLUMN) + Layout.right(line.reply, COLUMN) + "  " + line.remark;
        return paper.dim(text.stripTrailing());
    }
}
