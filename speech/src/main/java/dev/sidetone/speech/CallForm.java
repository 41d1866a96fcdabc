package dev.sidetone.speech;

import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** A forced function call as the form of a transcript: its one parameter, the string {@code transcript}, takes the words. */
record CallForm(String function) {

    private static final String PARAMETER = "transcript";

    /** The form that a request forces; absent when it forces none, or a call of another shape. */
    static Optional<CallForm> in(ModelPrompt prompt) {
        if (!(prompt.tools().choice() instanceof Choice.Function(String name))) return Optional.empty();
        return prompt.tools().definitions().stream().map(tool -> tool.node()).filter(tool -> tool.path("name").asString("").equals(name))
                .map(tool -> tool.path("parameters").path("properties"))
                .filter(fields -> fields.size() == 1 && fields.path(PARAMETER).path("type").asString("").equals("string"))
                .findFirst().map(fields -> new CallForm(name));
    }

    String arguments(String words) {
        return JsonNodeFactory.instance.objectNode().put(PARAMETER, words).toString();
    }
}
