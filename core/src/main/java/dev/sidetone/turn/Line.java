package dev.sidetone.turn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Something said in a call, read into words once: each turn is compared with all lines before it. Equal when the text is. */
final class Line {

    private final String text;
    private Optional<List<Sentence>> sentences = Optional.empty();

    Line(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** The whole of it as if it were one sentence, then its sentences. Two threads may both read it, to the same end. */
    List<Sentence> sentences() {
        if (sentences.isEmpty()) sentences = Optional.of(read());
        return sentences.get();
    }

    /** The same, each stretch of words once: a line of one sentence has one. */
    List<Sentence> stretches() {
        var all = sentences();
        return all.size() == 2 ? all.subList(0, 1) : all;
    }

    private List<Sentence> read() {
        var parts = Sentence.of(text);
        var whole = parts.size() == 1 ? new Sentence(text, parts.getFirst().words()) : new Sentence(text, Words.of(text));
        return Stream.concat(Stream.of(whole), parts.stream()).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Line line && line.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Speech is personal data. */
    @Override
    public String toString() {
        return "Line[" + text.length() + " chars]";
    }
}
