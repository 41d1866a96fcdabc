package dev.sidetone.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** An exact amount of US dollars; two are equal when their values are. Rounded only when {@link #settled} or shown. */
public record Usd(BigDecimal amount) implements Comparable<Usd> {

    // A short turn costs some millionths of a dollar; with fewer places it would be shown as nothing.
    private static final int PLACES = 6;
    // A ratio is for people: 19.38 times.
    private static final int RATIO_PLACES = 2;

    public static final Usd ZERO = new Usd(BigDecimal.ZERO);

    public Usd {
        amount = amount.stripTrailingZeros();
    }

    public static Usd of(String amount) {
        return new Usd(new BigDecimal(amount));
    }

    public Usd plus(Usd other) {
        return new Usd(amount.add(other.amount));
    }

    public Usd minus(Usd other) {
        return new Usd(amount.subtract(other.amount));
    }

    public Usd times(BigDecimal factor) {
        return new Usd(amount.multiply(factor));
    }

    /** How many times the other amount this is, to two places; empty when the other is zero. */
    public Optional<BigDecimal> ratioTo(Usd other) {
        if (other.amount.signum() == 0) return Optional.empty();
        return Optional.of(amount.divide(other.amount, RATIO_PLACES, RoundingMode.HALF_UP));
    }

    /** Rounded to a millionth of a dollar, so that what is shown adds up. */
    public Usd settled() {
        return new Usd(shown());
    }

    /** The amount to six places, for tables and records. */
    public BigDecimal shown() {
        return amount.setScale(PLACES, RoundingMode.HALF_UP);
    }

    @Override
    public int compareTo(Usd other) {
        return amount.compareTo(other.amount);
    }

    /** For instance {@code $0.001105}. */
    @Override
    public String toString() {
        return "$" + shown().toPlainString();
    }
}
