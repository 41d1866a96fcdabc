package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text reduced to the words somebody would speak for it, so that two ways of writing the same speech compare as equal:
 * the form in which transcripts are scored. The rules, each applied to reference and hypothesis alike:
 *
 * <ul>
 *   <li>Lower case; punctuation, apostrophes and accents out; a hyphenated word is its parts.
 *   <li>Numbers, in digits or in words, become their digits one by one: 20, "twenty" and "two zero" are the same.
 *       "Oh" and "zero" stay two words when spoken; a written 0 agrees with both.
 *   <li>Letters in a code (56B5, ABC-12) or joined by hyphens or dots (V-I-R, p.m.) are spelled out.
 *   <li>A hyphen inside a number or code is a mark of form: it is never a word, and so the word "dash" (or "hyphen")
 *       between two letters or digits is dropped as well. A transcript may thus write 56B5-12C0 whether or not the dash
 *       was spoken, and may leave it out.
 *   <li>4:30 is four thirty, 4:00 four; 3rd is third, and so is the day in "March 3"; $5 is five dollars, 20% twenty percent.
 *   <li>"Double five" is five five, and "double l" l l inside a spelled word.
 * </ul>
 *
 * Contractions, fillers and repetitions stay as they are: a verbatim transcript owes them. Number words are English; in
 * other languages numbers agree when both sides write them alike. Scripts without spaces are one word a sentence: look at
 * the character rate there.
 */
public final class SpokenForm {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Set<String> DASH = Set.of("dash", "hyphen");
    private static final Set<String> MONTHS = Set.of(
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december");
    /** What a number before it counts; it is no day then: "the march five dollars". */
    private static final Set<String> COUNTED = Set.of("dollar", "dollars", "euro", "euros", "pound", "pounds", "percent", "point");
    /** "May twenty twenty three". */
    private static final Set<String> CENTURIES = Set.of("onenine", "twozero");
    private static final int LONGEST_MONTH_DAYS = 31;

    private final List<String> chunks;
    private final List<SpokenWord> spoken;

    private SpokenForm(List<String> chunks, List<SpokenWord> spoken) {
        this.chunks = chunks;
        this.spoken = List.copyOf(spoken);
    }

    public static SpokenForm of(String text) {
        var chunks = text.isBlank() ? List.<String>of() : List.of(SPACES.split(text.strip()));
        var words = new ArrayList<SpokenWord>();
        for (int i = 0; i < chunks.size(); i++) words.addAll(WrittenForm.words(chunks.get(i), i));
        return new SpokenForm(chunks, withoutDashes(withDays(withHalves(repeated(NumberWords.read(words))))));
    }

    /** The words, for instance five six b five one two c zero. */
    public List<String> words() {
        return spoken.stream().map(SpokenWord::said).toList();
    }

    public String text() {
        return spoken.stream().map(SpokenWord::said).collect(Collectors.joining(" "));
    }

    List<SpokenWord> spoken() {
        return spoken;
    }

    /** The text as it was given, cut at spaces. */
    List<String> chunks() {
        return chunks;
    }

    /** The text as it was given, in single spaces. */
    String chunksText() {
        return String.join(" ", chunks);
    }

    private static List<SpokenWord> repeated(List<SpokenWord> words) {
        var out = new ArrayList<SpokenWord>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            int times = switch (word.said()) {
                case "double" -> 2;
                case "triple" -> 3;
                default -> 1;
            };
            if (times == 1 || !repeatable(words, i + 1)) {
                out.add(word);
                continue;
            }
            var what = words.get(++i).from(word);
            out.add(what);
            for (int more = 1; more < times; more++) out.add(what.within(what.first(), what.last()));
        }
        return out;
    }

