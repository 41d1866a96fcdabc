package dev.sidetone.cost;

import static dev.sidetone.cost.Usages.text;
import dev.sidetone.Shared;
import static dev.sidetone.cost.Usages.tokens;
import static dev.sidetone.cost.Usages.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.protocol.Usage.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The usage of two recorded calls (stored outputs of openai-cookbook's out-of-band transcription notebook, 2025-11). */
class RecordedUsageTest {

    private static final PriceBook PRICES = PriceBook.bundled();

    @ParameterizedTest
    @CsvSource({"whole-session, 19.38", "latest-turn, 4.63"})
    void every_figure_of_a_recorded_call_comes_out(String context, BigDecimal ratio) throws IOException {
        var file = Shared.path("data/cost/recorded-usage-" + context + ".json");
        var call = Json.parse(Files.readString(file)).node();
        var turns = new ArrayList<TurnCost>();
        for (var turn : call.get("turns")) {
            var cost = turnCost(turn);
            assertThat(cost.outOfBand()).hasToString(dollars(turn.get("expected_usd").get("out_of_band")));
            assertThat(cost.builtIn()).hasToString(dollars(turn.get("expected_usd").get("built_in_asr")));
            turns.add(cost);
        }
        var cost = new CallCost(turns);
        assertThat(cost.outOfBand()).hasToString(dollars(call.get("total_usd").get("out_of_band")));
        assertThat(cost.builtIn()).hasToString(dollars(call.get("total_usd").get("built_in_asr")));
        assertThat(cost.ratio()).contains(new CallCost.Ratio(ratio, 6));
    }

    @Test
    void a_first_request_pays_for_its_whole_prompt() {
        assertThat(outOfBand(usage(text(1809), Tokens.NONE, text(4)))).hasToString("$0.007300");
        assertThat(outOfBand(usage(text(1830), Tokens.NONE, text(11)))).hasToString("$0.007496");
    }

    @Test
    void a_cached_prompt_is_paid_at_the_cached_price_and_only_once() {
        assertThat(outOfBand(usage(text(1809), text(1792), text(20)))).hasToString("$0.001105");
        assertThat(outOfBand(usage(tokens(1906, 95), text(1856), text(19)))).hasToString("$0.004286");
    }

    @Test
    void audio_that_was_cached_is_paid_as_cached_audio() {
        var reply = usage(tokens(1102, 292), tokens(1088, 256), tokens(63, 218));
        // (14 x 4 + 1088 x 0.4 + 36 x 32 + 256 x 0.4 + 63 x 16 + 218 x 64) / 1e6
        assertThat(outOfBand(reply)).hasToString("$0.016706");
    }

    @Test
    void the_built_in_transcripts_come_out() {
        assertThat(builtIn(14, 3)).hasToString("$0.000114");
        assertThat(builtIn(57, 14)).hasToString("$0.000482");
        assertThat(builtIn(32, 7)).hasToString("$0.000262");
    }

    @Test
    void the_ratio_of_a_call_is_that_of_its_sums() {
        var turns = List.of(
                turn(usage(text(1809), Tokens.NONE, text(4)), 14, 3),
                turn(usage(text(1809), text(1792), text(20)), 74, 13));
        // 0.008405 / 0.000688
        assertThat(new CallCost(turns).ratio()).contains(new CallCost.Ratio(new BigDecimal("12.22"), 2));
        assertThat(turns.get(0).ratio()).contains(new BigDecimal("64.04"));
    }

    private static TurnCost turn(Usage outOfBand, long audio, long output) {
        return new TurnCost(Meter.NOTHING, Meter.reported(outOfBand(outOfBand)), Meter.reported(builtIn(audio, output)));
    }

    private static Cost outOfBand(Usage usage) {
        return PRICES.response("gpt-realtime", Optional.of(usage));
    }

    private static Cost builtIn(long audio, long output) {
        return PRICES.transcription("gpt-4o-transcribe", new TranscriptionUsage.Tokens(audio + output, 0, audio, output));
    }

    private static TurnCost turnCost(JsonNode turn) {
        var asr = turn.get("built_in_asr");
        return turn(usageOf(turn.get("out_of_band")), asr.at("/input_token_details/audio_tokens").asLong(), asr.get("output_tokens").asLong());
    }

    private static Usage usageOf(JsonNode node) {
        var input = node.get("input_token_details");
        return new Usage(
                node.get("total_tokens").asLong(), tokensOf(input), input.get("cached_tokens").asLong(),
                Optional.of(tokensOf(input.get("cached_tokens_details"))), tokensOf(node.get("output_token_details")), 0);
    }

    private static Tokens tokensOf(JsonNode node) {
        return new Tokens(node.path("text_tokens").asLong(), node.path("audio_tokens").asLong(), node.path("image_tokens").asLong());
    }

    private static String dollars(JsonNode amount) {
        return Usd.of(amount.asString()).toString();
    }
}
