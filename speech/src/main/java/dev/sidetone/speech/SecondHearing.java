package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Listens again to a whole turn, knowing what to expect. First freely, as if nothing were expected; then, where that
 * hearing looks as if something was spelled, with grammars of what may be spelled there. A restricted hearing is believed
 * only where it explains the sound about as well as the free one, character for character; the rest of the turn stays
 * as the free hearing has it.
 *
 * <p>The free words are put through a grammar of their own (that one sentence), so that both scores are of the same kind:
 * sound plus a small language part. True spellings lose 2 to 4 nats a character, the price of having been one of so many;
 * ordinary speech forced into letters loses 8 and more.
 *
 * <p>Thread-safe.
 */
public final class SecondHearing {

    /** Nats a character that a restricted reading may lose against the free one. */
    private static final double FITTING_LOSS = 5.5, UNFITTING_LOSS = 5.2, CERTAIN_LOSS = 4;
    /** Nats within which two readings explain the sound equally well. */
    private static final double AS_GOOD = 2.5;
    /** Nats that an ordinary word costs more in a language than in a grammar made of one sentence. */
    private static final double KEPT_PRICE = 3;

    private final Decoding decoding;

    SecondHearing(Decoding decoding) {
        this.decoding = decoding;
    }

    /**
     * What was heard and why.
     *
     * @param text empty when nothing was
     * @param words as the free hearing had them
     * @param decisions on every stretch that was listened to more closely, in the order tried
     */
    public record Heard(String text, Words words, List<Decision> decisions) {

        /** Speech is personal data: only its size is printed. */
        @Override
        public String toString() {
            return "Heard[" + text.length() + " characters, " + decisions + "]";
        }
    }

    /**
     * One grammar tried on one stretch.
     *
     * @param spelling the kind of grammar
     * @param from first word of the free hearing it replaces, or would replace
     * @param to after the last one
     * @param loss nats a character against the free hearing
     * @param why what came of it, in a few words without any speech
     */
    public record Decision(String spelling, int from, int to, double loss, String why) {}

    /** A reading that may replace some words of the free hearing, all but so many loose ones that it keeps as carriers. */
    private record Offer(Spelling spelling, Restriction.Found found, double loss, boolean fits, int kept) {

        double worth() {
            return found.score() + likelihood() - KEPT_PRICE * kept;
        }

        double likelihood() {
            return spelling.likelihood(found.spelled());
        }

        /** The score without what the grammar charged for the characters: how well it explains the sound. */
        double sound() {
            return found.score() + spelling.price() * characters(found.spelled());
        }

        /** Good enough to try no other kind. */
        boolean certain() {
            return likelihood() > 0 && loss < CERTAIN_LOSS && kept == 0;
        }
    }

    /**
     * Listens to a whole turn, without ending it at pauses. Computes for a tenth of the turn's length, and for a fifth to a
     * third where something is spelled; on several cores it takes less.
     *
     * @param audio at any rate; 16 kHz is what is listened to
     * @param expectations what the request said to expect; with {@link Expectations#none()} the free hearing alone
     * @throws IllegalStateException when the recogniser is closed
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public Heard listen(Pcm audio, Expectations expectations) throws InterruptedException {
        return listen(new Earshot(decoding, audio, Optional.empty()), expectations);
    }

    /**
     * The same, with the words of a free hearing of this audio that is already there, such as the plain pass's: saves
     * hearing it freely once more, which is most of the time where nothing is spelled.
     */
    public Heard listen(Pcm audio, Words free, Expectations expectations) throws InterruptedException {
        return listen(new Earshot(decoding, audio, Optional.of(CompletableFuture.completedFuture(free))), expectations);
    }

    /** The same for a turn of which something may have been heard before. */
    Heard listen(Earshot turn, Expectations expectations) throws InterruptedException {
        var free = turn.freely();
        var words = free.texts();
        var decisions = new ArrayList<Decision>();
        var offers = new ArrayList<Offer>();
        var stretches = words.isEmpty() || !expectations.anySpelling() ? List.<Stretch>of() : Stretch.in(words, expectations.spelled(words));
        if (!stretches.isEmpty()) {
            var first = stretches.getFirst();
            turn.ahead(new Restriction(words, first, spellings(words, first, expectations).getFirst()).phrases());
            double forced = turn.restricted(List.of(String.join(" ", words))).stream()
                    .mapToDouble(Hypothesis::score).findFirst().orElse(Double.NEGATIVE_INFINITY);
            for (var stretch : stretches) closer(turn, words, stretch, forced, expectations, decisions).ifPresent(offers::add);
            if (expectations.letters()) name(new SpelledNames(turn, words, expectations.names()), words, forced, offers);
        }
        return new Heard(spliced(free.list(), offers, new Names(free, turn).said(names(offers, expectations))), free, decisions);
    }

