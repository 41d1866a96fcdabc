package dev.sidetone.client;

import dev.sidetone.turn.Action;
import dev.sidetone.turn.Entity;
import dev.sidetone.turn.Mismatch;
import dev.sidetone.turn.Ruling;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at each turn as it was heard, and rules whether and how the agent answers it: {@link Sidetone#gated}. */
@FunctionalInterface
public interface Gatekeeper {

    /**
     * Called on a thread of its own for each turn, never the session's; it may take its time, and be called about the next turn
     * while it still thinks about this one. A ruling that comes after the patience is over, or an exception, lets the agent answer.
     *
     * @param turn with the text to go by ({@code turn.heard().transcript()}) and what the transcripts disagree on
     *     ({@code turn.heard().mismatches()})
     */
    Ruling rule(Action.TurnHeard turn) throws InterruptedException;

    /** Has the agent ask the caller to confirm what the two transcripts disagree on, values only. */
    static Gatekeeper confirming() {
        return turn -> {
            var values = turn.heard().mismatches().stream().filter(Mismatch.OfEntity.class::isInstance).map(Mismatch.OfEntity.class::cast)
                    .map(Gatekeeper::inWords).collect(Collectors.joining("; "));
            return values.isEmpty() ? new Ruling.Answer() : new Ruling.AnswerWith("The line was not clear. The caller's last words were understood in"
                    + " different ways: " + values + ". Before anything else, ask the caller to confirm this or to say it again, and"
                    + " do not act on it yet.");
        };
    }

    private static String inWords(Mismatch.OfEntity mismatch) {
        var kind = mismatch.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return kind + " " + said(mismatch.first()) + " or " + said(mismatch.second());
    }

    private static String said(Optional<Entity> entity) {
        return entity.map(value -> "\"" + value.said() + "\"").orElse("none");
    }
}
