package dev.sidetone.turn;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An upper bound of the tokens that o200k makes of a short text, without its tables: a number costs a token for three digits, a
 * plain English word one, whatever else a token for each byte, which no byte-pair encoding exceeds.
 */
final class Tokens {

    private static final Pattern PIECE = Pattern.compile("(?<u>\\((?:spelled|confirmed)\\))|(?<w>(?<!\\p{L})[A-Z]?[a-z]+(?![\\p{L}\\p{M}]))|[0-9]+|[A-Z]?[a-z]+|[A-Z]+|(?<s> )(?=[A-Za-z])|.", Pattern.DOTALL);

    /** Each is one token, with or without a space before it and a capital; what agents ask with, and what our notes are worded with. */
    static final Set<String> PLAIN = Set.of("a", "about", "address", "agent", "and", "any", "anything", "are", "asked", "at", "be", "better",
            "by", "call", "called", "can", "car", "city", "claim", "correct", "could", "date", "did", "do", "does", "driver", 
            "else", "first", "for", "from", "full", "have", "hear", "help", "how", "i", "in", "incident", "is", "it", "kind",
            "known", "last", "may", "me", "my", "name", "now", "number", "of", "on", "only", "or", "phone", "please", "policy",
            "reach", "reference", "repeat", "report", "right", "say", "tell", "that", "the", "there", "this", "time", "to",
            "was", "we", "were", "what", "when", "where", "which", "who", "would", "write", "you", "your");

    /** "(spelled)" and "(confirmed)", with which facts end. */
    private static final int UNIT = 4;

    private Tokens() {}

    static int atMost(String text) {
        return PIECE.matcher(text).results().filter(piece -> piece.group("s") == null)   // stands in the token of the word
                .mapToInt(piece -> piece.group("u") != null ? UNIT : ofPiece(piece.group(), piece.group("w") != null)).sum();
    }

    private static int ofPiece(String piece, boolean word) {
        if (word && PLAIN.contains(piece.toLowerCase(Locale.ROOT))) return 1;
        char first = piece.charAt(0);
        if (first >= '0' && first <= '9') return (piece.length() + 2) / 3;
        return piece.getBytes(StandardCharsets.UTF_8).length;
    }
}
