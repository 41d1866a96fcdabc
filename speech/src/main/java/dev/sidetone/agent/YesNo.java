package dev.sidetone.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a turn agrees, disagrees, or does neither. */
enum YesNo {
    YES, NO;

    private static final List<String> WRONG = List.of("not correct", "not right", "not true", "not quite", "incorrect", "wrong", "not really",
            "i do not think so", "not at all", "not that i know", "it is not", "that is not");
    private static final List<String> NOT_WRONG = List.of("nothing is wrong", "nothing wrong", "not wrong", "no problem");
    private static final List<String> RIGHT = List.of("that is correct", "that is right", "is correct", "is right", "i think so", "of course",
            "you got it", "sounds good", "sounds right", "that is fine", "all good", "all correct", "all right");
    private static final Set<String> YES_WORDS = Set.of("yes", "yeah", "yep", "yup", "correct", "right", "sure", "exactly", "absolutely",
            "definitely", "okay", "ok", "perfect", "true", "affirmative", "indeed", "certainly", "uh-huh", "mm-hmm");
    private static final Set<String> NO_WORDS = Set.of("no", "nope", "nah", "none", "negative", "never", "neither", "nobody");

    /** Reads plain agreement; what the turn says about a fact ("nobody was hurt") is read by {@link Topic}. */
    static Optional<YesNo> in(Words turn) {
        if (turn.hasAny(NOT_WRONG)) return Optional.of(YES);
        if (turn.hasAny(WRONG)) return Optional.of(NO);
        if (turn.hasAny(RIGHT)) return Optional.of(YES);
        var words = turn.withoutLeadingFillers();
        // "yeah no" is a no and "no yeah" a yes: of two in a row the second counts.
        var first = word(words.at(0));
        var second = word(words.at(1));
        return first.isPresent() && second.isPresent() ? second : first;
    }

    private static Optional<YesNo> word(String word) {
        if (YES_WORDS.contains(word)) return Optional.of(YES);
        return NO_WORDS.contains(word) ? Optional.of(NO) : Optional.empty();
    }
}
