package dev.sidetone.turn;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Optional;

/** The scripts a text is written in. */
final class Script {

    // A text that mixes more is in no script: an English policy number in a Hindi sentence says nothing against it.
    private static final double MOST = 0.8;

    private Script() {}

    /** The one in which nearly all letters are written; empty for mixed texts and texts without letters. */
    static Optional<UnicodeScript> of(String text) {
        var letters = new EnumMap<UnicodeScript, Integer>(UnicodeScript.class);
        text.codePoints().filter(Character::isLetter).forEach(letter -> letters.merge(japanese(UnicodeScript.of(letter)), 1, Integer::sum));
        // Japanese is Han and kana; with any kana, all of it is.
        Integer kana = letters.get(UnicodeScript.HIRAGANA);
        if (kana != null && letters.containsKey(UnicodeScript.HAN)) letters.merge(UnicodeScript.HIRAGANA, letters.remove(UnicodeScript.HAN), Integer::sum);
        int all = letters.values().stream().mapToInt(Integer::intValue).sum();
        return letters.entrySet().stream().filter(entry -> entry.getValue() >= MOST * all).map(java.util.Map.Entry::getKey).findFirst();
    }

    private static UnicodeScript japanese(UnicodeScript script) {
        return script == UnicodeScript.KATAKANA ? UnicodeScript.HIRAGANA : script;
    }

    /** Whether this script puts no spaces between words. */
    static boolean spaceless(int codePoint) {
        return switch (UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    /** The language that is nearly always meant by a script of one language; empty for the shared ones. */
    static Optional<String> language(UnicodeScript script) {
        return Optional.ofNullable(switch (script) {
            case HAN -> "zh";
            case HIRAGANA -> "ja";
            case HANGUL -> "ko";
            case DEVANAGARI -> "hi";
            case ARABIC -> "ar";
            case HEBREW -> "he";
            case GREEK -> "el";
            case THAI -> "th";
            case BENGALI -> "bn";
            case TAMIL -> "ta";
            case TELUGU -> "te";
            case GUJARATI -> "gu";
            case GURMUKHI -> "pa";
            case KANNADA -> "kn";
            case MALAYALAM -> "ml";
            case GEORGIAN -> "ka";
            case ARMENIAN -> "hy";
            default -> null;
        });
    }
}