    /** A digit, or a letter with another character beside it; "double u" is a letter's name. */
    private static boolean repeatable(List<SpokenWord> words, int at) {
        if (at >= words.size() || words.get(at).said().equals("u")) return false;
        if (words.get(at).isDigit() || words.get(at).said().equals("oh")) return true;
        boolean spelled = at > 1 && words.get(at - 2).isCharacter() || at + 1 < words.size() && words.get(at + 1).isCharacter();
        return words.get(at).isLetter() && spelled;
    }

    /** "Pm" is p m; so is "am" where it follows a number. */
    private static List<SpokenWord> withHalves(List<SpokenWord> words) {
        var out = new ArrayList<SpokenWord>();
        for (var word : words) {
            boolean half = word.said().equals("pm") || word.said().equals("am") && !out.isEmpty() && out.getLast().isDigit();
            if (!half) {
                out.add(word);
                continue;
            }
            for (var letter : word.said().split("")) out.add(SpokenWord.spoken(letter, 0).within(word.first(), word.last()));
        }
        return out;
    }

    private static List<SpokenWord> withDays(List<SpokenWord> words) {
        var out = new ArrayList<SpokenWord>();
        for (int i = 0; i < words.size(); i++) {
            out.add(words.get(i));
            int end = MONTHS.contains(words.get(i).said()) ? endOfNumber(words, i + 1) : i + 1;
            var day = new StringBuilder();
            for (var word : words.subList(i + 1, end)) day.append(digit(word));
            if (day.isEmpty() || day.length() > 2 || !isDay(day) || goesOn(words, i + 1, end) || dayStandsBefore(words, i)) continue;
            var number = words.get(i + 1);
            for (var said : NumberWords.ordinal(Integer.toString(Integer.parseInt(day.toString())))) {
                out.add(SpokenWord.spoken(said, 0).within(number.first(), number.last()));
            }
            i = end - 1;
        }
        return out;
    }

    /** Whether the number behind a month is no day: part of a code or of a year, or what is counted by the next word. */
    private static boolean goesOn(List<SpokenWord> words, int from, int end) {
        int digits = endOfNumber(words, end) - end;
        boolean year = digits == 2 && CENTURIES.contains(words.get(from).said() + words.get(end - 1).said());
        boolean counts = end < words.size() && (COUNTED.contains(words.get(end).said()) || NumberWords.ordinalAt(words, from).to() == from + 2);
        return digits == 1 || year || counts;
    }

    /** "The third of May": what follows is the year. */
    private static boolean dayStandsBefore(List<SpokenWord> words, int month) {
        int day = month > 1 && words.get(month - 1).said().equals("of") ? month - 2 : month - 1;
        return day >= 0 && NumberWords.endsOrdinal(words.get(day));
    }

    private static boolean isDay(CharSequence digits) {
        int day = Integer.parseInt(digits.toString());
        return day >= 1 && day <= LONGEST_MONTH_DAYS;
    }

    /** The end of the digits that come from the same place in the text; the start when there is anything but digits. */
    private static int endOfNumber(List<SpokenWord> words, int start) {
        int end = start;
        while (end < words.size() && words.get(end).first() == words.get(start).first()) {
            if (!words.get(end++).isDigit()) return start;
        }
        return end;
    }

    private static char digit(SpokenWord word) {
        for (char digit = '0'; digit < '9'; digit++) {
            if (word.standsFor(digit)) return digit;
        }
        return '9';
    }

    private static List<SpokenWord> withoutDashes(List<SpokenWord> words) {
        var out = new ArrayList<SpokenWord>();
        for (int i = 0; i < words.size(); i++) {
            boolean inside = i + 1 < words.size() && !out.isEmpty() && out.getLast().isCharacter() && words.get(i + 1).isCharacter();
            if (inside && DASH.contains(words.get(i).said())) out.add(words.get(++i).afterDash());
            else out.add(words.get(i));
        }
        return out;
    }

    /** What callers say is personal data: only its size is printed. */
    @Override
    public String toString() {
        return "SpokenForm[" + spoken.size() + " words]";
    }
}
