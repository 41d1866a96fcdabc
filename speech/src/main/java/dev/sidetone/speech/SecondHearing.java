package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    private static final int READINGS = 10;
    /** Nats a character that a restricted reading may lose against the free one. */
    private static final double FITTING_LOSS = 5.5, UNFITTING_LOSS = 4.2;
    /** A pattern that is met exactly is believed over another reading that scores this much better: about one character. */
    private static final double FITS = 4;

    private final Recogniser recogniser;

    SecondHearing(Recogniser recogniser) {
        this.recogniser = recogniser;
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

    /** A reading that may replace some words of the free hearing. */
    private record Offer(Spelling spelling, Restriction.Found found, double loss, boolean fits) {

        double worth() {
            return found.score() + (fits ? FITS : 0);
        }
    }

    /** Listens to a whole turn. */
    public Heard listen(Pcm audio, Expectations expectations) {
        var samples = audio.rate() == Decoder.RATE ? audio.samples() : new Interim16k().next(audio.samples());
        recogniser.awaitHearing();
        try {
            return listen(samples, expectations);
        } finally {
            recogniser.hearingDone();
        }
    }

    private Heard listen(short[] samples, Expectations expectations) {
        var readings = freely(samples);
        if (readings.isEmpty()) return new Heard("", new Words(List.of()), List.of());
        var free = readings.getFirst();
        var words = free.texts();
        var decisions = new ArrayList<Decision>();
        var offers = new ArrayList<Offer>();
        var stretches = Stretch.in(words);
        if (!stretches.isEmpty() && !expectations.spellings().isEmpty()) {
            double forced = best(samples, List.of(String.join(" ", words))).map(Hypothesis::score).orElse(free.score());
            for (var stretch : stretches) closer(samples, words, stretch, forced, expectations, decisions).ifPresent(offers::add);
        }
        return new Heard(spliced(words, offers), new Words(free.words()), decisions);
    }

    private Optional<Offer> closer(short[] samples, List<String> words, Stretch stretch, double forced,
            Expectations expectations, List<Decision> decisions) {
        var believed = new ArrayList<Offer>();
        for (var spelling : expectations.spellings()) {
            var offer = offer(samples, words, stretch, forced, spelling);
            if (offer.isEmpty()) {
                decisions.add(new Decision(spelling.name(), stretch.start(), stretch.end(), 0, "no such reading"));
                continue;
            }
            var found = offer.get().found();
            var verdict = verdict(offer.get());
            decisions.add(new Decision(spelling.name(), found.before(), found.after(), offer.get().loss(), verdict.orElse("possible")));
            if (verdict.isEmpty()) believed.add(offer.get());
        }
        return believed.stream().max(Comparator.comparingDouble(Offer::worth));
    }

    private static Optional<String> verdict(Offer offer) {
        if (offer.loss() > (offer.fits() ? FITTING_LOSS : UNFITTING_LOSS)) return Optional.of("explains the sound worse");
        if (!offer.fits() && characters(offer.found().spelled()) < offer.spelling().fewest()) return Optional.of("too short to tell");
        return Optional.empty();
    }

    private Optional<Offer> offer(short[] samples, List<String> words, Stretch stretch, double forced, Spelling spelling) {
        var restriction = new Restriction(words, stretch, spelling);
        Offer best = null;
        for (var reading : restricted(samples, restriction.phrases())) {
            var found = restriction.in(reading).orElse(null);
            if (found == null) continue;
            double loss = (forced - found.score()) / Math.max(1, characters(found.spelled()));
            var offer = new Offer(spelling, found, loss, spelling.fits(found.spelled()));
            if (best == null || offer.worth() > best.worth()) best = offer;
        }
        return Optional.ofNullable(best);
    }

    private static int characters(List<String> spelled) {
        return (int) spelled.stream().filter(Alphabet.characterOf()::containsKey).count();
    }

    private static String spliced(List<String> words, List<Offer> offers) {
        var text = new ArrayList<String>();
        int next = 0;
        for (var offer : offers.stream().sorted(Comparator.comparingInt(each -> each.found().before())).toList()) {
            text.addAll(words.subList(next, offer.found().before()));
            var spelled = offer.found().spelled();
            text.add(offer.spelling().write(spelled).orElse(String.join(" ", spelled)));
            next = offer.found().after();
        }
        text.addAll(words.subList(next, words.size()));
        return String.join(" ", text);
    }

    private List<Hypothesis> freely(short[] samples) {
        try (var decoder = recogniser.free(READINGS)) {
            decoder.accept(samples);
            return decoder.finish();
        }
    }

    private List<Hypothesis> restricted(short[] samples, List<String> phrases) {
        try (var decoder = recogniser.restricted(phrases, READINGS)) {
            decoder.accept(samples);
            return decoder.finish();
        }
    }

    private Optional<Hypothesis> best(short[] samples, List<String> phrases) {
        return restricted(samples, phrases).stream().findFirst();
    }
}
