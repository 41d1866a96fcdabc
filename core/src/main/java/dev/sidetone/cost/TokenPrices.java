package dev.sidetone.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dollars per million tokens, by kind; a kind that is absent has no price. */
public record TokenPrices(Map<TokenKind, Usd> perMillion) {

    private static final BigDecimal ONE_MILLIONTH = BigDecimal.ONE.movePointLeft(6);

    public TokenPrices {
        perMillion = Map.copyOf(perMillion);
    }

    public Optional<Usd> perMillion(TokenKind kind) {
        return Optional.ofNullable(perMillion.get(kind));
    }

    /** What so many tokens of each kind cost. A kind that occurs but has no price is a reason in the result. */
    public Cost of(Map<TokenKind, Long> counts) {
        var parts = new ArrayList<Cost>();
        for (var kind : TokenKind.values()) {
            long count = counts.getOrDefault(kind, 0L);
            if (count > 0) parts.add(of(kind, count));
        }
        return Cost.sum(parts);
    }

    private Cost of(TokenKind kind, long count) {
        Optional<Cost> cost = perMillion(kind)
                .map(price -> new Cost.Known(price.times(ONE_MILLIONTH).times(BigDecimal.valueOf(count))));
        return cost.orElseGet(() -> new Cost.NotPriced("no price for " + kind.key()));
    }

    /** Dollars per million saved by having it cached; zero when one of both prices is missing. */
    Usd saving(TokenKind fresh, TokenKind cached) {
        return perMillion(fresh).flatMap(price -> perMillion(cached).map(price::minus)).orElse(Usd.ZERO);
    }

    /** These prices, and for kinds they lack those of {@code base}. */
    TokenPrices over(TokenPrices base) {
        var merged = new EnumMap<TokenKind, Usd>(TokenKind.class);
        for (var prices : List.of(base, this)) merged.putAll(prices.perMillion);
        return new TokenPrices(merged);
    }
}
