package dev.sidetone.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookTest {

    @TempDir
    Path folder;

    @Test
    void every_bundled_price_has_a_source_and_a_date() {
        var book = PriceBook.bundled();
        assertThat(book.models()).hasSize(8).allSatisfy(price -> assertDated(price.source()));
        assertThat(book.transcriptionModels()).hasSize(7).allSatisfy(price -> assertDated(price.source()));
    }

    @Test
    void a_listed_snapshot_costs_what_its_model_costs() {
        assertThat(PriceBook.bundled().model("gpt-realtime-2025-08-28")).isEqualTo(PriceBook.bundled().model("gpt-realtime"));
        assertThat(PriceBook.bundled().transcriptionModel("gpt-4o-mini-transcribe-2025-12-15")).isPresent();
    }

    @Test
    void an_unlisted_snapshot_is_not_guessed() {
        // Sold at other prices than its successors.
        assertThat(PriceBook.bundled().model("gpt-4o-realtime-preview-2024-10-01")).isEmpty();
        assertThat(PriceBook.bundled().model("gpt-realtime-2099-01-01")).isEmpty();
    }

    @Test
    void a_file_changes_what_it_names_and_leaves_the_rest() throws IOException {
        var book = read("""
                {"checked": "2026-11-01", "source": "our contract", "models": {"gpt-realtime": {"text_in": 3.5}}}""");
        var price = book.model("gpt-realtime").orElseThrow();
        assertThat(price.prices().perMillion(TokenKind.TEXT_IN)).contains(Usd.of("3.50"));
        assertThat(price.prices().perMillion(TokenKind.AUDIO_IN)).contains(Usd.of("32"));
        assertThat(price.source()).isEqualTo(new PriceSource("our contract", Optional.of(LocalDate.of(2026, 11, 1))));
        assertThat(book.model("gpt-realtime-mini")).isEqualTo(PriceBook.bundled().model("gpt-realtime-mini"));
    }

    @Test
    void a_file_can_price_a_deployment_by_alias() throws IOException {
        var book = read("""
                {"aliases": {"claims-voice": "gpt-realtime", "claims-ear": "whisper-1"}}""");
        assertThat(book.model("claims-voice")).isEqualTo(book.model("gpt-realtime")).isPresent();
        assertThat(book.transcriptionModel("claims-ear")).isPresent();
    }

    @Test
    void a_file_can_change_tokens_into_minutes() throws IOException {
        var book = read("""
                {"transcription_models": {"gpt-4o-transcribe": {"per_minute": 0.006}, "gpt-4o-mini-transcribe": {"audio_in": 2}}}""");
        assertThat(book.transcriptionModel("gpt-4o-transcribe")).containsInstanceOf(TranscriptionPrice.PerMinute.class);
        var mini = (TranscriptionPrice.PerToken) book.transcriptionModel("gpt-4o-mini-transcribe").orElseThrow();
        assertThat(mini.prices().perMillion(TokenKind.AUDIO_IN)).contains(Usd.of("2"));
        assertThat(mini.prices().perMillion(TokenKind.TEXT_OUT)).contains(Usd.of("5"));
    }

    @Test
    void the_file_itself_is_the_source_when_it_names_none() throws IOException {
        var source = read("{\"models\": {\"m\": {\"text_in\": 1}}}").model("m").orElseThrow().source();
        assertThat(source.name()).endsWith("prices.json");
        assertThat(source.checked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "not json                                                | not JSON at line 1",
        "{} {}                                                   | not JSON at line 1",
        "[]                                                      | the file is not an object",
        "~~                                                      | the file is not an object",
        "{\"modles\": {}}                                        | unknown key modles; known are checked, source, models",
        "{\"models\": {\"m\": {\"text_inn\": 1}}}                | unknown key models.m.text_inn; known are text_in",
        "{\"models\": {\"m\": {\"per_minute\": 1}}}              | unknown key models.m.per_minute",
        "{\"models\": {\"m\": {\"text_in\": -1}}}                | models.m.text_in is negative",
        "{\"models\": {\"m\": {\"text_in\": \"4\"}}}             | models.m.text_in is not a number",
        "{\"models\": {\"m\": {\"text_in\": 1e9999999}}}         | models.m.text_in is above 1000000 dollars",
        "{\"models\": {\"m\": {\"text_in\": 1e-9999999}}}        | models.m.text_in has more than 12 decimals",
        "{\"models\": {\"m\": {\"text_in\": 1, \"text_in\": 2}}} | not JSON",
        "{\"models\": {\"m\": {}}}                               | models.m has no price",
        "{\"models\": {\"m\": 4}}                                | models.m is not an object",
        "{\"transcription_models\": {\"w\": {\"per_minute\": 1, \"text_in\": 1}}} | has both per_minute and text_in",
        "{\"transcription_models\": {\"w\": {\"audio_out\": 1}}} | unknown key transcription_models.w.audio_out",
        "{\"aliases\": {\"mine\": \"gpt-none\"}}                 | aliases.mine stands for \"gpt-none\", which has no price",
        "{\"aliases\": {\"mine\": 4}}                            | aliases.mine is not a text",
        "{\"checked\": \"yesterday\"}                            | checked is not a date",
    })
    void a_bad_file_is_refused_in_one_line(String content, String problem) {
        assertThatThrownBy(() -> read(content == null ? "" : content))
                .isInstanceOf(PriceBookException.class)
                .hasMessageContaining(problem)
                .hasMessageStartingWith("price file " + folder)
                .message().doesNotContain("\n");
    }

    @Test
    void a_file_that_cannot_be_read_says_so() throws IOException {
        assertThatThrownBy(() -> PriceBook.read(folder.resolve("none.json"))).hasMessageEndingWith("none.json does not exist; check the path");
        assertThatThrownBy(() -> PriceBook.read(folder)).hasMessageContaining("cannot be read");
        var binary = Files.write(folder.resolve("binary.json"), new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> PriceBook.read(binary)).hasMessageContaining("is not text in UTF-8");
    }

    private PriceBook read(String content) throws IOException {
        return PriceBook.read(Files.writeString(folder.resolve("prices.json"), content));
    }

    private static void assertDated(PriceSource source) {
        assertThat(source.name()).isNotBlank();
        assertThat(source.checked()).isPresent();
    }
}