    private static List<Spelling> spellings(List<String> words, Stretch stretch, Expectations expectations) {
        return expectations.spellings(words.subList(stretch.start(), stretch.end()), stretch.announced());
    }

    private Optional<Offer> closer(Earshot turn, List<String> words, Stretch stretch, double forced,
            Expectations expectations, List<Decision> decisions) throws InterruptedException {
        var believed = new ArrayList<Offer>();
        var spellings = spellings(words, stretch, expectations);
        for (int i = 0; i < spellings.size(); i++) {
            var spelling = spellings.get(i);
            // Where the first kind was not certain, all others are wanted.
            if (i > 0 && i + 1 < spellings.size()) turn.ahead(new Restriction(words, stretch, spellings.get(i + 1)).phrases());
            var offer = offer(turn, words, stretch, spelling, forced);
            if (offer.isEmpty()) {
                decisions.add(new Decision(spelling.name(), stretch.start(), stretch.end(), 0, "no such reading"));
                continue;
            }
            var found = offer.get().found();
            var verdict = verdict(offer.get(), stretch.announced(), expectations.spelled(words), named(spelling, words.subList(0, stretch.start()), expectations), words);
            decisions.add(new Decision(spelling.name(), found.before(), found.after(), offer.get().loss(), verdict.orElse("possible")));
            if (verdict.isPresent()) continue;
            believed.add(offer.get());
            if (offer.get().certain() || expectations.surely(spelling, stretch.announced())) break;
        }
        var best = believed.stream().max(Comparator.comparingDouble(offer ->
                expectations.surely(offer.spelling(), stretch.announced()) ? Double.POSITIVE_INFINITY : offer.worth()));
        if (best.isEmpty()) return best;
        var known = known(turn, words, stretch, best.get(), forced, expectations);
        known.ifPresent(offer -> decisions.add(new Decision(offer.spelling().name(), offer.found().before(), offer.found().after(), offer.loss(), "known from before")));
        return known.or(() -> best);
    }

    /**
     * A value that differs little from the best reading and explains the sound about as well: known from before, or a name that was
     * said before it was spelled.
     */
    private Optional<Offer> known(Earshot turn, List<String> words, Stretch stretch, Offer best, double forced, Expectations expectations)
            throws InterruptedException {
        var heard = Spoken.characters(best.found().spelled()).map(SecondHearing::plain).orElse("");
        var asGood = new ArrayList<Offer>();
        for (var value : expectations.near(heard, best.spelling(), words.subList(0, stretch.start()))) {
            var offer = offer(turn, new Restriction(words, stretch, new Spelling.Known(best.spelling(), value)), forced);
            offer.filter(known -> known.sound() > best.sound() - AS_GOOD).ifPresent(asGood::add);
        }
        return asGood.stream().max(Comparator.comparingDouble(Offer::sound));
    }

    /** What is known of names, asked of what was spelled. */
    private static void name(SpelledNames names, List<String> words, double forced, List<Offer> offers) throws InterruptedException {
        for (int i = 0; i < offers.size(); i++) {
            int at = i;
            var offer = offers.get(i);
            if (!spellsLetters(offer.spelling())) continue;
            var place = new SpelledNames.Place(offer.found().before(), offer.found().after());
            var likelier = names.likelier(offer.found().spelled(), place);
            likelier.filter(name -> offers.stream().noneMatch(other -> other != offer && overlaps(name.place(), other.found()))).ifPresent(name -> offers.set(at, offer(name, offer.loss())));
        }
        boolean named = offers.isEmpty() && words.stream().anyMatch(word -> word.contains("name"));
        if (named) names.unheard(forced).ifPresent(name -> offers.add(offer(name, 0)));
    }

    private static boolean overlaps(SpelledNames.Place place, Restriction.Found found) {
        return place.before() < found.after() && found.before() < place.after();
    }

    private static Offer offer(SpelledNames.Name name, double loss) {
        var found = new Restriction.Found(name.place().before(), name.letters(), name.place().after(), name.score());
        return new Offer(new Spelling.Letters(), found, loss, false, 0);
    }

    private static String plain(Spoken said) {
        return said.characters().stream().map(word -> String.valueOf(Alphabet.characterOf().get(word))).collect(Collectors.joining());
    }

