package dev.sidetone.cli;

import com.github.difflib.DiffUtils;
import dev.sidetone.turn.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two transcripts under each other, word over word, with a third line that marks by sign what the colours show: {@code +}
 * stands under words that only the upper has, {@code -} under those only the lower has, {@code ~} under words that differ. No
 * word is ever cut.
 */
final class SideBySide {

    /** @param upper or lower: blank where the other stands alone */
    private record Cell(String upper, String lower, Sign sign) {
        int width() {
            return Math.max(Layout.width(upper), Layout.width(lower));
        }
    }

    private enum Sign {
        SAME(' '), ONLY_UPPER('+'), ONLY_LOWER('-'), CHANGED('~');

        private final char mark;

        Sign(char mark) {
            this.mark = mark;
        }
    }

    /** The texts of one printed row; {@code marks} is blank when both say the same. */
    record Row(String upper, String lower, String marks) {}

    private final Paper paper;
    private final int columns;
    private final List<Row> rows = new ArrayList<>();
    private final List<Cell> pending = new ArrayList<>();
    private int used;

    private SideBySide(Paper paper, int columns) {
        this.paper = paper;
        this.columns = columns;
    }

    static List<Row> rows(Agreement agreement, Paper paper, int columns) {
        var sheet = new SideBySide(paper, columns);
        for (var cell : cells(agreement)) sheet.add(cell);
        sheet.breakRow();
        return sheet.rows;
    }

    private void add(Cell cell) {
        if (used > 0 && used + 1 + cell.width() > columns) breakRow();
        used += cell.width() + (used == 0 ? 0 : 1);
        pending.add(cell);
    }

    private void breakRow() {
        if (pending.isEmpty()) return;
        var upper = new StringBuilder();
        var lower = new StringBuilder();
        var marks = new StringBuilder();
        Sign before = Sign.SAME;
        for (var cell : pending) {
            boolean first = marks.isEmpty();
            // Neighbours of one sort are one difference: their marks join.
            if (!first) marks.append(before == cell.sign ? cell.sign.mark : ' ');
            upper.append(first ? "" : " ").append(coloured(cell.upper, cell));
            lower.append(first ? "" : " ").append(coloured(cell.lower, cell));
            marks.append(String.valueOf(cell.sign.mark).repeat(cell.width()));
            before = cell.sign;
        }
        rows.add(new Row(upper.toString().stripTrailing(), lower.toString().stripTrailing(), marks.toString().stripTrailing()));
        pending.clear();
        used = 0;
    }

    private String coloured(String text, Cell cell) {
        var padding = " ".repeat(cell.width() - Layout.width(text));
        return switch (cell.sign) {
            case SAME -> text;
            case ONLY_UPPER -> paper.added(text);
            case ONLY_LOWER -> paper.removed(text);
            case CHANGED -> paper.changed(text);
        } + padding;
    }

    private static List<Cell> cells(Agreement agreement) {
        var cells = new ArrayList<Cell>();
        for (var piece : agreement.pieces()) {
            switch (piece) {
                case Agreement.Same same -> anchored(words(same.first()), words(same.second()), cells);
                case Agreement.OnlyFirst only -> paired(words(only.first()), List.of(), Sign.ONLY_UPPER, cells);
                case Agreement.OnlySecond only -> paired(List.of(), words(only.second()), Sign.ONLY_LOWER, cells);
                case Agreement.Changed changed -> paired(words(changed.first()), words(changed.second()), Sign.CHANGED, cells);
            }
        }
        return cells;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }

    /** Words that are written alike stand over each other; "$5" takes the place of "five dollars". */
    private static void anchored(List<String> upper, List<String> lower, List<Cell> cells) {
        int i = 0, j = 0;
        for (var delta : DiffUtils.diff(bare(upper), bare(lower)).getDeltas()) {
            int equal = delta.getSource().getPosition();
            while (i < equal) cells.add(new Cell(upper.get(i++), lower.get(j++), Sign.SAME));
            int toUpper = i + delta.getSource().size(), toLower = j + delta.getTarget().size();
            paired(upper.subList(i, toUpper), lower.subList(j, toLower), Sign.SAME, cells);
            i = toUpper;
            j = toLower;
        }
        while (i < upper.size()) cells.add(new Cell(upper.get(i++), lower.get(j++), Sign.SAME));
    }

    private static List<String> bare(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "")).toList();
    }

    private static void paired(List<String> upper, List<String> lower, Sign sign, List<Cell> cells) {
        for (int i = 0; i < Math.max(upper.size(), lower.size()); i++) {
            cells.add(new Cell(i < upper.size() ? upper.get(i) : "", i < lower.size() ? lower.get(i) : "", sign));
        }
    }
}
