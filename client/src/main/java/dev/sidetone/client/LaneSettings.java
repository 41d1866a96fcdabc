package dev.sidetone.client;

import dev.sidetone.turn.Errand;
import dev.sidetone.turn.Limits;
import dev.sidetone.turn.Task;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.TurnPlan;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the lane is to do and to expect of a session that is not its own. Immutable; each method gives a changed copy.
 *
 * @param transcription with the context {@code shared} the session's instructions must hold the transcriber's rules already: see
 *     {@link dev.sidetone.turn.Prompts#shared}
 * @param session what to expect of it
 * @param beside tasks of the program's own, and who gets their results
 */
public record LaneSettings(Transcription transcription, Session session, Limits limits, CallListener listener, List<Errand<?>> beside) {

    /**
     * What else happens in the session.
     *
     * @param builtIn whether it transcribes as well. A session that says so when it begins or is updated switches this on by itself; set
     *     it where the lane joins a session that already stands
     * @param replies whether each turn of the caller is answered. Where the program answers only some, a turn then does not wait for a
     *     reply; one that has begun by the time both transcripts are there is still recorded
     */
    public record Session(boolean builtIn, boolean replies) {}

    public LaneSettings {
        beside = List.copyOf(beside);
    }

    public static LaneSettings of(Transcription transcription) {
        return new LaneSettings(transcription, new Session(false, true), Limits.DEFAULT, CallListener.NONE, List.of());
    }

    public LaneSettings expectingBuiltIn() {
        return session(new Session(true, session.replies()));
    }

    public LaneSettings notExpectingReplies() {
        return session(new Session(session.builtIn(), false));
    }

    private LaneSettings session(Session session) {
        return new LaneSettings(transcription, session, limits, listener, beside);
    }

    public LaneSettings limits(Limits limits) {
        return new LaneSettings(transcription, session, limits, listener, beside);
    }

    public LaneSettings listener(CallListener listener) {
        return new LaneSettings(transcription, session, limits, listener, beside);
    }

    /**
     * Asks the model something beside the conversation whenever the trigger goes off, as {@link Sidetone#beside} does.
     *
     * @param to gets the results on the thread of the sink, each after the turn that set it off
     * @throws IllegalArgumentException when a task of that name is set off in the same way already
     */
    public <T> LaneSettings beside(Task.Triggered<T> what, Consumer<TaskResult<T>> to) {
        return new LaneSettings(transcription, session, limits, listener, Errand.with(beside, what, to));
    }

    TurnPlan turnPlan() {
        return new TurnPlan(transcription.asked(), session.builtIn(), session.replies(), limits);
    }
}
