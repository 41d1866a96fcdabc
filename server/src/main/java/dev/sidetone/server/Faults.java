package dev.sidetone.server;

import java.util.ArrayList;
import java.util.List;

/** Which faults strike each connection, and when. Immutable. */
public final class Faults {

    /** @param nth strikes only at the n-th occasion of a connection, counted from 1; 0 means at each */
    record Planned(Fault fault, int nth) {}

    private static final Faults NONE = new Faults(List.of());

    private final List<Planned> plan;

    private Faults(List<Planned> plan) {
        this.plan = List.copyOf(plan);
    }

    public static Faults none() {
        return NONE;
    }

    /** With this fault too, at every occasion: each transcript, each out-of-band request, each event of the kind. */
    public Faults always(Fault fault) {
        return with(new Planned(fault, 0));
    }

    /** With this fault too, at the n-th occasion only. */
    public Faults at(int nth, Fault fault) {
        if (nth < 1) throw new IllegalArgumentException("occasions are counted from 1, not " + nth);
        return with(new Planned(fault, nth));
    }

    private Faults with(Planned planned) {
        var more = new ArrayList<>(plan);
        more.add(planned);
        return new Faults(more);
    }

    List<Planned> plan() {
        return plan;
    }
}
