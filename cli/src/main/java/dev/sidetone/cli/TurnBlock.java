package dev.sidetone.cli;

import dev.sidetone.turn.Agreement;
import dev.sidetone.turn.Entity;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Mismatch;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import dev.sidetone.turn.Verdict;
import dev.sidetone.protocol.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One turn as it is shown. The line that begins with {@code >} is the transcript to go by. */
final class TurnBlock {

    static final int GUTTER = 15;
    private static final String OUT_OF_BAND = "out of band", BUILT_IN = "built in";

    private final Paper paper;
    private final boolean usage;
    private final List<String> lines = new ArrayList<>();

    private TurnBlock(Paper paper, boolean usage) {
        this.paper = paper;
        this.usage = usage;
    }

    /** @param usage whether tokens are shown in detail */
    static List<String> lines(Entry entry, Paper paper, boolean usage) {
        var block = new TurnBlock(paper, usage);
        block.write(entry);
        return block.lines;
    }

    /** A line or more that belongs to no turn, set like a turn's. */
    static List<String> outside(String label, String text, Paper paper) {
        var block = new TurnBlock(paper, false);
        block.put(label, text, false);
        return block.lines;
    }

    private void write(Entry entry) {
        var turn = entry.turn();
        lines.add("");
        lines.add(paper.rule(title(turn)));
        entry.said().ifPresent(said -> put("said", said, true));
        transcripts(turn);
        if (turn.verdict() instanceof Verdict.Doubted doubted && turn.outOfBand() instanceof Heard.Text) put("", "(not trusted: it " + doubted.inWords() + ")", true);
        turn.mismatches().forEach(mismatch -> put("confirm", confirm(mismatch), false));
        if (usage) heardWith(turn);
        reply(turn.reply());
        lines.addAll(MeterTable.lines(entry, paper, usage));
        notes(entry).forEach(note -> put("note", note, true));
    }

    private String title(TurnRecord turn) {
        var speech = turn.speech();
        var from = speech.start().map(Show::place);
        var to = speech.end().map(Show::place);
        var span = from.isPresent() && to.isPresent() ? "  " + from.get() + " " + paper.to() + " " + to.get() : "";
        return "turn " + turn.number() + span + speech.length().map(length -> "  (" + Show.length(length) + ")").orElse("");
    }

    /** What the model was given to hear, for each request. */
    private void heardWith(TurnRecord turn) {
        for (var attempt : turn.heard().attempts()) {
            var notes = attempt.notes().isEmpty() ? "" : " (" + Layout.clean(String.join("; ", attempt.notes())) + ")";
            var manner = switch (attempt.manner()) {
                case USUAL -> "";
                case STRICT_CALL -> ", strictly, as a call";
                case STRICT_TEXT -> ", strictly";
            };
            put("heard with", attempt.context().word() + manner + notes, true);
        }
    }

    /** What to ask the caller about, before anybody acts on it. */
    private static String confirm(Mismatch mismatch) {
        return switch (mismatch) {
            case Mismatch.OfLanguage of -> "language: " + of.first() + " out of band, " + of.second() + " built in";
            case Mismatch.OfEntity of -> {
                var first = of.first().map(TurnBlock::value);
                var second = of.second().map(TurnBlock::value);
                var both = first.flatMap(one -> second.map(other -> one + " or " + other + "?"));
                var alone = first.map(one -> one + ", only out of band").or(() -> second.map(other -> other + ", only built in"));
                yield of.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + both.or(() -> alone).orElseThrow();
            }
        };
    }

    /** Without the full stop of the sentence it ends. */
    private static String value(Entity entity) {
        return Layout.clean(entity.said()).replaceAll("[.,;:!?]+$", "");
    }

    private void transcripts(TurnRecord turn) {
        var source = turn.transcript().source();
        if (turn.outOfBand() instanceof Heard.Text first && turn.builtIn() instanceof Heard.Text second
                && !first.silence() && !second.silence()) {
            both(Layout.clean(first.text()), Layout.clean(second.text()), source);
            return;
        }
        alone(OUT_OF_BAND, turn.outOfBand(), source == TurnRecord.Source.OUT_OF_BAND);
        alone(BUILT_IN, turn.builtIn(), source == TurnRecord.Source.BUILT_IN);
    }

