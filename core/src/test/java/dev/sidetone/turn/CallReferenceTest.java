package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallReferenceTest {

    @TempDir
    Path folder;

    @Test
    void a_call_is_read_turn_by_turn() throws IOException {
        var call = read("""
                {"name": "claims", "sample_rate_hz": 24000, "voice": "anyone", "turns": [
                 {"start_ms": 1500, "end_ms": 4675.5, "reference": "it is five", "entities": {"policy_number": "5"}},
                 {"start_ms": 6000, "end_ms": 7000, "reference": ""}]}""");
        assertThat(call.name()).isEqualTo("claims");
        assertThat(call.sampleRateHz()).isEqualTo(24_000);
        assertThat(call.turns()).containsExactly(
                new CallReference.Utterance(Duration.ofMillis(1500), Duration.ofMillis(4675), "it is five", Map.of("policy_number", "5")),
                new CallReference.Utterance(Duration.ofMillis(6000), Duration.ofMillis(7000), "", Map.of()));
        assertThat(call.toString()).doesNotContain("five");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claims-auto", "claims-home"})
    void the_recorded_calls_can_be_read(String name) {
        var call = CallReference.read(Shared.path("data/calls/" + name + "/call.json"));
        assertThat(call.name()).isEqualTo(name);
        assertThat(call.turns()).hasSize(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "nonsense | is not JSON",
        "[] | the file is not an object",
        "{} | sample_rate_hz must be a whole number",
        "{\"sample_rate_hz\": 440} | sample_rate_hz must be a whole number",
        "{\"sample_rate_hz\": 24000} | turns must be a list",
        "{\"sample_rate_hz\": 24000, \"turns\": []} | turns must be a list",
        "{\"sample_rate_hz\": 24000, \"turns\": [7]} | turns[0] is not an object",
        "{\"sample_rate_hz\": 24000, \"turns\": [{\"start_ms\": -1}]} | turns[0].start_ms must be a number",
        "{\"sample_rate_hz\": 24000, \"turns\": [{\"start_ms\": 1, \"end_ms\": 1e400}]} | turns[0].end_ms must be a number",
        "{\"sample_rate_hz\": 24000, \"turns\": [{\"start_ms\": 9, \"end_ms\": 1}]} | turns[0] ends before it starts",
        "{\"sample_rate_hz\": 24000, \"turns\": [{\"start_ms\": 1, \"end_ms\": 9}]} | turns[0].reference must be a text",
        "{\"sample_rate_hz\": 24000, \"turns\": [{\"start_ms\": 1, \"end_ms\": 9, \"reference\": \"\", \"entities\": 1}]} | turns[0].entities is not an object",
        "{\"sample_rate_hz\": 24000, \"turns\": [{\"start_ms\": 1, \"end_ms\": 9, \"reference\": \"\", \"entities\": {\"a\": 1}}]} | turns[0].entities.a must be a text",
        "{\"sample_rate_hz\": 24000, \"turns\": [{\"start_ms\": 1, \"end_ms\": 9, \"reference\": \"\"}, {\"start_ms\": 5, \"end_ms\": 9, \"reference\": \"\"}]} | turns[1] starts before",
        "{\"sample_rate_hz\": 24000, \"turns\": [{\"start_ms\": 1, \"end_ms\": 9, \"reference\": \"\"}]} | name must be a text",
    })
    void a_bad_reference_is_refused_in_one_line(String content, String problem) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(CallReferenceException.class)
                .hasMessageContaining(problem)
                .hasMessageStartingWith("call reference " + folder)
                .message().doesNotContain("\n");
    }

    @Test
    void a_missing_reference_is_named() {
        assertThatThrownBy(() -> CallReference.read(folder.resolve("none.json"))).hasMessageEndingWith("none.json does not exist; check the path");
        assertThatThrownBy(() -> CallReference.read(folder)).hasMessageContaining("cannot be read");
    }

    private CallReference read(String content) throws IOException {
        return CallReference.read(Files.writeString(folder.resolve("call.json"), content));
    }
}
