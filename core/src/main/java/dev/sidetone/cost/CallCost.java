package dev.sidetone.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the turns of a call cost together. */
public record CallCost(List<TurnCost> turns) {

    /**
     * Out-of-band to built-in over the turns where both are known: a missing price on one side would bend it.
     *
     * @param value to two places, as reported
     * @param turns how many turns it rests on
     */
    public record Ratio(BigDecimal value, int turns) {
        @Override
        public String toString() {
            return value.toPlainString() + "x";
        }
    }

    public CallCost {
        turns = List.copyOf(turns);
    }

    public Meter reply() {
        return sum(TurnCost::reply);
    }

    public Meter outOfBand() {
        return sum(TurnCost::outOfBand);
    }

    public Meter builtIn() {
        return sum(TurnCost::builtIn);
    }

    public Meter total() {
        return sum(TurnCost::total);
    }

    /** Empty when no turn has both transcripts with a known price. */
    public Optional<Ratio> ratio() {
        var both = new CallCost(turns.stream().filter(TurnCost::comparable).toList());
        return new TurnCost(Meter.NOTHING, both.outOfBand(), both.builtIn()).ratio().map(value -> new Ratio(value, both.turns.size()));
    }

    private Meter sum(Function<TurnCost, Meter> meter) {
        return Meter.sum(turns.stream().map(meter).toList());
    }
}
