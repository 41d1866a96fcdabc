package dev.sidetone.agent;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into the pieces that are spoken one after the other. */
public final class Sentences {

    private Sentences() {}

    /** The sentences of a text in order, trimmed, none of them empty. Nothing but white space is lost. */
    public static List<String> of(String text) {
        var sentences = new ArrayList<String>();
        var cutter = new SentenceCutter();
        for (int i = 0; i < text.length(); i++) cutter.next(text.charAt(i)).ifPresent(sentences::add);
        cutter.rest().ifPresent(sentences::add);
        return sentences;
    }
}
