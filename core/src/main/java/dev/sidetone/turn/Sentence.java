package dev.sidetone.turn;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** One sentence of a text: models add theirs to a caller's, so each is judged by itself. */
record Sentence(String text, Words words) {

    private static final Pattern END = Pattern.compile("(?<=[.!?…])\\s+|(?<=[。！？])|\\n+|(?<=[?!])(?=[¿¡])");
    private static final Pattern QUESTION = Pattern.compile("[?？؟]");

    static List<Sentence> of(String text) {
        return Arrays.stream(END.split(text)).filter(part -> !part.isBlank()).map(part -> new Sentence(part.strip(), Words.of(part))).toList();
    }

    boolean asks() {
        return QUESTION.matcher(text).find();
    }

    /** What callers say is personal data. */
    @Override
    public String toString() {
        return "Sentence[" + words.size() + " words]";
    }
}
