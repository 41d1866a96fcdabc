package dev.sidetone.cost;

import dev.sidetone.protocol.Usage;
import dev.sidetone.protocol.Usage.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a session model costs.
 *
 * <p>Cached tokens are a subset of the input, per modality. When a peer gives only their total, or a split that does not
 * fit the input, the total can belong to any modality: the price is exact if the input held only one, and otherwise
 * {@link Cost.Bounded} between the cheapest and the dearest split. Taking them all for text, as calculators often do, is
 * wrong whenever audio was cached.
 */
public record ModelPrice(String model, TokenPrices prices, PriceSource source) {

    private enum Modality {
        TEXT(TokenKind.TEXT_IN, TokenKind.TEXT_CACHED),
        AUDIO(TokenKind.AUDIO_IN, TokenKind.AUDIO_CACHED),
        IMAGE(TokenKind.IMAGE_IN, TokenKind.IMAGE_CACHED);

        final TokenKind fresh;
        final TokenKind cached;

        Modality(TokenKind fresh, TokenKind cached) {
            this.fresh = fresh;
            this.cached = cached;
        }

        long of(Tokens tokens) {
            return switch (this) {
                case TEXT -> tokens.text();
                case AUDIO -> tokens.audio();
                case IMAGE -> tokens.image();
            };
        }
    }

    /** What a response with this usage costs, unrounded. */
    public Cost of(Usage usage) {
        if (usage.cached() > usage.input().sum()) {
            return new Cost.NotPriced("more cached tokens reported than input tokens");
        }
        var cost = usage.cachedByModality().filter(split -> fits(split, usage))
                .map(split -> exact(usage, split))
                .orElseGet(() -> bounded(usage));
        long unnamed = usage.total() - usage.input().sum() - usage.output().sum();
        return unnamed <= 0 ? cost : Cost.sum(List.of(cost, Cost.NotPriced.withoutModality(unnamed)));
    }

    private static boolean fits(Tokens split, Usage usage) {
        for (var modality : Modality.values()) {
            if (modality.of(split) > modality.of(usage.input())) return false;
        }
        return split.sum() == usage.cached();
    }

    private Cost exact(Usage usage, Tokens cached) {
        var split = new EnumMap<Modality, Long>(Modality.class);
        for (var modality : Modality.values()) split.put(modality, modality.of(cached));
        return exact(usage, split);
    }

    private Cost exact(Usage usage, Map<Modality, Long> cached) {
        var counts = new EnumMap<TokenKind, Long>(TokenKind.class);
        for (var modality : Modality.values()) {
            counts.put(modality.cached, cached.get(modality));
            counts.put(modality.fresh, modality.of(usage.input()) - cached.get(modality));
        }
        counts.put(TokenKind.TEXT_OUT, usage.output().text());
        counts.put(TokenKind.AUDIO_OUT, usage.output().audio());
        return prices.of(counts);
    }

    private Cost bounded(Usage usage) {
        var bySaving = new ArrayList<>(List.of(Modality.values()));
        bySaving.sort(Comparator.comparing(modality -> prices.saving(modality.fresh, modality.cached)));
        var dearest = exact(usage, fill(bySaving, usage));
        var cheapest = exact(usage, fill(bySaving.reversed(), usage));
        if (cheapest.equals(dearest)) return dearest;
        var reasons = new ArrayList<>(dearest.reasons());
        reasons.add("cached tokens were given only as a total");
        return new Cost.Bounded(cheapest.least(), dearest.most(), reasons);
    }

    /** The cached total dealt out in the order given, each modality up to its input. */
    private static Map<Modality, Long> fill(List<Modality> order, Usage usage) {
        var split = new EnumMap<Modality, Long>(Modality.class);
        long left = usage.cached();
        for (var modality : order) {
            long share = Math.min(left, modality.of(usage.input()));
            split.put(modality, share);
            left -= share;
        }
        return split;
    }
}
