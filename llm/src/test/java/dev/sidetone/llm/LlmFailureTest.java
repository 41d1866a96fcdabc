package dev.sidetone.llm;

import static dev.sidetone.llm.ChatEndpoint.answers;
import static dev.sidetone.llm.ChatEndpoint.breaksOffAfter;
import static dev.sidetone.llm.ChatEndpoint.call;
import static dev.sidetone.llm.ChatEndpoint.delta;
import static dev.sidetone.llm.ChatEndpoint.ends;
import static dev.sidetone.llm.ChatEndpoint.stallsAfter;
import static dev.sidetone.llm.ChatEndpoint.streams;
import static dev.sidetone.llm.ChatEndpoint.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint can do wrong, and the one line that tells it. */
@Timeout(30)
class LlmFailureTest extends LlmAnswers {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            401, {"error":{"message":"Incorrect key sk-secret";"code":"invalid_api_key"}}, llm_key_refused, invalid_api_key
            403, {}, llm_key_refused, HTTP 403
            404, {"error":{"message":"model not found"}}, llm_model_unknown, test-model
            404, {"detail":"Not Found"}, llm_model_unknown, correct the address
            429, {"error":{"type":"insufficient_quota"}}, llm_rate_limited, insufficient_quota
            500, oops, llm_server_error, look at its log
            503, {"error":"loading model"}, llm_server_error, HTTP 503
            400, {"error":{"code":400;"type":"exceed_context_size_error"}}, context_length_exceeded, truncation
            408, {}, llm_refused, HTTP 408
            422, {"detail":[{"input":"hello there"}]}, llm_refused, HTTP 422
            301, moved, llm_refused, HTTP 301
            """)
    void a_refusal_says_what_happened_and_what_to_do(int status, String body, String code, String tells) {
        try (var endpoint = new ChatEndpoint(answers(status, "application/json", body.replace(';', ',')))) {
            var failure = catchThrowableOfType(ModelFailure.class, () -> respond(endpoint.address().withKey("sk-secret"), Prompt.written(Prompt.turn("item_1"))));
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure).hasMessageContaining(tells);
            assertOneLine(failure);
        }
    }

    @Test
    void nobody_at_the_address() {
        var endpoint = new ChatEndpoint();
        var address = endpoint.address();
        endpoint.stop();
        var failure = catchThrowableOfType(ModelFailure.class, () -> respond(address, Prompt.written()));
        assertThat(failure.code()).isEqualTo("llm_unreachable");
        assertThat(failure).hasMessageContaining(address.name()).hasMessageContaining("start it");
        var unknown = catchThrowableOfType(ModelFailure.class, () -> respond(LlmEndpoint.of("http://no-such-host.invalid/v1", "m"), Prompt.written()));
        assertThat(unknown.code()).isEqualTo("llm_unreachable");
    }

    @Test
    void an_endpoint_whose_certificate_is_not_trusted_is_told_nothing() {
        var tls = ServerSettings.DEFAULT.withTls(new ServerSettings.Tls(0, Optional.empty()));
        try (var model = LlmModel.over(senses, LlmEndpoint.of("http://127.0.0.1:1/v1", "m")); var server = RealtimeServer.start(tls, model)) {
            var address = "https://" + server.secureUri().orElseThrow().getAuthority() + "/v1";
            var failure = catchThrowableOfType(ModelFailure.class, () -> respond(LlmEndpoint.of(address, "m").withKey("sk-secret"), Prompt.written()));
            assertThat(failure.code()).isEqualTo("llm_tls");
            assertOneLine(failure);
        }
    }

    @Test
    void a_redirection_is_not_followed() throws InterruptedException {
        try (var elsewhere = new ChatEndpoint()) {
            var location = elsewhere.address().chat();
            var failure = failure(connection -> {
                connection.getOutputStream().write(("HTTP/1.1 307 Elsewhere\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                return true;
            });
            assertThat(failure.code()).isEqualTo("llm_refused");
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    @Test
    void a_request_is_not_sent_again_where_it_may_have_been_taken_up() throws InterruptedException {
        var overloaded = "HTTP/1.1 503 Overloaded\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n";
        for (var answer : List.of("", overloaded)) {
            try (var endpoint = new ChatEndpoint(connection -> {
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                return false;
            })) {
                var failure = catchThrowableOfType(ModelFailure.class, () -> respond(endpoint.address(), Prompt.written()));
                assertThat(failure.code()).isEqualTo(answer.isEmpty() ? "llm_cut_off" : "llm_server_error");
                assertThat(endpoint.requests).hasSize(1);
            }
        }
    }

    @Test
    void a_stream_that_breaks_off_fails_after_what_was_said() {
        var failure = failure(breaksOffAfter(words("Good. "), words("And")), Prompt.spoken(Prompt.turn("item_1")));
        assertThat(failure.code()).isEqualTo("llm_cut_off");
        assertThat(told.words()).isEqualTo("Good. And");
        assertThat(senses.said).containsExactly("Good.");
        assertOneLine(failure);
    }

    @Test
    void a_stream_that_ends_without_a_reason_was_cut() {
        assertThat(failure(streams(words("Good"))).code()).isEqualTo("llm_cut_off");
        assertThat(failure(streams()).code()).isEqualTo("llm_cut_off");
    }

    @Test
    void a_stream_that_falls_silent_is_given_up_and_closed() throws InterruptedException {
        for (var begun : List.of(new String[0], new String[] {words("Good")})) {
            var gone = new CountDownLatch(1);
            try (var endpoint = new ChatEndpoint(stallsAfter(gone, begun))) {
                var failure = catchThrowableOfType(ModelFailure.class, () -> respond(endpoint.address().withPatience(Duration.ofMillis(200)), Prompt.written()));
                assertThat(failure.code()).isEqualTo("llm_timeout");
                assertOneLine(failure);
                gone.await();
            }
        }
    }

    @Test
    void what_is_no_chunk_is_named() {
        assertThat(failure(streams("{\"choices\":[{\"delta\":{\"content\":")).code()).isEqualTo("llm_malformed");
        assertThat(failure(streams("[1]")).code()).isEqualTo("llm_malformed");
        assertThat(failure(answers(200, "application/json", "<html>")).code()).isEqualTo("llm_malformed");
        assertThat(failure(answers(200, "text/html", "<html>welcome</html>")).code()).isEqualTo("llm_cut_off");
    }

    @Test
    void an_error_told_in_the_middle_of_a_stream_fails_without_its_words() {
        var failure = failure(streams(words("Good"), "{\"error\":{\"message\":\"hello there\",\"code\":\"overloaded\"}}"));
        assertThat(failure.code()).isEqualTo("llm_error");
        assertThat(failure).hasMessageContaining("overloaded").hasMessageNotContaining("hello");
    }

    @Test
    void an_empty_answer_is_no_answer() {
        assertThat(failure(streams(ends("stop"))).code()).isEqualTo("llm_empty");
        assertThat(failure(streams(delta("{\"reasoning_content\":\"hm\"}", "null"), ends("stop")))).hasMessageContaining("only reasoned");
        assertThat(failure(streams(words("<think>hm"), ends("stop")))).hasMessageContaining("only reasoned");
        assertThat(failure(streams(words(" \n"), ends("stop"))).code()).isEqualTo("llm_empty");
    }

    @Test
    void a_call_that_cannot_be_followed_is_not_passed_on() {
        var prompt = Prompt.withTools(new Choice.Auto(), "look_up");
        assertThat(failure(streams(call(0, "c", "look_up", "{\"a\":"), ends("tool_calls")), prompt).code()).isEqualTo("llm_bad_call");
        assertThat(failure(streams(call(0, "c", "made_up", "{}"), ends("tool_calls")), prompt).code()).isEqualTo("llm_bad_call");
        assertThat(failure(streams(call(0, "c", "look_up", "{}"), ends("tool_calls")), Prompt.withTools(new Choice.None(), "look_up")).code()).isEqualTo("llm_bad_call");
        assertThat(told.events).isEmpty();
    }

    @Test
    void a_forced_call_that_is_not_made_is_a_failure() {
        assertThat(failure(streams(words("Sure!"), ends("stop")), Prompt.withTools(new Choice.Function("note"), "note")).code()).isEqualTo("llm_no_call");
        assertThat(failure(streams(words("Sure!"), ends("stop")), Prompt.withTools(new Choice.Required(), "note")).code()).isEqualTo("llm_no_call");
        assertThat(failure(streams(), Prompt.withTools(new Choice.Function("other"), "note")).code()).isEqualTo("unknown_function");
    }

    @Test
    void what_the_voice_cannot_say_is_not_left_to_silence() throws InterruptedException {
        assertThat(failure(streams(words("你好。"), ends("stop")), Prompt.spoken(Prompt.turn("item_1"))).code()).isEqualTo("unsayable");
        respond(streams(words("Hello. 😀"), ends("stop")), Prompt.spoken(Prompt.turn("item_1")));
        assertThat(senses.said).endsWith("Hello.", "😀");
    }

    private static void assertOneLine(ModelFailure failure) {
        assertThat(failure.getMessage()).doesNotContain("\n", "sk-secret", "hello there").endsWith(".");
    }
}
