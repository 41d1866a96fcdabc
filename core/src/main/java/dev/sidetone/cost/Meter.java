package dev.sidetone.cost;

import java.util.Collection;
import java.util.Optional;

/**
 * One meter of a turn.
 *
 * @param reported the price of the usage the peer reported
 * @param expected the price of what the published rules give; absent when nothing is known to expect
 */
public record Meter(Cost reported, Optional<Cost> expected) {

    /** Nothing was asked for. */
    public static final Meter NOTHING = new Meter(Cost.NOTHING, Optional.empty());

    public static Meter reported(Cost cost) {
        return new Meter(cost, Optional.empty());
    }

    /** True when the peer reported something else than its published rules give: to be shown, not to be settled here. */
    public boolean differs() {
        return expected.filter(cost -> !cost.equals(reported)).isPresent();
    }

    /** What it should have cost, or what was reported where nothing is known to expect. */
    public Cost expectedOrReported() {
        return expected.orElse(reported);
    }

    public static Meter sum(Collection<Meter> meters) {
        var reported = Cost.sum(meters.stream().map(Meter::reported).toList());
        if (meters.stream().allMatch(meter -> meter.expected.isEmpty())) return reported(reported);
        return new Meter(reported, Optional.of(Cost.sum(meters.stream().map(Meter::expectedOrReported).toList())));
    }

    /** For instance {@code $0.007300 (expected $0.007748)}. */
    @Override
    public String toString() {
        return differs() ? reported + " (expected " + expectedOrReported() + ")" : reported.toString();
    }
}
