package dev.sidetone.llm;

import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.ResponseOutput;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;
import dev.sidetone.speech.CallHearing;
import dev.sidetone.speech.Senses;
import dev.sidetone.speech.TranscriptionTask;

/**
 * The language model's side of one call. It keeps nothing of the conversation, for each prompt holds all of it; what was heard
 * of each turn is the hearing's.
 */
final class LlmSession implements ModelSession {

    private final Senses senses;
    private final CallHearing hearing;
    private final ChatClient client;
    private final LlmEndpoint endpoint;

    LlmSession(Senses senses, ChatClient client, LlmEndpoint endpoint) {
        this.senses = senses;
        this.hearing = senses.hearing();
        this.client = client;
        this.endpoint = endpoint;
    }

    @Override
    public Transcriber transcriber(TranscriptionRequest request) {
        return hearing.transcriber(request);
    }

    @Override
    public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
        // What was said is for the ear to tell: a language model would tidy it up.
        if (TranscriptionTask.isStatedBy(prompt)) TranscriptionTask.handOver(hearing.transcript(prompt), prompt, output);
        else ask(prompt, output);
    }

    private void ask(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
        refuseUnknownFunction(prompt.tools());
        var request = ChatRequest.of(endpoint, prompt, Messages.of(prompt, hearing));
        try (var stream = client.ask(request)) {
            new Answer(Words.of(prompt.modality(), senses, output), output, new Trouble(endpoint)).follow(stream, prompt.tools());
        }
    }

    private static void refuseUnknownFunction(ModelPrompt.Tools tools) {
        if (!(tools.choice() instanceof Choice.Function(String name))) return;
        if (tools.definitions().stream().noneMatch(tool -> tool.node().path("name").asString("").equals(name))) {
            throw new ModelFailure("unknown_function", "tool_choice names a function that is not among the tools: name one of them.");
        }
    }

    @Override
    public void close() {
        hearing.close();
    }
}
