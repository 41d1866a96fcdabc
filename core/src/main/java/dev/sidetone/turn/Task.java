package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Something asked of the model beside the conversation, whose answer has a type. {@link Tasks} has some; one of your own is a class of
 * a few lines:
 *
 * <pre>{@code
 * final class Urgency implements Task<Integer> {
 *     public String name() { return "urgency"; }
 *     public String instructions() { return "How urgent is the caller's request? Answer with one digit, 1 to 5."; }
 *     public Form<Integer> form() { return Form.text(said -> said.matches("[1-5]") ? Reading.of(Integer.valueOf(said)) : Reading.unfit("no digit from 1 to 5")); }
 * }
 * }</pre>
 *
 * <p>An answer that does not fit its form is asked for once more; then the task ends with the reason. What a task brings along runs
 * on the thread of the session: it must be quick, and should it throw, that task ends with {@link Reason.ProgramFailed}.
 *
 * @param <T> of the answer
 */
public interface Task<T> {

    /** 1 to 64 of a-z, 0-9, _ and -; goes onto the wire as a mark, and as the name of the function where one is forced. */
    String name();

    /** Replaces the session's instructions for this request. */
    String instructions();

    /** What the answer must look like, and what it is read into. */
    Form<T> form();

    /**
     * What the model is to see; absent means the conversation as it stands, all audio included, which costs accordingly.
     *
     * @param turn that the task is about; absent at the end of the call, and when asked by hand
     */
    default Optional<List<Item>> input(Optional<TurnRecord> turn) {
        return Optional.empty();
    }

    /** Whether a turn has what this task is about; triggers pass over one that has not. */
    default boolean concerns(TurnRecord turn) {
        return true;
    }

    /** Once for each turn, when it is settled. */
    default Triggered<T> onEachTurn() {
        return onTurns(turn -> true);
    }

    /** Once for each turn that fits, when it is settled. */
    default Triggered<T> onTurns(Predicate<TurnRecord> fits) {
        return new Triggered<>(this, new Trigger.OnTurn(turn -> concerns(turn) && fits.test(turn)));
    }

    /** Once for each turn whose text to go by has such a value. */
    default Triggered<T> onEntity(Entity.Kind kind) {
        return onTurns(turn -> turn.transcript().text().stream().flatMap(text -> EntityFinder.in(SpokenForm.of(text)).stream())
                .anyMatch(found -> found.entity().kind() == kind));
    }

    /** Once for each turn whose two transcripts give a value differently. */
    default Triggered<T> onMismatch() {
        return onTurns(turn -> turn.builtIn() instanceof Heard.Text built && turn.outOfBand() instanceof Heard.Text asked
                && Agreement.between(asked.text(), built.text()).mismatches().stream().anyMatch(Mismatch.OfEntity.class::isInstance));
    }

    /** Once, when the call is ended in order: after the last turn, before the goodbye. */
    default Triggered<T> atEnd() {
        return new Triggered<>(this, new Trigger.AtEnd());
    }

    /** A task and what sets it off. */
    record Triggered<T>(Task<T> task, Trigger trigger) {}
}
