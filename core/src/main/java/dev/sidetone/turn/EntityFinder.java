package dev.sidetone.turn;

import dev.sidetone.turn.Entity.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the entities of a transcript, from left to right by kind; a word belongs to one only. */
final class EntityFinder {

    /** @param words that give it; none for a yes or no */
    record Found(Entity entity, List<SpokenWord> words) {
        Found {
            words = List.copyOf(words);
        }
    }

    private static final int SHORTEST_SPELLING = 3;
    private static final int SHORTEST_CODE = 4;
    // Local numbers have seven digits; "the maximum number of digits is 15" (ITU-T E.164).
    private static final int SHORTEST_PHONE = 7, LONGEST_PHONE = 15;

    private static final Map<String, String> CURRENCIES = Map.of("dollar", "dollars", "dollars", "dollars", "bucks", "dollars", "euro", "euros",
            "euros", "euros", "pound", "pounds", "pounds", "pounds", "cent", "cents", "cents", "cents");
    private static final Map<String, String> HUNDREDTHS = Map.of("cents", "cents", "cent", "cents", "pence", "pence");

    private final SpokenForm form;
    private final List<SpokenWord> words;
    private final BitSet taken = new BitSet();
    private final List<Found> found = new ArrayList<>();

    private EntityFinder(SpokenForm form) {
        this.form = form;
        this.words = withoutAsIn(form.spoken().stream().filter(word -> !Words.FILLERS.contains(word.said())).toList());
    }

    static List<Found> in(SpokenForm form) {
        var finder = new EntityFinder(form);
        YesNo.of(form).ifPresent(answer -> finder.found.add(new Found(new Entity(Kind.YES_NO, form.chunksText(), answer.word()), List.of())));
        finder.dates();
        finder.amounts();
        finder.codes();
        return finder.found;
    }

    /** "B as in Bravo", "B for Bravo": the word explains the letter. */
    private static List<SpokenWord> withoutAsIn(List<SpokenWord> words) {
        var out = new ArrayList<SpokenWord>();
        for (int i = 0; i < words.size(); i++) {
            var letter = words.get(i);
            out.add(letter);
            if (!letter.isLetter()) continue;
            if (says(words, i + 1, "as") && says(words, i + 2, "in") && begins(words, i + 3, letter)) i += 3;
            else if (says(words, i + 1, "for") && begins(words, i + 2, letter)) i += 2;
        }
        return out;
    }

    private static boolean says(List<SpokenWord> words, int at, String word) {
        return at < words.size() && words.get(at).said().equals(word);
    }

    private static boolean begins(List<SpokenWord> words, int at, SpokenWord letter) {
        return at < words.size() && words.get(at).said().length() > 1 && words.get(at).said().startsWith(letter.said());
    }

    private void dates() {
        for (var date : DateWords.in(form, words)) take(Kind.DATE, date.from(), date.to(), date.normal());
    }

    private void amounts() {
        for (int i = 0; i < words.size(); i++) {
            var currency = CURRENCIES.get(words.get(i).said());
            int from = i;
            while (from > 0 && !taken.get(from - 1) && (words.get(from - 1).isDigit() || pointAt(from - 1))) from--;
            if (currency == null || from == i) continue;
            var whole = digits(from, i);
            int to = i + 1, cents = to;
            while (cents < words.size() && words.get(cents).isDigit()) cents++;
            boolean hundredths = cents > to && cents < words.size() && HUNDREDTHS.containsKey(words.get(cents).said()) && !HUNDREDTHS.containsKey(currency);
            var amount = hundredths ? whole + "." + ("0" + digits(to, cents)).substring(cents - to == 1 ? 0 : 1) : whole;
            take(Kind.MONEY, from, hundredths ? cents + 1 : to, amount + " " + currency);
        }
    }

    private boolean pointAt(int at) {
        return words.get(at).said().equals("point") && at > 0 && words.get(at - 1).isDigit();
    }

    private String digits(int from, int to) {
        return words.subList(from, to).stream().map(word -> word.said().equals("point") ? "." : Codes.character(word)).collect(Collectors.joining());
    }

    private void codes() {
        for (int start = 0; start < words.size(); ) {
            int end = start;
            while (end < words.size() && !taken.get(end) && words.get(end).isCharacter()) end++;
            if (end > start) code(start, end);
            start = end + 1;
        }
    }

    private void code(int from, int to) {
        int start = from, end = to;
        // "A" and "I" beside other words are words, unless a hyphen ties them to the run.
        if (end - start > 1 && start > 0 && Codes.mayBeWord(words.get(start)) && !words.get(start + 1).dashed()) start++;
        if (end - start > 1 && end < words.size() && Codes.mayBeWord(words.get(end - 1)) && !words.get(end - 1).dashed()) end--;
        var run = words.subList(start, end);
        boolean letters = run.stream().allMatch(SpokenWord::isLetter), digits = run.stream().noneMatch(SpokenWord::isLetter);
        if (letters && run.size() >= SHORTEST_SPELLING) take(Kind.SPELLED_NAME, start, end, Codes.text(run));
        else if (digits && run.size() >= SHORTEST_PHONE && run.size() <= LONGEST_PHONE) take(Kind.PHONE_NUMBER, start, end, Codes.text(run));
        else if (!letters && run.size() >= SHORTEST_CODE) take(Kind.CODE, start, end, Codes.text(run));
    }

    private void take(Kind kind, int from, int to, String normal) {
        taken.set(from, to);
        int first = words.get(from).first(), last = words.get(to - 1).last();
        found.add(new Found(new Entity(kind, String.join(" ", form.chunks().subList(first, last + 1)), normal), words.subList(from, to)));
    }
}
