package dev.sidetone.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a turn says about one yes-or-no fact by talking about it: "nobody was hurt", "we can still live in the house", "it had to
 * be towed". The phrases come from the form; negation is turned here.
 *
 * @param yes phrases that say the fact is so
 * @param no phrases that say it is not
 */
record Topic(List<String> yes, List<String> no) {

    private static final Set<String> NEGATORS = Set.of("not", "no", "nobody", "none", "never", "without", "neither", "nothing", "noone");
    // "i do not think anyone was hurt": the negator stands up to five words before the phrase.
    private static final int REACH = 5;

    Optional<YesNo> in(Words words) {
        for (String phrase : no) {
            int after = words.after(phrase);
            if (after >= 0) return Optional.of(negated(words, after - length(phrase)) ? YesNo.YES : YesNo.NO);
        }
        for (String phrase : yes) {
            int after = words.after(phrase);
            if (after >= 0) return Optional.of(negated(words, after - length(phrase)) ? YesNo.NO : YesNo.YES);
        }
        return Optional.empty();
    }

    private static int length(String phrase) {
        return phrase.split(" ").length;
    }

    private static boolean negated(Words words, int start) {
        for (int i = start - 1; i >= Math.max(0, start - REACH); i--) {
            // A clause behind "and" or "but" is another statement: "nobody was hurt and the car can be driven".
            if (words.at(i).matches("and|but|because|so")) return false;
            // "no" in front of a whole sentence answers the question; it negates only what stands directly behind it.
            boolean answers = words.at(i).equals("no") && i == 0 && start > 1 && !words.at(1).equals("one");
            if (!answers && NEGATORS.contains(words.at(i))) return true;
        }
        return false;
    }
}
