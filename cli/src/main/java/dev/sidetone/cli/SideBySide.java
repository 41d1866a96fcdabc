package dev.sidetone.cli;

import com.github.difflib.DiffUtils;
import dev.sidetone.turn.Agreement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Two transcripts under each other, word over word, with a third line that marks by sign what the colours show: {@code +}
 * stands under words that only the upper has, {@code -} under those only the lower has, {@code ~} under words that differ. No
 * word is ever cut.
 */
final class SideBySide {

    /** What is set under each other; either may be empty where the other stands alone. */
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

    /** Words of both that belong together. */
    private record Words(List<String> upper, List<String> lower, Sign sign) {}

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
        for (var words : words(agreement)) sheet.add(words);
        sheet.breakRow();
        return sheet.rows;
    }

    /** Sets words under each other, over as many rows as they need. */
    private void add(Words words) {
        var upper = new ArrayDeque<>(words.upper);
        var lower = new ArrayDeque<>(words.lower);
        while (!upper.isEmpty() || !lower.isEmpty()) {
            int room = columns - used - (used == 0 ? 0 : 1);
            boolean whole = Math.max(length(upper), length(lower)) <= room;
            // What fits into a row of its own and would be torn at the very end of this one starts the next.
            if (!whole && used > columns / 2 && Math.max(length(upper), length(lower)) <= columns) {
                breakRow();
                continue;
            }
            var cell = new Cell(take(upper, room), take(lower, room), words.sign);
            if (cell.width() > 0) put(cell);
            if (!upper.isEmpty() || !lower.isEmpty()) breakRow();
        }
    }

    private static int length(Collection<String> words) {
        return words.stream().mapToInt(word -> Layout.width(word) + 1).sum() - 1;
    }

    /** As many words as fit; on an empty row at least one. */
    private String take(Deque<String> words, int room) {
        var taken = new StringJoiner(" ");
        int left = room;
        boolean first = true;
        while (!words.isEmpty()) {
            int needed = Layout.width(words.peek()) + (first ? 0 : 1);
            if (needed > left && !(first && used == 0)) break;
            taken.add(words.poll());
            left -= needed;
            first = false;
        }
        return taken.toString();
    }

    private void put(Cell cell) {
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

    private static List<Words> words(Agreement agreement) {
        var all = new ArrayList<Words>();
        for (var piece : agreement.pieces()) {
            switch (piece) {
                case Agreement.Same same -> anchored(split(same.first()), split(same.second()), all);
                case Agreement.OnlyFirst only -> all.add(new Words(split(only.first()), List.of(), Sign.ONLY_UPPER));
                case Agreement.OnlySecond only -> all.add(new Words(List.of(), split(only.second()), Sign.ONLY_LOWER));
                case Agreement.Changed changed -> all.add(new Words(split(changed.first()), split(changed.second()), Sign.CHANGED));
            }
        }
        return all;
    }

    private static List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }

    /** Words that are written alike stand over each other; "$5" takes the place of "five dollars". */
    private static void anchored(List<String> upper, List<String> lower, List<Words> all) {
        int i = 0, j = 0;
        for (var delta : DiffUtils.diff(bare(upper), bare(lower)).getDeltas()) {
            while (i < delta.getSource().getPosition()) all.add(new Words(List.of(upper.get(i++)), List.of(lower.get(j++)), Sign.SAME));
            int toUpper = i + delta.getSource().size(), toLower = j + delta.getTarget().size();
            all.add(new Words(upper.subList(i, toUpper), lower.subList(j, toLower), Sign.SAME));
            i = toUpper;
            j = toLower;
        }
        while (i < upper.size()) all.add(new Words(List.of(upper.get(i++)), List.of(lower.get(j++)), Sign.SAME));
    }

    private static List<String> bare(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "")).toList();
    }
}
