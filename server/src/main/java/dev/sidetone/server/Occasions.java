package dev.sidetone.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How often the occasion of each planned fault came. Not thread-safe: whoever owns it does the counting. */
final class Occasions {

    private final List<Faults.Planned> plan;
    private final int[] counts;

    Occasions(Faults faults) {
        plan = faults.plan();
        counts = new int[plan.size()];
    }

    /** An occasion came for all planned faults of this kind that it fits. @return those whose turn it is, in the plan's order */
    <F extends Fault> List<F> strike(Class<F> kind, Predicate<F> fits) {
        if (counts.length == 0) return List.of();
        var due = new ArrayList<F>();
        for (int i = 0; i < counts.length; i++) {
            var planned = plan.get(i);
            if (!kind.isInstance(planned.fault()) || !fits.test(kind.cast(planned.fault()))) continue;
            counts[i]++;
            if (planned.nth() == 0 || planned.nth() == counts[i]) due.add(kind.cast(planned.fault()));
        }
        return due;
    }

    /** The same where one strikes at a time: the last that was planned. */
    <F extends Fault> Optional<F> strikeOne(Class<F> kind) {
        var due = strike(kind, any -> true);
        return due.isEmpty() ? Optional.empty() : Optional.of(due.getLast());
    }
}
