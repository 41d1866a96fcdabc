package dev.sidetone.llm;

import static dev.sidetone.llm.ChatEndpoint.answers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The look at an endpoint before anybody calls. */
@Timeout(30)
class LlmModelTest {

    private static final String LISTED = "{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"test-model:latest\"}]}";

    @Test
    void an_endpoint_that_lists_the_model_raises_no_doubt_and_is_asked_with_the_key() throws InterruptedException {
        try (var endpoint = new ChatEndpoint(answers(200, "application/json", LISTED))) {
            assertThat(LlmModel.doubts(endpoint.address().withKey("sk-secret"))).isEmpty();
            var request = endpoint.requests.take();
            assertThat(request.line()).isEqualTo("GET /v1/models HTTP/1.1");
            assertThat(request.headers()).containsEntry("authorization", "Bearer sk-secret");
        }
    }

    @Test
    void what_speaks_against_an_endpoint_is_one_line() throws InterruptedException {
        try (var endpoint = new ChatEndpoint(answers(200, "application/json", "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"), answers(401, "text/plain", ""),
                answers(404, "text/plain", ""), answers(200, "text/html", "<html>"))) {
            assertThat(LlmModel.doubts(endpoint.address())).hasValueSatisfying(doubt -> assertThat(doubt).contains("does not list the model test-model (it lists a, b)"));
            assertThat(LlmModel.doubts(endpoint.address())).hasValueSatisfying(doubt -> assertThat(doubt).endsWith("wants a key"));
            assertThat(LlmModel.doubts(endpoint.address())).as("no list of models").isEmpty();
            assertThat(LlmModel.doubts(endpoint.address())).as("no list of models").isEmpty();
            endpoint.stop();
            assertThat(LlmModel.doubts(endpoint.address())).hasValueSatisfying(doubt -> assertThat(doubt).startsWith("no language model answers at 127.0.0.1"));
        }
    }
}
