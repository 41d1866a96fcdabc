package dev.sidetone.console;

import dev.sidetone.client.Transcription;
import dev.sidetone.turn.ContextPolicy;
import tools.jackson.databind.JsonNode;

/** How turns are transcribed: a context and one of the prompts offered. */
record Listening(ContextPolicy context, Agent.Prompt prompt) {

    static Listening first(Agent.Offer offer) {
        return new Listening(offer.context(), offer.prompts().getFirst());
    }

    /**
     * What a page asks for; what it does not name stays as it is.
     *
     * @throws IllegalArgumentException in one line for the user
     */
    Listening changed(JsonNode wish, Agent.Offer offer) {
        var word = wish.path("context").asString(context.word());
        var id = wish.path("prompt").asString(prompt.id());
        if (word.equals("shared")) {
            throw new IllegalArgumentException("the context \"shared\" cannot be chosen on the page, as its rules stand in the agent's own"
                    + " instructions: use " + String.join(", ", Agent.CONTEXTS));
        }
        // A glossary stands in the notes the program was started with.
        var other = word.equals(offer.context().word()) ? offer.context() : ContextPolicy.parse(word);
        return new Listening(other, offer.prompt(id).orElseThrow(() -> new IllegalArgumentException("there is no prompt of that name: reload the page")));
    }

    Transcription.On transcription() {
        return prompt.transcription().context(context);
    }
}
