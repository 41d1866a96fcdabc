package dev.sidetone.turn;

import java.util.Optional;

/**
 * What a ledger is to expect of each turn.
 *
 * @param outOfBand the context for our own transcription; absent: do not ask
 * @param builtIn whether the service transcribes as well. A session that names a recogniser switches this on by itself; one
 *     that names none does not switch it off, as some peers say it elsewhere
 * @param replies whether the server answers each turn by itself
 */
public record TurnPlan(Optional<ContextPolicy> outOfBand, boolean builtIn, boolean replies, Limits limits) {

    public static final TurnPlan DEFAULT = new TurnPlan(Optional.of(new ContextPolicy.LatestTurn()), true, true, Limits.DEFAULT);
}
