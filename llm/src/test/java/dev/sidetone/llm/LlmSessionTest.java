package dev.sidetone.llm;

import static dev.sidetone.llm.ChatEndpoint.answers;
import static dev.sidetone.llm.ChatEndpoint.call;
import static dev.sidetone.llm.ChatEndpoint.delta;
import static dev.sidetone.llm.ChatEndpoint.ends;
import static dev.sidetone.llm.ChatEndpoint.stallsAfter;
import static dev.sidetone.llm.ChatEndpoint.streams;
import static dev.sidetone.llm.ChatEndpoint.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sidetone.server.ModelCut;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of an endpoint, and what becomes of them. */
@Timeout(30)
class LlmSessionTest extends LlmAnswers {

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
}
