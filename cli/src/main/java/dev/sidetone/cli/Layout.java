package dev.sidetone.cli;

import java.util.ArrayList;
import java.util.List;

/** Measures and sets text for columns of a terminal. */
final class Layout {

    private Layout() {}

    /** Terminal columns: wide letters of East Asia take two, marks that join the letter before take none. */
    static int width(String text) {
        return text.codePoints().map(Layout::width).sum();
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) return 0;
        boolean wide = point >= 0x1100 && (point <= 0x115F || point >= 0x2E80 && point <= 0xA4CF || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF || point >= 0xFE30 && point <= 0xFE6F || point >= 0xFF00 && point <= 0xFF60
                || point >= 0x1F300 && point <= 0x1FAFF || point >= 0x20000 && point <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** What a peer wrote, on one line and unable to steer the terminal. */
    static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (Character.isWhitespace(point) || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR) clean.append(' ');
            else if (type == Character.CONTROL || type == Character.SURROGATE || isDirection(point)) clean.append('?');
            else clean.appendCodePoint(point);
        });
        return clean.toString().strip().replaceAll(" {2,}", " ");
    }

    /** Overrides of the writing direction could make a line read as another than it is. */
    private static boolean isDirection(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }

    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /** At most so many columns; what is cut off at the front is marked, for the newest words stand at the end. */
    static String tail(String text, int columns) {
        if (width(text) <= columns) return text;
        var points = text.codePoints().toArray();
        int from = points.length, used = 3;
        while (from > 0 && used + width(points[from - 1]) <= columns) used += width(points[--from]);
        return "..." + new String(points, from, points.length - from);
    }

    /** At most so many columns; what is cut off at the end is marked. */
    static String head(String text, int columns) {
        if (width(text) <= columns) return text;
        var points = text.codePoints().toArray();
        int to = 0, used = 3;
        while (to < points.length && used + width(points[to]) <= columns) used += width(points[to++]);
        return new String(points, 0, to) + "...";
    }

    /** Broken at spaces; a longer word keeps a line of its own and is not cut, so that numbers stay whole. */
    static List<String> wrapped(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.strip().split(" +")) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (!line.isEmpty()) line.append(' ');
            line.append(word);
        }
        if (!line.isEmpty()) lines.add(line.toString());
        return lines;
    }
}
