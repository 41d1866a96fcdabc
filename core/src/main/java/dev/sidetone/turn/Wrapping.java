package dev.sidetone.turn;

import java.util.List;
import java.util.regex.Pattern;

/** Whether anything stands around the words: a heading, quotation marks, Markdown, a remark. */
final class Wrapping {

    private static final List<Pattern> QUOTED = List.of("\"\"", "“”", "„“", "„”", "«»", "»«", "‘’", "''", "「」", "『』").stream()
            .map(pair -> Pattern.compile("\\s*" + pair.charAt(0) + "[^\"“”„«»「」『』]+" + pair.charAt(1) + "[.\\s]*$")).toList();

    private Wrapping() {}

    static boolean around(Testimony testimony) {
        var text = testimony.text();
        return Phrases.LABEL.in(text) || QUOTED.stream().anyMatch(quoted -> quoted.matcher(text).lookingAt());
    }
}
