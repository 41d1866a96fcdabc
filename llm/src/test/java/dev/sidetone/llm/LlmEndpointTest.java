package dev.sidetone.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlmEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:11434, http://127.0.0.1:11434/v1/chat/completions",
        "http://127.0.0.1:11434/, http://127.0.0.1:11434/v1/chat/completions",
        "http://h:8000/v1/, http://h:8000/v1/chat/completions",
        "https://api.openai.com/v1/chat/completions, https://api.openai.com/v1/chat/completions",
        "https://h/openai?api-version=1, https://h/openai/chat/completions?api-version=1"})
    void the_usual_ways_of_writing_an_address_are_understood(String written, String meant) {
        assertThat(LlmEndpoint.of(written, "m").chat()).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:11434", "ws://h/v1", "http:///v1", "not an address", "", "http://h:port/"})
    void what_is_no_address_is_refused_in_one_line(String written) {
        assertThatThrownBy(() -> LlmEndpoint.of(written, "m")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("use http://host:port/v1");
    }

    @Test
    void keys_and_passwords_do_not_print() {
        assertThat(LlmEndpoint.of("http://h/v1", "m").withKey(" sk-secret\n")).hasToString("m at h");
        assertThatThrownBy(() -> LlmEndpoint.of("http://me:sk-secret@h/v1", "m")).hasMessageNotContaining("sk-secret");
        assertThatThrownBy(() -> LlmEndpoint.of("http://me:sk-secret@h h/v1", "m")).hasMessageNotContaining("sk-secret");
        assertThatThrownBy(() -> LlmEndpoint.of("http://h/v1", "m").withKey("sk secret")).hasMessageNotContaining("sk secret");
    }

    @Test
    void a_model_must_be_named() {
        assertThatThrownBy(() -> LlmEndpoint.of("http://h/v1", " ")).hasMessageContaining("model");
    }
}
