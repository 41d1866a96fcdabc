package dev.sidetone.turn;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An upper bound of the tokens that o200k makes of a short text, without its tables. Pieces are cut about as the encoding cuts them:
 * a number costs a token for three digits; a plain English word one; other small letters of English two for each three and one more; whatever
 * else a token for each byte, which no byte-pair encoding exceeds. Under twice the truth for the notes we write.
 */
final class Tokens {

    private static final Pattern PIECE = Pattern.compile("(?<w>(?<!\\p{L})[A-Z]?[a-z]+(?![\\p{L}\\p{M}]))|[0-9]+|[A-Z]?[a-z]+|[A-Z]+|(?<s> )(?=[A-Za-z])|.", Pattern.DOTALL);

    /** Each is one token, with or without a space before it and a capital; what agents ask with, and what our notes are worded with. */
    static final Set<String> PLAIN = Set.of("a", "about", "address", "agent", "and", "any", "anything", "are", "asked", "at", "be", "better",
            "by", "call", "called", "can", "car", "city", "claim", "correct", "could", "date", "did", "do", "does", "driver", 
            "else", "first", "for", "from", "full", "have", "hear", "help", "how", "i", "in", "incident", "is", "it", "kind",
            "known", "last", "may", "me", "my", "name", "now", "number", "of", "on", "only", "or", "phone", "please", "policy",
            "reach", "reference", "repeat", "report", "right", "say", "tell", "that", "the", "there", "this", "time", "to",
            "was", "we", "were", "what", "when", "where", "which", "who", "would", "write", "you", "your");

    private Tokens() {}

    static int atMost(String text) {
        return PIECE.matcher(text).results().filter(piece -> piece.group("s") == null)   // stands in the token of the word
                .mapToInt(piece -> ofPiece(piece.group(), piece.group("w") != null)).sum();
    }

    private static int ofPiece(String piece, boolean word) {
        if (word && PLAIN.contains(piece.toLowerCase(Locale.ROOT))) return 1;
        char first = piece.charAt(0);
        if (first >= '0' && first <= '9') return (piece.length() + 2) / 3;
        char last = piece.charAt(piece.length() - 1);
        if (last >= 'a' && last <= 'z') return 2 * piece.length() / 3 + 1;
        return piece.getBytes(StandardCharsets.UTF_8).length;
    }
}
