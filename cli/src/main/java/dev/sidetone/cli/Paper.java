package dev.sidetone.cli;

/**
 * What is printed on: its width and what it can show. Colours and signs are put on here, after all measuring.
 *
 * @param columns of one line
 * @param colour whether escape codes are understood
 * @param unicode whether lines and dashes beyond ASCII are
 */
record Paper(int columns, boolean colour, boolean unicode) {

    /** Narrower, the tables break; wider, lines get hard to read. */
    private static final int LEAST_COLUMNS = 60, MOST_COLUMNS = 110;

    static final int DEFAULT_COLUMNS = 80;

    Paper {
        columns = Math.clamp(columns, LEAST_COLUMNS, MOST_COLUMNS);
    }

    String dim(String text) {
        return code("2", text);
    }

    String strong(String text) {
        return code("1", text);
    }

    String removed(String text) {
        return code("31", text);
    }

    String added(String text) {
        return code("32", text);
    }

    String changed(String text) {
        return code("33", text);
    }

    private String code(String code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Between facts of one line. */
    String dot() {
        return unicode ? " · " : ", ";
    }

    /** Between the ends of a range. */
    String to() {
        return unicode ? "–" : "-";
    }

    /** A rule over the whole width with a title in it. */
    String rule(String title) {
        var line = unicode ? "─" : "-";
        int rest = columns - Layout.width(title) - 4;
        return dim(line.repeat(2)) + " " + strong(title) + " " + dim(line.repeat(Math.max(2, rest)));
    }

    String rule() {
        return dim((unicode ? "─" : "-").repeat(columns));
    }
}