    private void both(String outOfBand, String builtIn, TurnRecord.Source source) {
        if (outOfBand.equals(builtIn)) {
            put("> both", outOfBand, false);
            return;
        }
        boolean first = true;
        for (var row : SideBySide.rows(Agreement.between(outOfBand, builtIn), paper, paper.columns() - GUTTER)) {
            if (!row.upper().isBlank()) add(label(OUT_OF_BAND, first && source == TurnRecord.Source.OUT_OF_BAND), row.upper());
            if (!row.lower().isBlank()) add(label(BUILT_IN, first && source == TurnRecord.Source.BUILT_IN), row.lower());
            if (!row.marks().isEmpty()) add("", paper.dim(row.marks()));
            first = false;
        }
    }

    private void alone(String label, Heard heard, boolean source) {
        switch (heard) {
            case Heard.Text text when text.silence() -> put(label(label, source), "(heard nobody speak)", true);
            case Heard.Text text -> put(label(label, source), Layout.clean(text.text()), false);
            case Heard.Nothing nothing -> put(label(label, source), "(none: " + Layout.clean(nothing.why().inWords()) + ")", true);
            case Heard.Pending ignored -> throw new IllegalStateException("a record holds no pending hearing");
        }
    }

    private static String label(String label, boolean source) {
        return (source ? "> " : "  ") + label;
    }

    private void reply(Reply reply) {
        switch (reply) {
            case Reply.Nothing nothing -> put("  agent", "(no reply: " + Layout.clean(nothing.why().inWords()) + ")", true);
            case Reply.Said said -> {
                if (!said.text().isBlank()) put("  agent", spoken(said), false);
                if (!said.tools().isEmpty()) put("  agent", "(calls " + Layout.clean(String.join(", ", said.tools())) + ")", true);
                boolean labelled = !said.text().isBlank() || !said.tools().isEmpty();
                remark(said).ifPresent(remark -> put(labelled ? "" : "  agent", "(" + remark + ")", true));
            }
        }
    }

    /** What the caller heard, and where it broke off. */
    private static String spoken(Reply.Said said) {
        return Layout.clean(said.cutOff().map(cut -> (cut.heard() + " …").strip()).orElse(said.text()));
    }

    private static Optional<String> remark(Reply.Said said) {
        var cut = said.cutOff().map(at -> at.played().isZero() ? ", not heard" : ", cut off after " + Show.length(at.played())).orElse("");
        if (said.status() == Response.Status.COMPLETED) return Show.nonBlank(cut).map(text -> text.substring(2));
        var status = said.status() == Response.Status.IN_PROGRESS ? "not finished" : said.status().name().toLowerCase(Locale.ROOT);
        return Optional.of(status + said.why().map(why -> ": " + Layout.clean(why)).orElse("") + cut);
    }

    private static List<String> notes(Entry entry) {
        var notes = new LinkedHashSet<String>();
        entry.turn().notes().forEach(note -> notes.add(Layout.clean(note)));
        entry.audioRemark().ifPresent(notes::add);
        var unpriced = new LinkedHashSet<String>();
        var cost = entry.cost();
        List.of(cost.outOfBand(), cost.builtIn(), cost.reply()).forEach(meter -> unpriced.addAll(meter.reported().reasons()));
        if (!unpriced.isEmpty()) notes.add("not priced exactly: " + Layout.clean(String.join("; ", unpriced)));
        return List.copyOf(notes);
    }

    private void put(String label, String text, boolean dim) {
        var shown = label.isEmpty() || label.startsWith("> ") || label.startsWith("  ") ? label : "  " + label;
        boolean first = true;
        for (var line : Layout.wrapped(text, paper.columns() - GUTTER)) {
            add(first ? shown : "", dim ? paper.dim(line) : line);
            first = false;
        }
    }

    private void add(String label, String text) {
        var padded = Layout.padded(label, GUTTER);
        lines.add(((label.startsWith(">") ? paper.strong(padded) : paper.dim(padded)) + text).stripTrailing());
    }
}
