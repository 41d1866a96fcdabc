package dev.sidetone.turn;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the guard makes of an out-of-band transcript. */
public sealed interface Verdict {

    /** Nothing speaks against it. */
    record Trusted() implements Verdict {}

    /** @param doubts at least one, the gravest first */
    record Doubted(List<Doubt> doubts) implements Verdict {
        public Doubted {
            doubts = List.copyOf(doubts);
            if (doubts.isEmpty()) throw new IllegalArgumentException("a doubted transcript needs a doubt");
        }
    }

    /** There is no text to judge: the reason stands in what was heard. */
    record NothingToJudge() implements Verdict {}

    /** The verdict that these doubts amount to. */
    static Verdict of(Set<Doubt> doubts) {
        return doubts.isEmpty() ? new Trusted() : new Doubted(doubts.stream().sorted().toList());
    }

    /** One clause for people; empty when trusted. */
    default String inWords() {
        return switch (this) {
            case Trusted ignored -> "";
            case Doubted doubted -> doubted.doubts().stream().map(Doubt::inWords).collect(Collectors.joining(", "));
            case NothingToJudge ignored -> "there is no text";
        };
    }
}
