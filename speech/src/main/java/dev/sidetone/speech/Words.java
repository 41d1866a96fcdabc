package dev.sidetone.speech;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was recognised, in the order spoken. Empty when nothing was: silence is not an error.
 *
 * @param list unmodifiable
 */
public record Words(List<Word> list) {

    public Words {
        list = List.copyOf(list);
    }

    /** The words with single spaces between them. */
    public String text() {
        return list.stream().map(Word::text).collect(Collectors.joining(" "));
    }

    List<String> texts() {
        return list.stream().map(Word::text).toList();
    }

    /** Speech is personal data: only its size is printed. */
    @Override
    public String toString() {
        return "Words[" + list.size() + "]";
    }
}
