package dev.sidetone.turn;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A task with what sets it off and who is told.
 *
 * @param to gets each result
 */
public record Errand<T>(Task<T> task, Trigger trigger, Consumer<TaskResult<T>> to) {

    /** @throws IllegalArgumentException when the task's name cannot stand on the wire */
    public Errand {
        Mark.checkTask(task.name());
    }

    /**
     * One more beside others.
     *
     * @throws IllegalArgumentException when a task of that name is set off in the same way already
     */
    public static <T> List<Errand<?>> with(List<Errand<?>> others, Task.Triggered<T> what, Consumer<TaskResult<T>> to) {
        var errand = new Errand<>(what.task(), what.trigger(), to);
        if (others.stream().anyMatch(errand::repeats)) {
            throw new IllegalArgumentException("a task \"" + what.task().name() + "\" is set off in this way already: give one of the two another name");
        }
        return Stream.concat(others.stream(), Stream.of(errand)).toList();
    }

    /** The same with each result handed on in this way. */
    public Errand<T> by(Consumer<Runnable> courier) {
        return new Errand<>(task, trigger, result -> courier.accept(() -> to.accept(result)));
    }

    /** Ends it before anything was asked. */
    public void endedUnasked(Reason why) {
        to.accept(new TaskResult<>(task.name(), Optional.empty(), new TaskResult.Outcome.Nothing<>(why), List.of(), Optional.empty()));
    }

    /** Whether both would ask the same about the same item. */
    public boolean repeats(Errand<?> other) {
        return task.name().equals(other.task.name()) && trigger.getClass().equals(other.trigger.getClass());
    }
}
