package dev.sidetone.turn;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a ledger is to expect of each turn.
 *
 * @param lane how to ask for our own transcription; absent: do not ask
 * @param builtIn whether the service transcribes as well. A session that names a recogniser switches this on by itself; one
 *     that names none does not switch it off, as some peers say it elsewhere
 * @param replies whether each turn is answered, by the server itself or when it is asked to
 * @param gate how long a turn that is heard waits for a {@link Ruling} before it is answered all the same; absent: the server
 *     answers without being asked
 * @param listened whether the ledger is told what of a reply is heard ({@link TurnLedger#soundedOut}, {@link TurnLedger#interrupted}):
 *     then a turn is not settled before its reply has been played
 */
public record TurnPlan(
        Optional<Lane> lane, boolean builtIn, boolean replies, Limits limits, Optional<Duration> gate, boolean listened) {

    /** Without a gate, and nobody says what is heard. */
    public TurnPlan(Optional<Lane> lane, boolean builtIn, boolean replies, Limits limits) {
        this(lane, builtIn, replies, limits, Optional.empty(), false);
    }

    public TurnPlan listened(boolean listened) {
        return new TurnPlan(lane, builtIn, replies, limits, gate, listened);
    }

    /** No turn is answered before the program has ruled on it. The session must not answer by itself. */
    public TurnPlan gated(Duration patience) {
        return new TurnPlan(lane, builtIn, true, limits, Optional.of(patience), listened);
    }

    public static final TurnPlan DEFAULT = new TurnPlan(Optional.of(Lane.hearing(ContextPolicy.notes())), true, true, Limits.DEFAULT);

    /**
     * The requests beside the conversation.
     *
     * @param context what the model hears of the call
     * @param guard judges what it writes
     * @param languages ISO 639-1 codes the caller may speak, for the guard; empty: any
     * @param policy which turns are asked about
     * @param budget for all requests of the call; absent: none is counted
     */
    public record Lane(ContextPolicy context, Guard guard, Set<String> languages, TranscribePolicy policy, Optional<Budget> budget) {
        public Lane {
            languages = Set.copyOf(languages);
        }

        /** About each turn. */
        public Lane(ContextPolicy context, Guard guard, Set<String> languages) {
            this(context, guard, languages, new TranscribePolicy.Always(), Optional.empty());
        }

        /** With the standard guard, any language, about each turn. */
        public static Lane hearing(ContextPolicy context) {
            return new Lane(context, Guard.standard(), Set.of());
        }

        public Lane asking(TranscribePolicy policy) {
            return new Lane(context, guard, languages, policy, budget);
        }

        public Lane within(Budget budget) {
            return new Lane(context, guard, languages, policy, Optional.of(budget));
        }
    }
}
