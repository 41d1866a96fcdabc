package dev.sidetone.llm;

import dev.sidetone.server.ModelSession;
import dev.sidetone.server.SpeechModel;
import dev.sidetone.speech.Senses;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A speech model whose words come from a chat endpoint, heard and spoken by senses of its own: turns are listened to with
 * care, answers are spoken sentence by sentence while the rest is still being written. Requests for a transcript never reach
 * the endpoint; all other tasks beside the conversation do, with what was heard in the place of the audio.
 *
 * <p>Thread-safe.
 */
public final class LlmModel implements SpeechModel {

    /** Longer than any server that is up takes to list its models, shorter than speech models take to load. */
    private static final Duration CHECKING = Duration.ofSeconds(3);
    private static final int NAMED = 4;

    private final Senses senses;
    private final LlmEndpoint endpoint;
    private final ChatClient client;

    private LlmModel(Senses senses, LlmEndpoint endpoint) {
        this.senses = senses;
        this.endpoint = endpoint;
        this.client = new ChatClient(endpoint);
    }

    /** @param senses closed together with the model */
    public static LlmModel over(Senses senses, LlmEndpoint endpoint) {
        return new LlmModel(senses, endpoint);
    }

    @Override
    public ModelSession open(String model) {
        return new LlmSession(senses, client, endpoint);
    }

    /**
     * Asks an endpoint once whether it is there and knows the model.
     *
     * @return what speaks against it, in one line; empty when nothing does, or when the endpoint does not list its models
     */
    public static Optional<String> doubts(LlmEndpoint endpoint) throws InterruptedException {
        try (var client = new ChatClient(endpoint)) {
            var response = client.models(CHECKING);
            return switch (response.statusCode()) {
                case 200 -> unlisted(endpoint, response.body());
                case 401, 403 -> Optional.of(endpoint.name() + (endpoint.key().isPresent() ? " refuses the key" : " wants a key"));
                default -> Optional.empty();
            };
        } catch (IOException e) {
            return Optional.of("no language model answers at " + endpoint.name());
        }
    }

    private static Optional<String> unlisted(LlmEndpoint endpoint, String body) {
        var listed = names(body);
        // Ollama lists llama3.2:latest for llama3.2.
        boolean known = listed.stream().anyMatch(name -> name.equals(endpoint.model()) || name.equals(endpoint.model() + ":latest"));
        if (known || listed.isEmpty()) return Optional.empty();
        var others = String.join(", ", listed.subList(0, Math.min(NAMED, listed.size()))) + (listed.size() > NAMED ? ", ..." : "");
        return Optional.of(endpoint.name() + " does not list the model " + endpoint.model() + " (it lists " + others + ")");
    }

    private static List<String> names(String body) {
        try {
            return StreamSupport.stream(JsonMapper.shared().readTree(body).path("data").spliterator(), false)
                    .map((JsonNode model) -> model.path("id").asString("")).filter(name -> !name.isBlank()).toList();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    @Override
    public void close() {
        client.close();
        senses.close();
    }
}
