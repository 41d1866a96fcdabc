package dev.sidetone.turn;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * An upper bound of the tokens that o200k makes of a short text, without its tables. Pieces are cut as the encoding cuts them; a
 * number costs a token for three digits, a word in Latin letters two for each three and one more, and whatever
 * else a token for each byte, which no byte-pair encoding exceeds. About twice the truth for English.
 */
final class Tokens {

    private static final Pattern PIECE = Pattern.compile("\\d+|[A-Z]?[a-z]+|[A-Z]+|\\s+|.", Pattern.DOTALL);

    private Tokens() {}

    static int atMost(String text) {
        return PIECE.matcher(text).results().mapToInt(piece -> ofPiece(piece.group())).sum();
    }

    private static int ofPiece(String piece) {
        char first = piece.charAt(0);
        if (first >= '0' && first <= '9') return (piece.length() + 2) / 3;
        if (first < 128 && Character.isLetter(first)) return 2 * piece.length() / 3 + 1;
        if (piece.equals(" ")) return 0;   // stands in the token of the word after it
        return piece.getBytes(StandardCharsets.UTF_8).length;
    }
}
