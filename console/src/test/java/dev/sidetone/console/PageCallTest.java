package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.test.Speech;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call from a page to a scripted server, as the page sees it. */
@Timeout(60)
class PageCallTest {

    private static final Duration WORDS = Duration.ofMillis(1_200);

    @Test
    void a_turn_is_told_as_it_comes_and_settles_with_both_transcripts_and_its_cost() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            assertThat(page.protocol()).isEqualTo("sidetone.console.1");
            assertThat(page.await("connected").path("model").asString()).isEqualTo("gpt-realtime");
            assertThat(page.await("listening").toString()).contains("\"context\":\"notes\",\"prompt\":\"verbatim\",\"from_turn\":1");
            page.says(Speech.turn(WORDS));
            var item = page.await("speech_started").path("item").stringValue();
            assertThat(page.await("reply_started").path("item").stringValue()).isEqualTo(item);
            assertThat(page.await("reply_audio").path("stream").intValue()).isEqualTo(1);
            var turn = page.await("turn").path("turn");
            assertThat(turn.path("item_id").stringValue()).isEqualTo(item);
            assertThat(turn.path("out_of_band").path("text").stringValue()).isEqualTo("Hello there.");
            assertThat(turn.path("built_in").path("text").stringValue()).isEqualTo("hello there");
            assertThat(turn.path("pieces").toString()).isEqualTo("[{\"kind\":\"same\",\"out_of_band\":\"Hello there.\",\"built_in\":\"hello there\",\"mismatch\":false}]");
            assertThat(turn.path("cost").path("total").path("usd").stringValue()).startsWith("0.0");
            assertThat(page.await("totals").path("turns").intValue()).isEqualTo(1);
        }
    }
}
