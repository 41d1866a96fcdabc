package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a request's own words tell a listener to expect, read as a model would read them: from the instructions the
 * patterns of codes and whether letters and digits matter; from the context what was asked last and the names that are
 * already established.
 *
 * <p>Read from the instructions, wherever they stand and however they are worded:
 * <ul>
 *   <li>patterns such as {@code XXXX-XXXX}, {@code AAA-9999}, {@code ##-######}: X is a letter or a digit, A a letter, 9
 *       and # a digit. Without one, no code is written in any pattern;
 *   <li>a word about letters or spelling: spelled letters are listened for and written {@code M-A-R-I-A};
 *   <li>a word about numbers or digits: rows of digits are listened for and written as digits.
 * </ul>
 *
 * @param patterns of codes, in the order stated
 * @param letters whether spelled letters are listened for
 * @param digits whether rows of digits are listened for
 * @param asked what the speaker was asked last
 * @param names capitalised words of the context's notes, and names spelled in it, that may be said again
 * @param values codes and numbers of the context's notes, upper case without hyphens
 */
public record Expectations(List<CodePattern> patterns, boolean letters, boolean digits, Asked asked, Set<String> names,
        Set<String> values) {

    /** What the last question asked for. */
    public enum Asked { CODE, PHONE, NAME, YES_NO, ANYTHING }

    // At least four places, and either a hyphen or places of more than one kind: "AAA" is a motoring club, "9999" a number.
    private static final Pattern CODE = Pattern.compile("(?<![\\w-])(?=[XA9#-]{4,24}(?![\\w-]))[XA9#]+(?:-[XA9#]+)*(?![\\w-])");
    private static final Pattern LETTERS = Pattern.compile("\\b(letters?|spell\\w*)\\b");
    private static final Pattern DIGITS = Pattern.compile("\\b(digits?|numbers?|numerals?)\\b");
    private static final Pattern SPELLED_NAME = Pattern.compile("\\b[A-Z](?:-[A-Z]){2,}\\b");
    private static final Pattern NAME = Pattern.compile("\\b\\p{Lu}\\p{Ll}{2,}(?:['’]\\p{Lu}\\p{Ll}+)?\\b");

    /** A line such as "policyholder: Anna Virtanen (spelled)", but no question after a colon. */
    private static final Pattern NOTE = Pattern.compile("(?m)^\\W*[\\w ]{2,30}:\\s+(.*[^?\\s])\\s*$");
    /** A code or number in a note: at least four characters with a digit among them. */
    private static final Pattern VALUE = Pattern.compile("(?<![\\p{L}\\p{N}-])(?=[A-Z-]*[0-9])[A-Z0-9]+(?:-[A-Z0-9]+)*(?![\\p{L}\\p{N}-])");
    private static final int SHORTEST_VALUE = 4;
    /** Which share of the characters may be another. */
    private static final double MOST_OF_CODE = 0.25, MOST_OF_NAME = 0.5;
    /** Words of a turn after which something spelled often comes. */
    private static final Set<String> ANNOUNCING = Set.of("policy", "number", "name", "surname", "spelled", "spell", "code", "phone");

    /** Nothing is expected: no rule was given. */
    public static Expectations none() {
        return new Expectations(List.of(), false, false, Asked.ANYTHING, Set.of(), Set.of());
    }

    /**
     * Reads a request.
     *
     * @param instructions of the request or the session; may be empty
     * @param contextTexts what came before, oldest first: the agent's words, notes, earlier turns
     */
    public static Expectations of(String instructions, List<String> contextTexts) {
        var text = instructions.toLowerCase(Locale.ROOT);
        return new Expectations(patternsIn(instructions), LETTERS.matcher(text).find(), DIGITS.matcher(text).find(),
                contextTexts.isEmpty() ? Asked.ANYTHING : askedIn(contextTexts.getLast()), namesIn(contextTexts), valuesIn(contextTexts));
    }

    private static List<CodePattern> patternsIn(String instructions) {
        return CODE.matcher(instructions).results().map(match -> match.group()).distinct()
                .filter(code -> code.contains("-") || code.chars().distinct().count() > 1 || code.startsWith("XXXX"))
                .map(CodePattern::of).toList();
    }

    private static Asked askedIn(String words) {
        // Of notes, the line with a question is what was asked.
        var asked = words.contains("\n") ? NOTE.matcher(words).replaceAll("").strip() : words;
        var text = asked.substring(asked.lastIndexOf('\n') + 1).toLowerCase(Locale.ROOT);
        var question = text.substring(Math.max(0, lastSentence(text)));
        if (question.matches("(?s).*\\b(policy|claim|reference|account|member|report|case)\\b.*\\b(number|code|id)\\b.*")) return Asked.CODE;
        if (question.matches("(?s).*\\b(phone|telephone|mobile|call(ed)? you back|reach you|callback)\\b.*")) return Asked.PHONE;
        if (question.matches("(?s).*\\b(name|spell)\\b.*")) return Asked.NAME;
        if (question.matches("(?s)\\W*(is|are|was|were|did|do|does|has|have|can|could|would|will|shall)\\b.*\\?\\W*")) return Asked.YES_NO;
        return Asked.ANYTHING;
    }

    /** Where the last sentence begins that is more than a word or two. */
    private static int lastSentence(String text) {
        int end = text.length();
        while (end > 0) {
            int start = Math.max(text.lastIndexOf(". ", end - 1), Math.max(text.lastIndexOf("? ", end - 1), text.lastIndexOf("! ", end - 1)));
            if (text.length() - start > 24 || start < 0) return start + 1;
            end = start;
        }
        return 0;
    }

    private static Set<String> namesIn(List<String> texts) {
        var names = new LinkedHashSet<String>();
        for (var text : texts) {
            SPELLED_NAME.matcher(text).results().forEach(match -> names.add(match.group().replace("-", "").toLowerCase(Locale.ROOT)));
            NOTE.matcher(text).results().flatMap(note -> NAME.matcher(note.group(1)).results())
                    .forEach(match -> names.add(match.group().toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    private static Set<String> valuesIn(List<String> texts) {
        var values = new LinkedHashSet<String>();
        for (var text : texts) {
            NOTE.matcher(text).results().flatMap(note -> VALUE.matcher(note.group(1)).results()).map(match -> match.group().replace("-", ""))
                    .filter(value -> value.length() >= SHORTEST_VALUE).forEach(values::add);
        }
        return values;
    }

    /**
     * What is nearly what was heard, but not the same: values known from before, for letters also names, known or among the words said
     * before them. Codes and numbers are as long, with at most a quarter of the characters different; names may differ by more, for
     * letters come and go.
     *
     * @param before words of the turn
     */
    List<String> near(String heard, Spelling spelling, List<String> before) {
        boolean letters = spelling instanceof Spelling.Letters;
        var known = new LinkedHashSet<>(letters ? names : values);
        if (letters) before.stream().filter(word -> word.length() >= SHORTEST_VALUE && word.matches("[a-z]+")).forEach(known::add);
        return known.stream().map(value -> value.toUpperCase(Locale.ROOT)).filter(value -> {
            double different = letters ? apart(value, heard) : exchanged(value, heard);
            return different > 0 && different <= value.length() * (letters ? MOST_OF_NAME : MOST_OF_CODE);
        }).toList();
    }

    private static double exchanged(String value, String heard) {
        if (value.length() != heard.length()) return Double.POSITIVE_INFINITY;
        return IntStream.range(0, value.length()).filter(i -> value.charAt(i) != heard.charAt(i)).count();
    }

    /** How many letters have come, gone or been exchanged. */
    private static int apart(String value, String heard) {
        var row = IntStream.rangeClosed(0, heard.length()).toArray();
        for (int i = 1; i <= value.length(); i++) {
            int diagonal = row[0]++;
            for (int j = 1; j <= heard.length(); j++) {
                int exchanged = diagonal + (value.charAt(i - 1) == heard.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[heard.length()];
    }

    /** Whether anything spelled is to be listened for at all. */
    boolean anySpelling() {
        return letters || digits || !patterns.isEmpty();
    }

    /** Whether something spelled is expected in a turn: asked for, or announced in its own words. */
    boolean spelled(List<String> words) {
        return asked == Asked.CODE || asked == Asked.PHONE || asked == Asked.NAME || words.stream().anyMatch(ANNOUNCING::contains);
    }

    /**
     * The ways of spelling to try on some words of a free hearing, the likeliest first: what was announced or asked for, then
     * what there is more of.
     */
    List<Spelling> spellings(List<String> words, boolean announced) {
        long digit = words.stream().filter(Alphabet::isDigit).count();
        long letter = words.stream().filter(Alphabet::isLetter).count();
        var all = new ArrayList<Spelling>();
        patterns.forEach(pattern -> all.add(new Spelling.Code(pattern, asked == Asked.CODE)));
        if (digits) all.add(asked == Asked.PHONE || asked != Asked.CODE && digit > 4 * letter && digit > 5 ? 0 : all.size(), new Spelling.Digits());
        if (letters) all.add(announced && asked != Asked.CODE || asked == Asked.NAME || asked != Asked.CODE && letter > 3 * digit ? 0 : all.size(), new Spelling.Letters());
        return all;
    }

    /** Whoever says "spelled" says letters, if these can be believed at all and no code was asked for. */
    boolean surely(Spelling spelling, boolean announced) {
        return announced && spelling instanceof Spelling.Letters && asked != Asked.CODE;
    }
}
