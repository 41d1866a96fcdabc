package dev.sidetone.cost;

import static dev.sidetone.cost.Usages.text;
import static dev.sidetone.cost.Usages.tokens;
import static dev.sidetone.cost.Usages.usage;
import static dev.sidetone.cost.Usages.withoutSplit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.protocol.Usage.Tokens;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CostTest {

    private static final PriceBook PRICES = PriceBook.bundled();
    private static final Cost DIME = new Cost.Known(Usd.of("0.10"));

    @Test
    void an_unknown_model_is_not_priced_and_says_which() {
        assertThat(PRICES.response("my-deployment", Optional.of(usage(text(1), Tokens.NONE, text(1)))))
                .hasToString("not priced (no price for model \"my-deployment\")");
        assertThat(PRICES.transcription("my-whisper", new TranscriptionUsage.Seconds(BigDecimal.ONE)))
                .isEqualTo(new Cost.NotPriced("no price for model \"my-whisper\""));
    }

    @Test
    void usage_that_was_not_reported_is_not_priced() {
        assertThat(PRICES.response("gpt-realtime", Optional.empty())).isInstanceOf(Cost.NotPriced.class);
        assertThat(PRICES.transcription("whisper-1", new TranscriptionUsage.Unreported())).isInstanceOf(Cost.NotPriced.class);
        assertThat(PRICES.transcription("gpt-4o-transcribe", new TranscriptionUsage.Unreported())).isInstanceOf(Cost.NotPriced.class);
    }

    @Test
    void a_token_kind_without_a_price_leaves_a_lower_bound() {
        var withImage = usage(new Tokens(1_000_000, 0, 5), Tokens.NONE, Tokens.NONE);
        assertThat(PRICES.response("gpt-4o-realtime-preview", Optional.of(withImage)))
                .hasToString("at least $5.000000 (no price for image_in)");
    }

    @Test
    void tokens_without_a_modality_leave_a_lower_bound() {
        var usage = new Usage(150, text(100), 0, Optional.of(Tokens.NONE), text(20), 0);
        assertThat(PRICES.response("gpt-realtime", Optional.of(usage)))
                .hasToString("at least $0.000720 (30 tokens reported without a modality)");
        assertThat(PRICES.transcription("gpt-4o-transcribe", new TranscriptionUsage.Tokens(20, 0, 0, 0)))
                .hasToString("not priced (20 tokens reported without a modality)");
    }

    @Test
    void a_cached_total_is_taken_as_text_when_the_input_held_only_text() {
        assertThat(PRICES.response("gpt-realtime", Optional.of(withoutSplit(text(1809), 1792, text(20))))).hasToString("$0.001105");
    }

    @Test
    void a_cached_total_over_text_and_audio_gives_both_ends() {
        // 100 of 100 text + 100 audio: all text cached (40 + 3200) or all audio cached (400 + 40)
        assertThat(PRICES.response("gpt-realtime", Optional.of(withoutSplit(tokens(100, 100), 100, Tokens.NONE))))
                .hasToString("$0.000440 to $0.003240 (cached tokens were given only as a total)");
    }

    @Test
    void a_cached_total_equal_to_the_input_leaves_no_doubt() {
        assertThat(PRICES.response("gpt-realtime", Optional.of(withoutSplit(tokens(100, 100), 200, Tokens.NONE)))).hasToString("$0.000080");
    }

    @Test
    void a_cached_split_that_does_not_fit_the_input_is_not_believed() {
        var usage = new Usage(120, tokens(93, 27), 64, Optional.of(tokens(0, 64)), Tokens.NONE, 0);
        assertThat(PRICES.response("gpt-realtime", Optional.of(usage))).isInstanceOf(Cost.Bounded.class);
        var impossible = new Usage(10, text(10), 64, Optional.of(text(64)), Tokens.NONE, 0);
        assertThat(PRICES.response("gpt-realtime", Optional.of(impossible))).isInstanceOf(Cost.NotPriced.class);
    }

    @Test
    void the_price_of_any_split_lies_within_the_bounds_of_its_total() {
        var random = new Random(20260722);
        for (int i = 0; i < 2_000; i++) {
            var input = tokens(random.nextInt(3000), random.nextInt(600));
            var cached = tokens(random.nextLong(input.text() + 1), random.nextLong(input.audio() + 1));
            var output = tokens(random.nextInt(200), random.nextInt(200));
            var exact = PRICES.response("gpt-realtime-mini", Optional.of(usage(input, cached, output))).least();
            var bounds = PRICES.response("gpt-realtime-mini", Optional.of(withoutSplit(input, cached.sum(), output)));
            assertThat(exact).isBetween(bounds.least(), bounds.most().orElseThrow());
        }
    }

    @Test
    void minutes_are_priced_by_the_second() {
        assertThat(PRICES.transcription("whisper-1", new TranscriptionUsage.Seconds(new BigDecimal("3")))).hasToString("$0.000300");
        assertThat(PRICES.transcription("gpt-transcribe", new TranscriptionUsage.Seconds(new BigDecimal("2.8")))).hasToString("$0.000210");
        assertThat(PRICES.transcription("whisper-1", new TranscriptionUsage.Tokens(17, 0, 14, 3))).isInstanceOf(Cost.NotPriced.class);
        assertThat(PRICES.transcription("gpt-4o-transcribe", new TranscriptionUsage.Seconds(BigDecimal.ONE))).isInstanceOf(Cost.NotPriced.class);
    }

    @Test
    void a_sum_keeps_what_is_missing_in_sight() {
        assertThat(Cost.sum(List.of(DIME, DIME))).isEqualTo(new Cost.Known(Usd.of("0.2")));
        assertThat(Cost.sum(List.of(DIME, new Cost.NotPriced("a"), new Cost.NotPriced("b"), new Cost.NotPriced("a"))))
                .hasToString("at least $0.100000 (a; b)");
        assertThat(Cost.sum(List.of(Cost.NOTHING, new Cost.NotPriced("a")))).isEqualTo(new Cost.NotPriced("a"));
        assertThat(Cost.sum(List.of())).isEqualTo(Cost.NOTHING);
    }

    @Test
    void a_ratio_needs_both_prices() {
        var priced = new TurnCost(Meter.NOTHING, Meter.reported(DIME), Meter.reported(DIME));
        var unpriced = new TurnCost(Meter.NOTHING, Meter.reported(DIME), Meter.reported(new Cost.NotPriced("a")));
        var silent = new TurnCost(Meter.NOTHING, Meter.reported(DIME), Meter.NOTHING);
        assertThat(unpriced.ratio()).isEmpty();
        assertThat(silent.ratio()).isEmpty();
        assertThat(new CallCost(List.of(priced, unpriced)).ratio()).contains(new CallCost.Ratio(new BigDecimal("1.00"), 1));
        assertThat(new CallCost(List.of(priced, silent)).ratio()).contains(new CallCost.Ratio(new BigDecimal("2.00"), 2));
        assertThat(unpriced.total()).hasToString("at least $0.100000 (a)");
    }

    @Test
    void published_rules_count_audio_by_its_length() {
        assertThat(AudioTokens.ofUser(Duration.ofMillis(2796))).isEqualTo(27);
        assertThat(AudioTokens.ofUser(Duration.ofMillis(5850))).isEqualTo(58);
        assertThat(AudioTokens.ofAssistant(Duration.ofMillis(7300))).isEqualTo(146);
    }

    @Test
    void audio_that_was_heard_but_not_reported_is_marked() {
        var reported = usage(text(1809), Tokens.NONE, text(4));
        var meter = PRICES.response("gpt-realtime", Optional.of(reported), new AudioTokens(14, 0));
        assertThat(meter.differs()).isTrue();
        assertThat(meter).hasToString("$0.007300 (expected $0.007748)");
        assertThat(new AudioTokens(14, 0).differsFrom(reported)).isTrue();
        assertThat(new AudioTokens(14, 0).in(reported).total()).isEqualTo(1827);
    }

    @Test
    void a_report_that_follows_the_rules_is_not_marked() {
        var reply = usage(tokens(1026, 16), Tokens.NONE, tokens(66, 219));
        assertThat(PRICES.response("gpt-realtime", Optional.of(reply), new AudioTokens(16, 219)).differs()).isFalse();
        assertThat(PRICES.response("gpt-realtime", Optional.empty(), new AudioTokens(16, 219)).differs()).isFalse();
        var heard = new TranscriptionUsage.Tokens(19, 0, 16, 3);
        assertThat(PRICES.transcription("gpt-4o-transcribe", heard, Duration.ofMillis(1650)).differs()).isFalse();
        assertThat(PRICES.transcription("gpt-4o-transcribe", heard, Duration.ofMillis(2000)).differs()).isTrue();
    }

    @Test
    void seconds_rounded_to_the_nearest_are_as_expected() {
        assertThat(seconds("3", 2800).differs()).isFalse();
        assertThat(seconds("2.8", 2800).differs()).isFalse();
        assertThat(seconds("0", 5120).differs()).isTrue();
    }

    @Test
    void a_sum_of_meters_expects_what_its_parts_expect() {
        var sum = Meter.sum(List.of(new Meter(DIME, Optional.of(new Cost.Known(Usd.of("0.3")))), Meter.reported(DIME)));
        assertThat(sum).hasToString("$0.200000 (expected $0.400000)");
        assertThat(Meter.sum(List.of(Meter.NOTHING, Meter.reported(DIME))).expected()).isEmpty();
    }

    private static Meter seconds(String reported, long millis) {
        return PRICES.transcription("whisper-1", new TranscriptionUsage.Seconds(new BigDecimal(reported)), Duration.ofMillis(millis));
    }
}
