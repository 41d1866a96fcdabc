package dev.sidetone.llm;

import static dev.sidetone.llm.ChatEndpoint.answers;
import static dev.sidetone.llm.ChatEndpoint.call;
import static dev.sidetone.llm.ChatEndpoint.ends;
import static dev.sidetone.llm.ChatEndpoint.stallsAfter;
import static dev.sidetone.llm.ChatEndpoint.streams;
import static dev.sidetone.llm.ChatEndpoint.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What a Realtime client sees of a language model. */
@Timeout(60)
class LlmServerTest {

    private static final String TOOL = "{\"type\":\"function\",\"name\":\"note\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}";

    private final FakeSenses senses = new FakeSenses(Map.of("", "my number is seven"));

    /** A client on the JDK's own WebSocket. */
    private static final class Client implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        private final StringBuilder frame = new StringBuilder();
        private final HttpClient http = HttpClient.newHttpClient();
        private final WebSocket socket;

        Client(URI server) {
            socket = http.newWebSocketBuilder().buildAsync(server, this).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                events.add(Json.parse(frame.toString()).node());
                frame.setLength(0);
            }
            from.request(1);
            return null;
        }

        void send(String event) {
            socket.sendText(event, true).join();
        }

        JsonNode await(String type) throws InterruptedException {
            while (true) {
                var event = events.take();
                assertThat(event.path("type").asString()).as(event.toString()).isNotEqualTo("error");
                if (event.path("type").asString().equals(type)) return event;
            }
        }

        @Override
        public void close() {
            socket.abort();
            http.shutdownNow();
        }
    }

    private interface Conversation {
        void hold(Client client) throws InterruptedException;
    }

    private void with(ChatEndpoint.Line line, Conversation conversation) throws InterruptedException {
        try (var endpoint = new ChatEndpoint(line); var model = LlmModel.over(senses, endpoint.address());
                var server = RealtimeServer.start(ServerSettings.DEFAULT, model); var client = new Client(server.uri())) {
            client.await("session.created");
            conversation.hold(client);
        }
    }

    @Test
    void a_cancelled_reply_closes_the_connection_to_the_endpoint() throws InterruptedException {
        var gone = new CountDownLatch(1);
        with(stallsAfter(gone, words("One moment."), words(" I am")), client -> {
            client.send("{\"type\":\"response.create\"}");
            client.await("response.output_audio_transcript.delta");
            client.send("{\"type\":\"response.cancel\"}");
            assertThat(client.await("response.done").at("/response/status").asString()).isEqualTo("cancelled");
            gone.await();
        });
    }

    @Test
    void a_client_that_hangs_up_closes_the_connection_to_the_endpoint() throws InterruptedException {
        var gone = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        var stalls = stallsAfter(gone);
        with(connection -> {
            asked.countDown();
            return stalls.play(connection);
        }, client -> {
            client.send("{\"type\":\"response.create\"}");
            asked.await();
            client.socket.abort();
            gone.await();
        });
    }

    @Test
    void a_filtered_answer_is_incomplete_and_says_why() throws InterruptedException {
        with(streams(words("I was"), ends("content_filter")), client -> {
            client.send("{\"type\":\"response.create\"}");
            var response = client.await("response.done").path("response");
            assertThat(response.path("status").asString()).isEqualTo("incomplete");
            assertThat(response.at("/status_details/reason").asString()).isEqualTo("content_filter");
            assertThat(response.at("/output/0/content/0/transcript").asString()).isEqualTo("I was");
            assertThat(response.at("/usage/output_tokens").asInt()).isPositive();
        });
    }

    @Test
    void a_failure_reaches_the_client_with_its_code_and_costs_nothing() throws InterruptedException {
        with(answers(401, "application/json", "{}"), client -> {
            client.send("{\"type\":\"response.create\"}");
            var response = client.await("response.done").path("response");
            assertThat(response.path("status").asString()).isEqualTo("failed");
            assertThat(response.at("/status_details/error/code").asString()).isEqualTo("llm_key_refused");
            assertThat(response.at("/status_details/error/message").asString()).endsWith("(HTTP 401): set one.");
            assertThat(response.at("/usage/total_tokens").asInt()).isZero();
        });
    }

    @Test
    void a_function_call_can_be_forced_beside_the_conversation_over_what_was_heard() throws InterruptedException {
        with(streams(call(0, "c1", "note", "{\"number\":"), call(0, "", "", "7}"), ends("tool_calls")), client -> {
            client.send("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":null}}}}");
            client.send("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + java.util.Base64.getEncoder().encodeToString(new byte[9_600]) + "\"}");
            client.send("{\"type\":\"input_audio_buffer.commit\"}");
            var item = client.await("input_audio_buffer.committed").path("item_id").asString();
            client.send("{\"type\":\"response.create\",\"response\":{\"conversation\":\"none\",\"output_modalities\":[\"text\"],\"instructions\":\"Note numbers of the transcript.\","
                    + "\"tools\":[" + TOOL + "],\"tool_choice\":{\"type\":\"function\",\"name\":\"note\"},\"input\":[{\"type\":\"item_reference\",\"id\":\"" + item + "\"}]}}");
            var output = client.await("response.done").at("/response/output/0");
            assertThat(output.path("name").asString()).isEqualTo("note");
            assertThat(output.path("arguments").asString()).isEqualTo("{\"number\":7}");
        });
    }

    @Test
    void a_summary_beside_the_conversation_is_written_by_the_language_model() throws InterruptedException {
        with(streams(words("A number"), words(" was given."), ends("stop")), client -> {
            client.send("{\"type\":\"response.create\",\"response\":{\"conversation\":\"none\",\"output_modalities\":[\"text\"],\"instructions\":\"Summarise.\",\"input\":[]}}");
            assertThat(client.await("response.done").at("/response/output/0/content/0/text").asString()).isEqualTo("A number was given.");
            assertThat(senses.said).isEmpty();
        });
    }
}
