package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sidetone.llm.LlmEndpoint;
import dev.sidetone.llm.LlmModel;
import dev.sidetone.protocol.Json;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.server.ServerSettings.Tls;
import dev.sidetone.speech.LocalModel;
import dev.sidetone.speech.Silero;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A client and a chat endpoint that nobody here wrote talk to each other through our ears and our voice: a whole recorded
 * call with a function call and an interruption.
 */
class LanguageModelCallTest {

    private static final RecordedCall CALL = RecordedCall.find();

    /** Hearing and speaking are real here, on whatever machine this is. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @BeforeAll
    static void install() throws Exception {
        NodeProject.install();
    }

    @Test
    void the_official_sdk_for_node_holds_a_spoken_call_with_a_language_model() throws Exception {
        var endpoint = NodeProject.serving("llm.mjs");
        try (var said = new BufferedReader(new InputStreamReader(endpoint.getInputStream(), StandardCharsets.UTF_8))) {
            var url = said.readLine();
            try (var model = LlmModel.over(LocalModel.open(), LlmEndpoint.of(url, "gpt-4o").withKey("sk-of-a-test"));
                    var server = RealtimeServer.start(ServerSettings.DEFAULT.withTls(new Tls(0, Optional.empty())).withDetector(Silero::new), model)) {
                assertCall(NodeProject.hold("openai.mjs", Place.secure(server), CALL, PATIENCE));
            }
            assertRequests(requests(url));
        } finally {
            endpoint.destroy();
        }
    }

    private static void assertCall(JsonNode facts) {
        assertThat(facts.get("errors")).isEmpty();
        assertThat(facts.get("heard")).hasSize(CALL.turns().size()).allSatisfy(heard -> assertThat(heard.asString()).isNotBlank());
        var said = facts.get("said").valueStream().map(JsonNode::asString).toList();
        assertThat(said.subList(0, 3)).containsExactly("Hello.", "I am sorry.", "Thank you.");
        assertThat(said.get(3)).startsWith("Your policy number is on the letter.").hasSizeLessThan(500);
        assertThat(said.subList(4, said.size())).hasSize(CALL.turns().size() - 3).containsOnly("I see.");
        assertThat(facts.get("tools")).containsExactly(Json.parse("{\"name\":\"look_up_policy\",\"arguments\":{\"name\":\"Virtanen\"}}").node());
        assertThat(facts.get("responses").valueStream().map(JsonNode::asString)).containsOnlyOnce("cancelled turn_detected")
                .allMatch(status -> status.equals("completed") || status.startsWith("cancelled"));
        assertThat(facts.get("audioMs").asInt()).isGreaterThan(3_000);
    }

    /** One for each response, each as the official SDK would have it, each with what was said before. */
    private static void assertRequests(List<JsonNode> requests) throws Exception {
        assertThat(requests).hasSize(CALL.turns().size() + 2);
        for (var request : requests) {
            ObjectMappers.jsonMapper().readValue(request.path("body").toString(), ChatCompletionCreateParams.Body.class).validate();
            assertThat(request.path("body").path("stream").asBoolean()).isTrue();
        }
        var last = requests.getLast().path("body").path("messages").valueStream().toList();
        assertThat(last.getFirst().path("content").asString()).startsWith("You take claims.\n\nYou are on the phone");
        assertThat(last).anySatisfy(message -> assertThat(message.path("tool_calls").path(0).path("function").path("name").asString("")).isEqualTo("look_up_policy"))
                .anySatisfy(message -> assertThat(message.path("content").asString("")).isEqualTo("{\"found\":true}"))
                .anySatisfy(message -> assertThat(message.path("content").asString("")).containsIgnoringCase("accident"));
        // 300 ms of it were played: not even the first sentence.
        assertThat(last).noneSatisfy(message -> assertThat(message.path("content").asString("")).contains("on the letter"));
    }

    private static List<JsonNode> requests(String url) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var journal = http.send(HttpRequest.newBuilder(URI.create(url + "/__aimock/journal")).build(), BodyHandlers.ofString()).body();
            return Json.parse(journal).node().valueStream().filter(entry -> entry.path("path").asString().endsWith("/chat/completions")).toList();
        }
    }
}
