package dev.sidetone.cost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What something cost, as far as it can be known. A sum is a cost again, and a part that is missing stays visible in it:
 * an unknown model or unreported usage is never counted as nothing.
 */
public sealed interface Cost {

    /** Nothing was asked for, so nothing was spent. Not for usage that is unknown: that is {@link NotPriced}. */
    Cost NOTHING = new Known(Usd.ZERO);

    /** All of it. */
    record Known(Usd amount) implements Cost {
        @Override
        public Usd least() {
            return amount;
        }

        @Override
        public Optional<Usd> most() {
            return Optional.of(amount);
        }

        @Override
        public List<String> reasons() {
            return List.of();
        }

        @Override
        public String toString() {
            return amount.toString();
        }
    }

    /**
     * A part of it, or a range.
     *
     * @param least what is certain
     * @param most absent when a part has no price at all
     * @param reasons why it is not exact, each a short phrase
     */
    record Bounded(Usd least, Optional<Usd> most, List<String> reasons) implements Cost {
        public Bounded {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String toString() {
            return most.map(end -> least + " to " + end).orElse("at least " + least) + " (" + String.join("; ", reasons) + ")";
        }
    }

    /** @param reasons why, each a short phrase such as {@code no price for model "my-deployment"} */
    record NotPriced(List<String> reasons) implements Cost {
        public NotPriced {
            reasons = List.copyOf(reasons);
        }

        public NotPriced(String reason) {
            this(List.of(reason));
        }

        /** Peers that give a total but not what it consists of. */
        static NotPriced withoutModality(long tokens) {
            return new NotPriced(tokens + " tokens reported without a modality");
        }

        @Override
        public Usd least() {
            return Usd.ZERO;
        }

        @Override
        public Optional<Usd> most() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "not priced (" + String.join("; ", reasons) + ")";
        }
    }

    /** What is certainly spent: the figure to hold against a budget. */
    Usd least();

    /** What it can be at most; absent when a part has no price. */
    Optional<Usd> most();

    /** Why it is not known exactly; empty when it is. */
    List<String> reasons();

    /** The same to a millionth of a dollar. */
    default Cost settled() {
        return switch (this) {
            case Known(var amount) -> new Known(amount.settled());
            case Bounded(var least, var most, var reasons) -> new Bounded(least.settled(), most.map(Usd::settled), reasons);
            case NotPriced none -> none;
        };
    }

    /** The sum, which is only as well known as its parts. */
    static Cost sum(Collection<? extends Cost> costs) {
        var least = Usd.ZERO;
        var most = Optional.of(Usd.ZERO);
        var reasons = new LinkedHashSet<String>();
        for (var cost : costs) {
            least = least.plus(cost.least());
            most = most.flatMap(sum -> cost.most().map(sum::plus));
            reasons.addAll(cost.reasons());
        }
        if (reasons.isEmpty()) return new Known(least);
        if (most.isEmpty() && least.equals(Usd.ZERO)) return new NotPriced(new ArrayList<>(reasons));
        return new Bounded(least, most, new ArrayList<>(reasons));
    }
}
