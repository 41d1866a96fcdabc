package dev.sidetone.eval;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.turn.WordErrorRate;
import java.util.List;
import java.util.Optional;

/**
 * How much of what the whole session as context gains over the built-in transcript a strategy keeps, and for which part of
 * the price. More than 1 per dollar means that a dollar buys more gain than it does with the whole session.
 *
 * @param share of the whole session's gain in word error rate; above 1 when the strategy does better
 * @param price as a share of the whole session's price, out of band
 * @param perDollar share by price
 */
record KeptGain(double share, double price, double perDollar) {

    /** @param all of the same plan; empty when there is nothing to hold it against, or nothing was gained or spent */
    static Optional<KeptGain> of(StrategyFigures one, List<StrategyFigures> all) {
        var whole = all.stream().filter(other -> other.strategy().isWholeSession())
                .filter(other -> other.strategy().prompt().equals(one.strategy().prompt())).findFirst();
        if (whole.isEmpty() || one.all().builtIn().isEmpty() || whole.get().all().builtIn().isEmpty()) return Optional.empty();
        // A streaming recogniser need not hear the same twice: both gains are counted from one line.
        double line = WordErrorRate.NONE.plus(builtIn(one)).plus(builtIn(whole.get())).rate().orElse(Double.NaN);
        double most = line - whole.get().all().rate(), gain = line - one.all().rate();
        double full = dollars(whole.get().all().bill().outOfBand()), price = dollars(one.all().bill().outOfBand());
        if (!(most > 0) || !(full > 0) || !(price > 0)) return Optional.empty();
        double share = gain / most, part = price / full;
        return Optional.of(new KeptGain(share, part, share / part));
    }

    private static WordErrorRate builtIn(StrategyFigures one) {
        return one.all().builtIn().orElseThrow().accuracy().sum().words();
    }

    /** NaN when not priced. */
    static double dollars(Meter meter) {
        var cost = meter.expectedOrReported();
        return cost instanceof Cost.NotPriced ? Double.NaN : cost.least().amount().doubleValue();
    }
}
