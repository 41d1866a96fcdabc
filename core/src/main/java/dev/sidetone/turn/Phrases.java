package dev.sidetone.turn;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A list of patterns for what models are known to write. */
final class Phrases {

    /** What an agent says to a caller. */
    static final Phrases AGENT = new Phrases("agent");
    /** What a model says that declines. */
    static final Phrases REFUSAL = new Phrases("refusal");
    /** What stands around a transcript. */
    static final Phrases LABEL = new Phrases("label");
    /** What is written for silence. */
    static final Phrases SILENCE = new Phrases("silence");

    private static final int FLAGS = Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final Pattern SPACES = Pattern.compile("[ \\t\\u00a0]+");

    private final List<Pattern> patterns;

    private Phrases(String name) {
        patterns = Resource.lines(name).stream().map(line -> Pattern.compile(line, FLAGS)).toList();
    }

    boolean in(String text) {
        var plain = plain(text);
        return patterns.stream().anyMatch(pattern -> pattern.matcher(plain).find());
    }

    private static String plain(String text) {
        return SPACES.matcher(text.strip().replace('’', '\'').replace('‘', '\'').replace('ʼ', '\'')).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
