package dev.sidetone.server;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into deltas about as small as the live service's, where a model gives more at once. */
final class Pieces {

    /** Deltas are padded to 16 characters; arguments have no words to cut at. */
    private static final int LONGEST_ARGUMENTS = 16;

    private Pieces() {}

    /** One word each, the space before it included. */
    static List<String> words(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == ' ' && text.charAt(i - 1) != ' ') {
                pieces.add(text.substring(from, i));
                from = i;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    static List<String> ofArguments(String json) {
        var pieces = new ArrayList<String>();
        for (int from = 0; from < json.length(); ) {
            int to = Math.min(json.length(), from + LONGEST_ARGUMENTS);
            // Never between the halves of a surrogate pair: each delta is a frame of its own.
            if (to < json.length() && Character.isHighSurrogate(json.charAt(to - 1))) to++;
            pieces.add(json.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
