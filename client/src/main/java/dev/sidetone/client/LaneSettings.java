package dev.sidetone.client;

import dev.sidetone.turn.Limits;
import dev.sidetone.turn.TurnPlan;

/**
 * What the lane is to do and to expect of a session that is not its own. Immutable; each method gives a changed copy.
 *
 * @param transcription with the context {@code shared} the session's instructions must hold the transcriber's rules already: see
 *     {@link dev.sidetone.turn.Prompts#shared}
 * @param builtIn whether the session transcribes as well. A session that says so when it begins or is updated switches this on by
 *     itself; set it where the lane joins a session that already stands
 * @param replies whether each turn of the caller is answered. Where the program answers only some, a turn then does not wait for a
 *     reply; one that has begun by the time both transcripts are there is still recorded
 */
public record LaneSettings(Transcription transcription, boolean builtIn, boolean replies, Limits limits, CallListener listener) {

    public static LaneSettings of(Transcription transcription) {
        return new LaneSettings(transcription, false, true, Limits.DEFAULT, CallListener.NONE);
    }

    public LaneSettings expectingBuiltIn() {
        return new LaneSettings(transcription, true, replies, limits, listener);
    }

    public LaneSettings notExpectingReplies() {
        return new LaneSettings(transcription, builtIn, false, limits, listener);
    }

    public LaneSettings limits(Limits limits) {
        return new LaneSettings(transcription, builtIn, replies, limits, listener);
    }

    public LaneSettings listener(CallListener listener) {
        return new LaneSettings(transcription, builtIn, replies, limits, listener);
    }

    TurnPlan turnPlan() {
        return new TurnPlan(transcription.asked(), builtIn, replies, limits);
    }
}
