package dev.sidetone.cost;

import dev.sidetone.protocol.TranscriptionUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/** What a built-in transcription model costs: some are billed by tokens, some by the minute of audio. */
public sealed interface TranscriptionPrice {

    String model();

    PriceSource source();

    /** What this usage costs, unrounded; usage of the other shape, or none, is not priced. */
    Cost of(TranscriptionUsage usage);

    record PerToken(String model, TokenPrices prices, PriceSource source) implements TranscriptionPrice {
        @Override
        public Cost of(TranscriptionUsage usage) {
            return switch (usage) {
                case TranscriptionUsage.Tokens tokens -> of(tokens);
                case TranscriptionUsage.Seconds seconds -> new Cost.NotPriced(model + " is priced by tokens, but seconds were reported");
                case TranscriptionUsage.Unreported none -> new Cost.NotPriced(UNREPORTED);
            };
        }

        private Cost of(TranscriptionUsage.Tokens tokens) {
            var cost = prices.of(Map.of(
                    TokenKind.TEXT_IN, tokens.inputText(),
                    TokenKind.AUDIO_IN, tokens.inputAudio(),
                    TokenKind.TEXT_OUT, tokens.output()));
            long unnamed = tokens.total() - tokens.inputText() - tokens.inputAudio() - tokens.output();
            return unnamed <= 0 ? cost : Cost.sum(List.of(cost, Cost.NotPriced.withoutModality(unnamed)));
        }
    }

    record PerMinute(String model, Usd perMinute, PriceSource source) implements TranscriptionPrice {

        private static final BigDecimal SECONDS_A_MINUTE = BigDecimal.valueOf(60);

        // A sixtieth is not a finite decimal: 34 digits are exact to far below what any sum of calls can show.
        private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL128;

        @Override
        public Cost of(TranscriptionUsage usage) {
            return switch (usage) {
                case TranscriptionUsage.Seconds(var seconds) ->
                    new Cost.Known(perMinute.times(seconds.divide(SECONDS_A_MINUTE, EXACT_ENOUGH)));
                case TranscriptionUsage.Tokens tokens -> new Cost.NotPriced(model + " is priced by the minute, but tokens were reported");
                case TranscriptionUsage.Unreported none -> new Cost.NotPriced(UNREPORTED);
            };
        }
    }

    String UNREPORTED = "the peer reported no transcription usage";
}
