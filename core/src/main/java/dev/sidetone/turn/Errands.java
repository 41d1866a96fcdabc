package dev.sidetone.turn;

import dev.sidetone.protocol.ClientEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Owner of the tasks of one call: what sets them off, which run, and that each ends exactly once. Settled turns and answers in, steps
 * out. No task is set off twice for one item.
 *
 * <p>Not thread-safe: the thread of the ledger feeds it. It asks the program's own code, and outlives what that throws.
 */
public final class Errands {

    /** What is to be done next for a task. */
    public sealed interface Step {

        /** Send the request, and tell the ledger of it. */
        record Ask(String taskId, ClientEvent.ResponseCreate request) implements Step {}

        /** It has ended. @param tell hands the result over */
        record Ended(Runnable tell) implements Step {}
    }

    private record Key(String task, String itemId) {}

    private final List<Errand<?>> errands;
    private final Map<String, Run<?>> running = new HashMap<>();
    private final Set<Key> begun = new HashSet<>();
    private int ids;
    private boolean leaving;
    private Optional<Reason> over = Optional.empty();

    public Errands(List<Errand<?>> errands) {
        this.errands = List.copyOf(errands);
    }

    /** A turn is settled. */
    public List<Step> turn(TurnRecord turn) {
        var steps = new ArrayList<Step>();
        for (var errand : errands) {
            if (errand.trigger() instanceof Trigger.OnTurn on) step(errand, on, turn).ifPresent(steps::add);
        }
        return steps;
    }

    private Optional<Step> step(Errand<?> errand, Trigger.OnTurn on, TurnRecord turn) {
        var key = new Key(errand.task().name(), turn.itemId());
        if (begun.contains(key)) return Optional.empty();
        try {
            if (!on.fits().test(turn)) return Optional.empty();
        } catch (RuntimeException e) {
            begun.add(key);
            return Optional.of(run(errand, Optional.of(turn)).end(Run.failure(e)));
        }
        begun.add(key);
        return Optional.of(begin(run(errand, Optional.of(turn))));
    }

    /** Nothing more is expected of the call: sets off, the first time, what is for its end. */
    public List<Step> atEnd() {
        if (leaving) return List.of();
        leaving = true;
        var steps = new ArrayList<Step>();
        for (var errand : errands) {
            if (errand.trigger() instanceof Trigger.AtEnd) steps.add(begin(run(errand, Optional.empty())));
        }
        return steps;
    }

    /** The program asks by hand, as often as it likes. */
    public Step ask(Errand<?> errand) {
        return begin(run(errand, Optional.empty()));
    }

    /** A request of ours has its answer, or the reason why there is none. */
    public Optional<Step> answered(Action.TaskEnded ended) {
        return Optional.ofNullable(running.remove(ended.taskId())).map(run -> keep(run, run.answered(ended.answer(), ended.usage())));
    }

    /** The call is over: what is set off from now on ends at once. What runs is ended by the ledger's answers. */
    public void over(EndReason reason) {
        over = Optional.of(new Reason.CallOver(reason));
    }

    private Run<?> run(Errand<?> errand, Optional<TurnRecord> about) {
        return new Run<>("task_" + ++ids, errand, about);
    }

    private Step begin(Run<?> run) {
        return over.map(run::end).orElseGet(() -> keep(run, run.begin()));
    }

    private Step keep(Run<?> run, Step step) {
        if (!(step instanceof Step.Ask ask)) return step;
        if (over.isPresent()) return run.end(over.get());
        running.put(ask.taskId(), run);
        return step;
    }
}
