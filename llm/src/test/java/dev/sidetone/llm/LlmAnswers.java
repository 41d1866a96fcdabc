package dev.sidetone.llm;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt;
import java.util.Map;

/** A session with one model, one endpoint and one prompt, and what came of them. */
abstract class LlmAnswers {

    final FakeSenses senses = new FakeSenses(Map.of("item_1", "hello there"));
    final Told told = new Told();

    void respond(LlmEndpoint endpoint, ModelPrompt prompt) throws InterruptedException {
        try (var model = LlmModel.over(senses, endpoint); var session = model.open("gpt-realtime")) {
            session.respond(prompt, told);
        }
    }

    void respond(ChatEndpoint.Line line, ModelPrompt prompt) throws InterruptedException {
        try (var endpoint = new ChatEndpoint(line)) {
            respond(endpoint.address(), prompt);
        }
    }

    ModelFailure failure(ChatEndpoint.Line line, ModelPrompt prompt) {
        return catchThrowableOfType(ModelFailure.class, () -> respond(line, prompt));
    }

    ModelFailure failure(ChatEndpoint.Line line) {
        return failure(line, Prompt.written(Prompt.turn("item_1")));
    }
}
