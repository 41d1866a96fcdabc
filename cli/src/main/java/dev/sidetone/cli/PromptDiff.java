package dev.sidetone.cli;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;

/** Two prompts, line by line, with the words that changed marked inside the lines. */
final class PromptDiff {

    // Around words, not at the start of lines alone, so that a long line shows what changed in it.
    private static final String WAS = "-[", WAS_END = "]-", IS = "+[", IS_END = "]+";

    private PromptDiff() {}

    /** One line for each difference of lines; what is the same is only counted. */
    static List<String> lines(PromptSource one, PromptSource other, Paper paper) {
        var rows = DiffRowGenerator.create().showInlineDiffs(true).inlineDiffByWord(true).mergeOriginalRevised(true)
                .oldTag(opens -> opens ? WAS : WAS_END).newTag(opens -> opens ? IS : IS_END).lineNormalizer(line -> line)
                .build().generateDiffRows(one.text().strip().lines().toList(), other.text().strip().lines().toList());
        var lines = new ArrayList<String>(List.of(paper.strong(Layout.clean(one.name()) + " -> " + Layout.clean(other.name()))));
        int same = 0;
        for (var row : rows) {
            if (row.getTag() == DiffRow.Tag.EQUAL) {
                same++;
                continue;
            }
            if (same > 0) lines.add(same(same, paper));
            same = 0;
            lines.add(line(row, paper));
        }
        lines.add(lines.size() == 1 ? "both are the same" : same(same, paper));
        return lines.stream().filter(line -> !line.isEmpty()).toList();
    }

    private static String same(int lines, Paper paper) {
        return lines == 0 ? "" : paper.dim("  (" + lines + (lines == 1 ? " line the same)" : " lines the same)"));
    }

    private static String line(DiffRow row, Paper paper) {
        var text = Layout.clean(row.getOldLine());
        return switch (row.getTag()) {
            case INSERT -> paper.added("+ " + plain(text));
            case DELETE -> paper.removed("- " + plain(text));
            case CHANGE, EQUAL -> "~ " + (paper.colour() ? coloured(text, paper) : text);
        };
    }

    private static String plain(String text) {
        return text.replace(WAS, "").replace(WAS_END, "").replace(IS, "").replace(IS_END, "");
    }

    private static String coloured(String text, Paper paper) {
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int was = text.indexOf(WAS, at), is = text.indexOf(IS, at);
            boolean removed = was >= 0 && (is < 0 || was < is);
            int start = removed ? was : is;
            if (start < 0) return out.append(text.substring(at)).toString();
            var end = removed ? WAS_END : IS_END;
            int stop = text.indexOf(end, start);
            if (stop < 0) return out.append(text.substring(at)).toString();
            var words = text.substring(start, stop + end.length());
            out.append(text, at, start).append(removed ? paper.removed(words) : paper.added(words));
            at = stop + end.length();
        }
        return out.toString();
    }
}
