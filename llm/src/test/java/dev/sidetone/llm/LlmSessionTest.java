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

import dev.sidetone.server.ModelCut;
import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of an endpoint, good and bad, and what becomes of them. */
@Timeout(30)
class LlmSessionTest {

    private final FakeSenses senses = new FakeSenses(Map.of("item_1", "hello there"));
    private final Told told = new Told();

    private void respond(LlmEndpoint endpoint, ModelPrompt prompt) throws InterruptedException {
        try (var model = LlmModel.over(senses, endpoint); var session = model.open("gpt-realtime")) {
            session.respond(prompt, told);
        }
    }

    private void respond(ChatEndpoint.Line line, ModelPrompt prompt) throws InterruptedException {
        try (var endpoint = new ChatEndpoint(line)) {
            respond(endpoint.address(), prompt);
        }
    }

    private ModelFailure failure(ChatEndpoint.Line line, ModelPrompt prompt) {
        return catchThrowableOfType(ModelFailure.class, () -> respond(line, prompt));
    }

    private ModelFailure failure(ChatEndpoint.Line line) {
        return failure(line, Prompt.written(Prompt.turn("item_1")));
    }

    // ---- good answers

    @Test
    void written_words_are_passed_on_as_they_arrive() throws InterruptedException {
        respond(streams(delta("{\"role\":\"assistant\",\"content\":\"\"}", "null"), words("Good"), words(" day"), ends("stop")), Prompt.written(Prompt.turn("item_1")));
        assertThat(told.events).containsExactly("text:Good", "text: day");
    }

    @Test
    void a_sentence_is_spoken_before_any_word_of_the_next_is_told() throws InterruptedException {
        respond(streams(words("Good day"), words(". How"), words(" are you"), words("?"), ends("stop")), Prompt.spoken(Prompt.turn("item_1")));
        assertThat(told.events).containsExactly("spoken:Good day", "spoken:.", "audio:" + 9 * FakeSenses.SAMPLES_A_CHARACTER,
                "spoken: How", "spoken: are you", "spoken:?", "audio:" + 12 * FakeSenses.SAMPLES_A_CHARACTER);
        assertThat(senses.said).containsExactly("Good day.", "How are you?");
    }

    @Test
    void the_first_sentence_is_heard_while_the_rest_is_still_to_come() throws Exception {
        var gone = new CountDownLatch(1);
        var spoken = new CountDownLatch(1);
        try (var endpoint = new ChatEndpoint(stallsAfter(gone, words("One moment."), words(" I am"))); var model = LlmModel.over(senses, endpoint.address());
                var session = model.open("m")) {
            var answering = Thread.ofVirtual().start(() -> {
                try {
                    session.respond(Prompt.spoken(Prompt.turn("item_1")), new ToldUntil(told, "spoken: I am", spoken));
                } catch (InterruptedException expected) {
                    Thread.currentThread().interrupt();
                }
            });
            spoken.await();
            assertThat(told.events).contains("audio:" + 11 * FakeSenses.SAMPLES_A_CHARACTER);
            answering.interrupt();
            answering.join();
            gone.await();
        }
    }

    @Test
    void lines_of_a_list_are_spoken_as_sentences() throws InterruptedException {
        respond(streams(words("I need:\n- your name\n- your number"), ends("stop")), Prompt.spoken(Prompt.turn("item_1")));
        assertThat(senses.said).containsExactly("I need:", "- your name", "- your number");
        assertThat(told.words()).isEqualTo("I need:\n- your name\n- your number");
    }

    @Test
    void a_server_that_does_not_stream_is_understood() throws InterruptedException {
        respond(answers(200, "application/json", "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Good day.\"},\"finish_reason\":\"stop\"}]}"),
                Prompt.written(Prompt.turn("item_1")));
        assertThat(told.words()).isEqualTo("Good day.");
    }

    @Test
    void thoughts_are_never_said() throws InterruptedException {
        respond(streams(delta("{\"reasoning_content\":\"The caller greets.\"}", "null"), words("<thi"), words("nk>hm. hm</think>\n\n"), words("Hello."), ends("stop")),
                Prompt.spoken(Prompt.turn("item_1")));
        assertThat(told.words()).isEqualTo("Hello.");
    }

    @Test
    void text_among_content_parts_is_said_and_a_refusal_is() throws InterruptedException {
        respond(streams(delta("{\"content\":[{\"type\":\"thinking\",\"thinking\":[]},{\"type\":\"text\",\"text\":\"I \"}]}", "null"), delta("{\"refusal\":\"cannot.\"}", "null"), ends("stop")),
                Prompt.written(Prompt.turn("item_1")));
        assertThat(told.words()).isEqualTo("I cannot.");
    }

