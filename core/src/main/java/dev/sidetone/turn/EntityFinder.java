package dev.sidetone.turn;

import dev.sidetone.turn.Entity.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Finds the entities of a transcript, from left to right by kind; a word belongs to one only, or to a negation besides. */
final class EntityFinder {

    /**
     * @param words that give it, as far as they are compared one by one; none for a yes or no
     * @param wider the same with words beside them that may belong to it
     */
    record Found(Entity entity, List<SpokenWord> words, List<SpokenWord> wider) {
        Found {
            words = List.copyOf(words);
            wider = List.copyOf(wider);
        }

        Kind kind() {
            return entity.kind();
        }

        String normal() {
            return entity.normal();
        }
    }

    private static final int SHORTEST_SPELLING = 3;
    private static final int SHORTEST_CODE = 4;
    // Local numbers have seven digits; "the maximum number of digits is 15" (ITU-T E.164).
    private static final int SHORTEST_PHONE = 7, LONGEST_PHONE = 15;

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
        YesNo.of(form).ifPresent(answer -> finder.found.add(new Found(new Entity(Kind.YES_NO, form.chunksText(), answer.word()), List.of(), List.of())));
        finder.addresses();
        finder.dates();
        finder.times();
        finder.amounts();
        finder.codes();
        finder.negations();
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

    private void addresses() {
        for (var address : Addresses.in(words)) {
            var upToIt = words.subList(0, address.to());
            take(address.from(), address.to(), new Found(new Entity(Kind.EMAIL, said(address.from(), address.to()), address.normal()), upToIt, upToIt));
        }
    }

    private void dates() {
        for (var date : DateWords.in(form, words)) take(Kind.DATE, date.from(), date.to(), date.normal(), words.subList(date.from(), date.to()));
    }

    private void times() {
        for (var time : TimeWords.in(form, words)) take(Kind.TIME, time.from(), time.to(), time.normal(), time.digits());
    }

    private void amounts() {
        for (var amount : Amounts.in(words)) take(Kind.MONEY, amount.from(), amount.to(), amount.normal(), amount.digits());
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
        var kind = kind(run);
        if (kind.isPresent()) take(start, end, new Found(new Entity(kind.get(), said(start, end), Codes.text(run)), run, words.subList(from, to)));
    }

    private static Optional<Kind> kind(List<SpokenWord> run) {
        boolean letters = run.stream().allMatch(SpokenWord::isLetter), digits = run.stream().noneMatch(SpokenWord::isLetter);
        int size = run.size();
        if (letters) return size >= SHORTEST_SPELLING ? Optional.of(Kind.SPELLED_NAME) : Optional.empty();
        if (!digits) return Optional.of(Kind.CODE);
        if (size >= SHORTEST_PHONE && size <= LONGEST_PHONE) return Optional.of(Kind.PHONE_NUMBER);
        if (size >= SHORTEST_CODE) return Optional.of(Kind.CODE);
        // "One of them", "oh, really".
        boolean word = size == 1 && (run.getFirst().said().equals("one") && !run.getFirst().written() || run.getFirst().said().equals("oh"));
        return word ? Optional.empty() : Optional.of(Kind.NUMBER);
    }

    /** What is compared is the word that is denied. */
    private void negations() {
        for (int at : Negations.in(words)) {
            int to = Math.min(words.size(), at + 2);
            var denied = words.subList(at + 1, to);
            found.add(new Found(new Entity(Kind.NEGATION, said(Math.max(0, at - 1), to), "not"), denied, denied));
        }
    }

    /** The first that claims a word has it. */
    private void take(Kind kind, int from, int to, String normal, List<SpokenWord> compared) {
        take(from, to, new Found(new Entity(kind, said(from, to), normal), compared, compared));
    }

    private void take(int from, int to, Found value) {
        if (!taken.get(from, to).isEmpty()) return;
        taken.set(from, to);
        found.add(value);
    }

    /** As it is written in the transcript. */
    private String said(int from, int to) {
        return String.join(" ", form.chunks().subList(words.get(from).first(), words.get(to - 1).last() + 1));
    }
}
