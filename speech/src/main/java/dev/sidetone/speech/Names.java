package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Established names that are said again: many are in no dictionary, and those that are come less easily than common words, so that
 * the recogniser writes ordinary words that sound like them. Only words of this turn are ever rewritten, only where the recogniser
 * itself was in doubt, and never against the sound: what it has a pronunciation of is tried on the audio, the rest must be spelled
 * almost alike, and no misspelling of a name that was heard.
 */
final class Names {

    /** Words heard with more confidence than this on average stay as they are, whatever they sound like. */
    private static final double DOUBT = 0.97;
    /** A name of four syllables may come as four words. */
    private static final int LONGEST = 4;
    /** Of {@link Sounds#distance}: farther apart nothing is tried on the audio, and the nearest only, for each try decodes it again. */
    private static final double WORTH_A_TRY = 0.5;
    private static final int TRIES = 3;
    /** Nats that a sentence with the name may lose against the one that was heard: said names lose up to 7, others 7 and more. */
    private static final double LOSS = 6;
    /**
     * How near a name without a pronunciation must be. A recogniser that falls apart into short words had none for it; one word is
     * mostly the word that was said, and the note may come from letters misheard, so that it may only be spelled otherwise.
     */
    private static final double NEAR = 0.25, NEAR_WORD = 0;
    /** Shorter names sound like too much. */
    private static final int FEWEST_SOUNDS = 4;

    /** Words of the turn, from the first to before the last, that are this name. */
    record Named(int from, int to, String name) {

        boolean within(int start, int end) {
            return from >= start && to <= end;
        }

        private boolean overlaps(Named other) {
            return from < other.to && other.from < to;
        }
    }

    private record Candidate(Named named, double distance) {}

    /** @param loss nats against the sentence as it was heard */
    private record Tried(Named named, double loss) {}

    private final List<Word> words;
    private final List<String> texts;
    private final Earshot turn;
    private final NameList list = NameList.ofCensus();

    Names(Words heard, Earshot turn) {
        this.words = heard.list();
        this.texts = heard.texts();
        this.turn = turn;
    }

    /** Where these names were said, not overlapping. @param names lower case */
    List<Named> said(Collection<String> names) throws InterruptedException {
        var all = new ArrayList<Named>();
        for (var name : names) {
            if (texts.contains(name) || Sounds.of(name).length() < FEWEST_SOUNDS) continue;
            said(name).filter(named -> all.stream().noneMatch(named::overlaps)).ifPresent(all::add);
        }
        return all;
    }

    private Optional<Named> said(String name) throws InterruptedException {
        var tried = new ArrayList<Tried>();
        for (var candidate : candidates(name)) {
            var reading = reading(candidate.named());
            // Nothing comes back where nothing of the sentence can be pronounced.
            boolean pronounced = reading.filter(found -> found.texts().contains(name)).isPresent();
            if (!pronounced) return Optional.of(candidate).filter(this::near).map(Candidate::named);
            tried.add(new Tried(candidate.named(), heard() - reading.get().score()));
        }
        return tried.stream().filter(each -> each.loss() < LOSS).min(Comparator.comparingDouble(Tried::loss)).map(Tried::named);
    }

    private boolean near(Candidate candidate) {
        var named = candidate.named();
        return candidate.distance() <= (named.to() - named.from() > 1 ? NEAR : NEAR_WORD)
                && texts.subList(named.from(), named.to()).stream().noneMatch(heard -> list.misspelt(named.name(), heard));
    }

    /** The doubtful words that sound most like a name, the likeliest first. */
    private List<Candidate> candidates(String name) {
        var sound = Sounds.of(name);
        var found = new ArrayList<Candidate>();
        for (int from = 0; from < words.size(); from++) {
            for (int to = from + 1; to <= Math.min(words.size(), from + LONGEST); to++) {
                double sure = words.subList(from, to).stream().mapToDouble(Word::confidence).average().orElse(1);
                double distance = Sounds.distance(sound, Sounds.of(String.join(" ", texts.subList(from, to))));
                if (sure <= DOUBT && distance <= WORTH_A_TRY) found.add(new Candidate(new Named(from, to, name), distance));
            }
        }
        return found.stream().sorted(Comparator.comparingDouble(Candidate::distance)).limit(TRIES).toList();
    }

    /** How well the sentence as it was heard explains the sound; a grammar of its own, so that it compares with the others. */
    private double heard() throws InterruptedException {
        return turn.restricted(List.of(String.join(" ", texts))).stream().mapToDouble(Hypothesis::score).findFirst().orElse(Double.NEGATIVE_INFINITY);
    }

    /** The sentence with the name in it; without it when the recogniser does not know how that is pronounced. */
    private Optional<Hypothesis> reading(Named named) throws InterruptedException {
        var sentence = new ArrayList<>(texts.subList(0, named.from()));
        sentence.add(named.name());
        sentence.addAll(texts.subList(named.to(), texts.size()));
        return turn.restricted(List.of(String.join(" ", sentence))).stream().findFirst();
    }

    /** The words of a part of the turn with the names in their places. */
    static List<String> in(List<Word> words, int start, int end, List<Named> named) {
        var result = new ArrayList<String>();
        for (int i = start; i < end; ) {
            int at = i;
            var here = named.stream().filter(each -> each.from() == at && each.within(start, end)).findFirst();
            result.add(here.map(Named::name).orElse(words.get(i).text()));
            i = here.map(Named::to).orElse(i + 1);
        }
        return result;
    }
}