    /** The best reading of a stretch; one that fits no pattern is compared with what leaves fewer words as they are. */
    private Optional<Offer> offer(Earshot turn, List<String> words, Stretch stretch, Spelling spelling, double forced) throws InterruptedException {
        var offer = offer(turn, new Restriction(words, stretch, spelling), forced);
        if (offer.isPresent() && offer.get().fits()) return offer;
        for (var strict : stretch.stricter()) {
            boolean nothingKept = offer.isPresent() && offer.get().found().before() <= strict.start() && offer.get().kept() == 0;
            if (!nothingKept) offer = better(offer, offer(turn, new Restriction(words, strict, spelling), forced));
        }
        return offer;
    }

    /** The one that keeps no carrier words in the stretch, where it is about as good: a homophone there is a character. */
    private static Optional<Offer> better(Optional<Offer> some, Optional<Offer> strict) {
        if (some.isEmpty() || strict.isEmpty()) return some.or(() -> strict);
        if (some.get().fits() != strict.get().fits()) return some.get().fits() ? some : strict;
        // "At four one five" is no eleventh digit where ten make a number.
        if (some.get().likelihood() > strict.get().likelihood()) return strict.get().worth() > some.get().worth() ? strict : some;
        return strict.get().sound() > some.get().sound() - AS_GOOD || strict.get().worth() > some.get().worth() - AS_GOOD ? strict : some;
    }

    /** Letters are no surprise after a name, or where one was asked for. */
    private static boolean named(Spelling spelling, List<String> before, Expectations expectations) {
        return spelling instanceof Spelling.Letters
                && (expectations.asked() == Expectations.Asked.NAME || before.contains("name") || before.contains("surname"));
    }

    private static Optional<String> verdict(Offer offer, boolean announced, boolean expected, boolean named, List<String> words) {
        boolean likely = offer.fits() || announced || named;
        if (offer.loss() > (likely ? FITTING_LOSS : UNFITTING_LOSS)) return Optional.of("explains the sound worse");
        int fewest = offer.fits() ? 1 : announced ? 2 : offer.spelling().fewest();
        int characters = characters(offer.found().spelled());
        if (characters < fewest) return Optional.of("too short to tell");
        // Numbers said as numbers ("twenty twenty four") pass for characters by their sound, and even make a code ("three or
        // four of us in the car") where none is expected; the free hearing knows better.
        boolean surprising = !likely || !announced && !expected && offer.loss() > CERTAIN_LOSS;
        if (surprising && 2 * certain(words.subList(offer.found().before(), offer.found().after())) < characters) return Optional.of("heard as words");
        return Optional.empty();
    }

    private Optional<Offer> offer(Earshot turn, Restriction restriction, double forced) throws InterruptedException {
        var offers = new ArrayList<Offer>();
        for (var reading : turn.restricted(restriction.phrases())) {
            restriction.in(reading).map(found -> {
                double loss = (forced - found.score()) / Math.max(1, characters(found.spelled()));
                return new Offer(restriction.spelling(), found, loss, restriction.spelling().fits(found.spelled()), restriction.kept(found));
            }).ifPresent(offers::add);
        }
        return offers.stream().max(Comparator.comparingDouble(Offer::worth));
    }

    private static long certain(List<String> words) {
        return words.stream().filter(word -> Alphabet.spells(word) >= 1).count();
    }

    private static int characters(List<String> spelled) {
        return (int) spelled.stream().filter(Alphabet.characterOf()::containsKey).count();
    }

    private static boolean spellsLetters(Spelling spelling) {
        return spelling instanceof Spelling.Letters || spelling instanceof Spelling.Known(Spelling.Letters kind, String value);
    }

    /** Known from before, or spelled in this very turn. */
    private static Set<String> names(List<Offer> offers, Expectations expectations) {
        var names = new LinkedHashSet<>(expectations.names());
        for (var offer : offers) {
            if (spellsLetters(offer.spelling())) names.add(String.join("", offer.found().spelled()));
        }
        return names;
    }

    /** The free hearing's words with the spellings and the names in their places. */
    private static String spliced(List<Word> words, List<Offer> offers, List<Names.Named> named) {
        var text = new ArrayList<String>();
        int next = 0;
        for (var offer : offers.stream().sorted(Comparator.comparingInt(each -> each.found().before())).toList()) {
            text.addAll(Names.in(words, next, offer.found().before(), named));
            var spelled = offer.found().spelled();
            text.add(offer.spelling().write(spelled).orElse(String.join(" ", spelled)));
            next = offer.found().after();
        }
        text.addAll(Names.in(words, next, words.size(), named));
        return String.join(" ", text);
    }
}
