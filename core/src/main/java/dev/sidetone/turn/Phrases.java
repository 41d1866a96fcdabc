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

    /** @param cues one of them stands where the pattern is found; without any, that can be anywhere */
    private record Phrase(Pattern pattern, List<String> cues) {

        static Phrase of(String regex) {
            return new Phrase(Pattern.compile(regex, FLAGS), Cues.of(regex));
        }

        boolean in(String text) {
            return (cues.isEmpty() || cues.stream().anyMatch(text::contains)) && pattern.matcher(text).find();
        }
    }

    private final List<Phrase> phrases;

    private Phrases(String name) {
        phrases = Resource.lines(name).stream().map(Phrase::of).toList();
    }

    boolean in(String text) {
        var plain = plain(text);
        return phrases.stream().anyMatch(phrase -> phrase.in(plain));
    }

    private static String plain(String text) {
        return SPACES.matcher(text.strip().replace('’', '\'').replace('‘', '\'').replace('ʼ', '\'')).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