    @Test
    void calls_split_over_chunks_are_put_together_and_follow_the_words() throws InterruptedException {
        respond(streams(words("One moment."), call(0, "c1", "look_up", ""), call(0, "", "", "{\"a\""), call(1, "c2", "note", "{}"), call(0, "", "", ":1}"), ends("tool_calls")),
                Prompt.withTools(new Choice.Auto(), "look_up", "note"));
        assertThat(told.events).containsExactly("text:One moment.", "call:look_up{\"a\":1}", "call:note{}");
    }

    @Test
    void one_connection_serves_many_answers() throws InterruptedException {
        try (var endpoint = new ChatEndpoint(streams(words("One."), ends("stop")), streams(words("Two."), ends("stop")));
                var model = LlmModel.over(senses, endpoint.address()); var session = model.open("m")) {
            session.respond(Prompt.written(), told);
            session.respond(Prompt.written(), told);
            assertThat(told.words()).isEqualTo("One.Two.");
            assertThat(endpoint.accepted()).isEqualTo(1);
        }
    }

    // ---- what is asked

    @Test
    void the_key_goes_into_its_header_and_without_one_there_is_no_header() throws InterruptedException {
        try (var endpoint = new ChatEndpoint(streams(words("a"), ends("stop")), streams(words("b"), ends("stop")))) {
            respond(endpoint.address().withKey("sk-secret"), Prompt.written());
            assertThat(endpoint.requests.take().headers()).containsEntry("authorization", "Bearer sk-secret");
            respond(endpoint.address(), Prompt.written());
            var request = endpoint.requests.take();
            assertThat(request.headers()).doesNotContainKey("authorization");
            assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        }
    }

    @Test
    void a_request_for_a_transcript_never_reaches_the_endpoint_and_another_task_does() throws InterruptedException {
        try (var endpoint = new ChatEndpoint(streams(words("He greets."), ends("stop")))) {
            respond(endpoint.address(), Prompt.beside("Transcribe the latest turn.", Prompt.turn("item_1")));
            assertThat(told.words()).isEqualTo("the transcript");
            assertThat(endpoint.requests).isEmpty();
            respond(endpoint.address(), Prompt.beside("Summarise the call.", Prompt.turn("item_1")));
            assertThat(told.words()).isEqualTo("the transcriptHe greets.");
            assertThat(endpoint.requests.take().json().path("messages").toString())
                    .isEqualTo("[{\"role\":\"system\",\"content\":\"Summarise the call.\"},{\"role\":\"user\",\"content\":\"hello there\"}]");
        }
    }

    // ---- incomplete

    @Test
    void an_answer_at_its_limit_or_filtered_is_incomplete_and_what_there_is_of_it_is_spoken() {
        var cut = catchThrowableOfType(ModelCut.class, () -> respond(streams(words("I was"), ends("length")), Prompt.spoken(Prompt.turn("item_1"))));
        assertThat(cut.reason()).isEqualTo(ModelCut.Reason.MAX_OUTPUT_TOKENS);
        assertThat(senses.said).containsExactly("I was");
        var filtered = catchThrowableOfType(ModelCut.class, () -> respond(streams(words("I was"), ends("content_filter")), Prompt.spoken(Prompt.turn("item_1"))));
        assertThat(filtered.reason()).isEqualTo(ModelCut.Reason.CONTENT_FILTER);
    }

    @Test
    void half_a_call_is_not_made() {
        catchThrowableOfType(ModelCut.class, () -> respond(streams(call(0, "c1", "look_up", "{\"a\":"), ends("length")), Prompt.withTools(new Choice.Auto(), "look_up")));
        assertThat(told.events).isEmpty();
    }

    // ---- failures

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

    // ---- cancelled

    @RepeatedTest(20)
    void an_interrupt_closes_the_connection_before_the_first_word_and_after_it() throws Exception {
        for (var begun : List.of(new String[0], new String[] {words("Good")})) {
            var gone = new CountDownLatch(1);
            var thrown = new AtomicReference<Throwable>();
            try (var endpoint = new ChatEndpoint(stallsAfter(gone, begun)); var model = LlmModel.over(senses, endpoint.address()); var session = model.open("m")) {
                var answering = Thread.ofVirtual().start(() -> {
                    try {
                        session.respond(Prompt.written(Prompt.turn("item_1")), told);
                    } catch (Throwable e) {
                        thrown.set(e);
                    }
                });
                endpoint.requests.take();
                answering.interrupt();
                gone.await();
                answering.join();
                assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            }
        }
    }

    @Test
    void a_response_that_is_over_reads_no_further() throws InterruptedException {
        var gone = new CountDownLatch(1);
        try (var endpoint = new ChatEndpoint(stallsAfter(gone, words("Good")))) {
            told.stopped = true;
            respond(endpoint.address(), Prompt.written());
            gone.await();
            assertThat(told.events).isEmpty();
        }
    }

    private static void assertOneLine(ModelFailure failure) {
        assertThat(failure.getMessage()).doesNotContain("\n", "sk-secret", "hello there").endsWith(".");
    }
}
