package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "wss://h/v1/realtime, wss://h/v1/realtime?model=gpt+4%26x",
        "wss://h/v1/realtime?api-version=1, wss://h/v1/realtime?api-version=1&model=gpt+4%26x",
        "wss://h/v1/realtime?model=other, wss://h/v1/realtime?model=other",
        "wss://h/r?a=1&deployment=d, wss://h/r?a=1&deployment=d",
        "wss://h/r?call_id=rtc_1, wss://h/r?call_id=rtc_1",
    })
    void the_model_joins_the_query_unless_the_address_says_what_it_wants(String address, String expected) {
        assertThat(Endpoint.of(URI.create(address)).address(Optional.of("gpt 4&x"))).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h/", "h", "/path", "wss:///nohost"})
    void what_is_no_websocket_address_is_refused_in_one_line(String address) {
        assertThatThrownBy(() -> Endpoint.of(URI.create(address))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is no endpoint: use ws://");
    }

    @ParameterizedTest
    @CsvSource({
        "https://bank.openai.azure.com, wss://bank.openai.azure.com/openai/v1/realtime?model=voice",
        "https://bank.openai.azure.com/, wss://bank.openai.azure.com/openai/v1/realtime?model=voice",
        "wss://bank.openai.azure.com/gateway/realtime?tenant=7, wss://bank.openai.azure.com/gateway/realtime?tenant=7&model=voice",
        "http://127.0.0.1:8765, ws://127.0.0.1:8765/openai/v1/realtime?model=voice",
    })
    void a_resource_of_azure_is_called_where_its_service_stands(String resource, String expected) {
        var endpoint = Endpoint.azure(URI.create(resource), new Secret("verysecret"));
        assertThat(endpoint.address(Optional.of("voice"))).hasToString(expected);
        assertThat(endpoint.headers()).containsExactly(Map.entry("api-key", "verysecret"));
        assertThat(endpoint.key()).isEmpty();
        assertThat(endpoint.toString()).doesNotContain("verysecret");
    }

    @Test
    void what_is_no_resource_is_refused_in_one_line() {
        assertThatThrownBy(() -> Endpoint.azure(URI.create("bank"), new Secret("k"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("use https://name.openai.azure.com");
    }

    @Test
    void keys_do_not_print() {
        var endpoint = Endpoint.openAi(new Secret("sk-verysecret")).withHeaders(Map.of("api-key", "verysecret"));
        assertThat(endpoint.toString()).doesNotContain("verysecret").contains("api-key");
        assertThat(Endpoint.of(URI.create("wss://user:verysecret@h/r?key=verysecret")).toString()).doesNotContain("verysecret");
    }
}
