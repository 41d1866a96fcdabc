package dev.sidetone.cli;

import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens of the three meters, one line each. */
final class UsageTable {

    private static final int LABEL = 15, NUMBER = 9;
    private static final String INDENT = " ".repeat(LABEL);

    private UsageTable() {}

    /** The tokens of one turn. */
    static List<String> lines(Meters meters, Paper paper) {
        var lines = new ArrayList<String>();
        lines.add(paper.dim(Layout.padded("  tokens", LABEL) + heading()));
        lines.add(paper.dim(INDENT + row("out of band", response(meters.outOfBand()))));
        lines.add(paper.dim(INDENT + row("built in", transcription(meters.builtIn()))));
        lines.add(paper.dim(INDENT + row("reply", response(meters.reply()))));
        return lines;
    }

    static String heading() {
        return Layout.padded("", 13) + right("text in") + right("audio in") + right("cached") + right("text out") + right("audio out");
    }

    static String row(String label, List<String> counts) {
        var row = new StringBuilder(Layout.padded(label, 13));
        counts.forEach(count -> row.append(right(count)));
        return row.toString();
    }

    static List<String> response(Optional<Usage> usage) {
        return usage.map(used -> List.of(Show.count(used.input().text()), Show.count(used.input().audio()), Show.count(used.cached()),
                Show.count(used.output().text()), Show.count(used.output().audio()))).orElse(NOTHING);
    }

    static List<String> transcription(Optional<TranscriptionUsage> usage) {
        return usage.map(used -> switch (used) {
            case TranscriptionUsage.Tokens tokens -> List.of(Show.count(tokens.inputText()), Show.count(tokens.inputAudio()), "",
                    Show.count(tokens.output()), "");
            case TranscriptionUsage.Seconds seconds -> List.of("", seconds.seconds().toPlainString() + " s", "", "", "");
            case TranscriptionUsage.Unreported ignored -> NOTHING;
        }).orElse(NOTHING);
    }

    private static final List<String> NOTHING = List.of("-", "-", "-", "-", "-");

    private static String right(String text) {
        return Layout.right(text, NUMBER + 1);
    }
}
