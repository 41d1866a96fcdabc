package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A value of the call: a spelled name, a code, a number.
 *
 * @param label what it is, such as {@code policy number}
 */
record Fact(String label, String value, boolean isConfirmed) {

    // Fewer are abbreviations and scraps, unless a name was spoken of.
    private static final int FEWEST_LETTERS = 4, FEWEST_LETTERS_OF_NAME = 3;
    // Fewer characters are house numbers, amounts and times; fewer digits are years and dates as well.
    private static final int FEWEST_OF_CODE = 4, FEWEST_DIGITS = 6;
    /** Of the letters: a spelling misheard has another one or two, another name like it has more. */
    private static final double MOST_RESPELLED = 0.25;
    private static final Set<String> FILLERS = Set.of("um", "uh", "er", "erm", "ah", "hmm", "mm");
    private static final Set<String> UNITS = Set.of("dollars", "dollar", "euros", "pounds", "percent", "miles", "point");
    private static final Pattern NAME = Pattern.compile("(?i:\\bname)(?i:d| is| as| of|:)?,?\\s+(\\p{Lu}[\\p{L}'\u2019-]+(?:\\s+\\p{Lu}[\\p{L}'\u2019-]+){0,3})");
    private static final Pattern CAPITALISED = Pattern.compile("\\p{Lu}[\\p{L}'\u2019-]*(?:\\s+\\p{Lu}[\\p{L}'\u2019-]*)*");

    /** A stretch of characters said one by one. @param from first word of it, @param to after the last */
    private record Run(List<SpokenWord> said, int from, int to) {
        long digits() {
            return said.stream().filter(word -> !word.isLetter()).count();
        }

        String characters() {
            var text = new StringBuilder();
            for (var word : said) text.append(character(word));
            return text.toString();
        }

        /** With the hyphens that were said; hyphens between all only say that it was spelled. */
        String written() {
            var inner = said.subList(1, said.size());
            boolean spelled = inner.stream().allMatch(SpokenWord::dashed);
            if (spelled || digits() == said.size()) return characters();
            var text = new StringBuilder();
            for (var word : said) text.append(word.dashed() && !text.isEmpty() ? "-" : "").append(character(word));
            return text.toString();
        }

        private static char character(SpokenWord word) {
            if (word.isLetter()) return Character.toUpperCase(word.said().charAt(0));
            for (char digit = '0'; digit <= '9'; digit++) if (word.standsFor(digit)) return digit;
            return '0';
        }
    }

    Fact confirmed() {
        return new Fact(label, value, true);
    }

    String line() {
        return label + ": " + value + (isConfirmed ? " (confirmed)" : " (spelled)");
    }

    boolean sameValue(Fact other) {
        return characters(value).equals(characters(other.value));
    }

    /**
     * Whether this is an earlier name spelled once more, which a caller does because it was not understood: few letters differ, and one of
     * both times nobody said whose name it is.
     */
    boolean respells(Fact earlier) {
        if (earlier.isConfirmed || !(label.equals(Label.ANYBODYS) || earlier.label.equals(Label.ANYBODYS))) return false;
        var letters = WordErrorRate.of(earlier.value, value).characters();
        return !value.matches(".*\\d.*") && letters.errors() <= MOST_RESPELLED * letters.reference();
    }

    /** Whether the value stands in a text, however it is written there. */
    boolean standsIn(String text) {
        return characters(text).contains(characters(value));
    }

    private static String characters(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** What a caller spelled. @param before what the agent had asked, @param reply what the agent made of it: a name may stand there as a word */
    static List<Fact> spelled(String words, String before, String reply) {
        return in(words, before, reply + " " + words);
    }

    /** What an agent read back. */
    static List<Fact> readBack(String words) {
        var facts = new ArrayList<>(in(words, words, words));
        NAME.matcher(words).results().forEach(match -> facts.add(new Fact(Label.ofName("", words), match.group(1), false)));
        return facts;
    }

    private static List<Fact> in(String words, String about, String written) {
        var form = SpokenForm.of(words);
        var said = form.spoken().stream().filter(word -> !FILLERS.contains(word.said())).toList();
        var facts = new ArrayList<Fact>();
        for (var run : runs(said)) {
            var lead = String.join(" ", said.subList(0, run.from()).stream().map(SpokenWord::said).toList());
            if (run.digits() == 0) {
                var label = Label.ofName(lead, about);
                int fewest = Label.isName(label) || lead.contains("spell") ? FEWEST_LETTERS_OF_NAME : FEWEST_LETTERS;
                if (run.said().size() >= fewest) facts.add(new Fact(label, name(run, written), false));
            } else if (isCode(run, said)) {
                facts.add(new Fact(Label.ofCode(lead, about, run.digits() == run.said().size() ? run.said().size() : 0), run.written(), false));
            }
        }
        return facts;
    }

    private static boolean isCode(Run run, List<SpokenWord> said) {
        if (run.to() < said.size() && UNITS.contains(said.get(run.to()).said())) return false;
        if (run.characters().matches("\\d+[AP]M")) return false;
        return run.said().size() >= (run.digits() == run.said().size() ? FEWEST_DIGITS : FEWEST_OF_CODE);
    }

    private static List<Run> runs(List<SpokenWord> words) {
        var runs = new ArrayList<Run>();
        int start = 0;
        while (start < words.size()) {
            int end = start;
            while (end < words.size() && words.get(end).isCharacter()) end++;
            int from = start, to = end;
            // A lone "a" or "I" at an edge is a word of the sentence.
            if (to - from > 1 && mayBeWord(words.get(from)) && !words.get(from + 1).dashed()) from++;
            if (to - from > 1 && end < words.size() && mayBeWord(words.get(to - 1)) && !words.get(to - 1).dashed()) to--;
            if (to > from) runs.add(new Run(words.subList(from, to), from, to));
            start = end + 1;
        }
        return runs;
    }

    private static boolean mayBeWord(SpokenWord word) {
        return !word.written() && (word.said().equals("a") || word.said().equals("i"));
    }

    /** As it stands somewhere as words with these letters; else as it was spelled, a word for each stretch without a space. */
    private static String name(Run run, String written) {
        var letters = run.characters();
        for (var words : CAPITALISED.matcher(written).results().map(match -> match.group().split("\\s+")).toList()) {
            for (int from = 0; from < words.length; from++) {
                var name = new StringBuilder();
                for (int to = from; to < words.length && words[to].length() > 1; to++) {
                    name.append(name.isEmpty() ? "" : " ").append(words[to]);
                    if (characters(name.toString()).equals(letters) && !words[to].matches("(\\p{L}-)+\\p{L}")) return name.toString();
                }
            }
        }
        var name = new StringBuilder();
        var before = run.said().getFirst();
        for (var word : run.said()) {
            boolean parted = word.first() != before.first() && beginsGroup(run, word);
            if (name.isEmpty() || parted) name.append(name.isEmpty() ? "" : " ").append(word.said().toUpperCase(Locale.ROOT));
            else name.append(word.said());
            before = word;
        }
        return name.toString();
    }

    /** Whether a chunk of several letters begins with this one: "M-A-R-I-A H-O-L-M" are two words. */
    private static boolean beginsGroup(Run run, SpokenWord word) {
        return run.said().stream().filter(other -> other.first() == word.first()).count() > 1;
    }
}
