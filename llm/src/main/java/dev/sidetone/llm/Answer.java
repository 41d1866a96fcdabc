package dev.sidetone.llm;

import dev.sidetone.server.ModelCut;
import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import dev.sidetone.server.ResponseOutput;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One answer of the language model, from its chunks to a response. Owns what is known of it so far. Used by the one thread
 * that runs the response.
 */
final class Answer {

    private final Words words;
    private final ResponseOutput output;
    private final Trouble trouble;
    private final Thinking thinking = new Thinking();
    private final CallDrafts calls = new CallDrafts();
    private Optional<String> finish = Optional.empty();
    private boolean said;
    private boolean reasoned;

    Answer(Words words, ResponseOutput output, Trouble trouble) {
        this.words = words;
        this.output = output;
        this.trouble = trouble;
    }

    /**
     * Reads it to its end and passes it on as it arrives.
     *
     * @throws ModelCut when it ends early
     * @throws ModelFailure when it fails, or holds nothing that can be passed on
     */
    void follow(ChatStream stream, ModelPrompt.Tools tools) throws InterruptedException {
        while (finish.isEmpty()) {
            // Cancelled, or over its limit: closing the stream is all that is left to do.
            if (output.stopped()) return;
            var chunk = stream.next();
            if (chunk.isEmpty()) break;
            take(chunk.get());
        }
        add(thinking.rest());
        words.end();
        end(tools);
        stream.finish();
    }

    private void take(JsonNode chunk) throws InterruptedException {
        if (chunk.hasNonNull("error")) throw trouble.reported(chunk.get("error"));
        var choice = chunk.path("choices").path(0);
        // A server that does not stream gives a message instead of a delta.
        var delta = choice.has("delta") ? choice.get("delta") : choice.path("message");
        reasoned |= delta.hasNonNull("reasoning_content") || delta.hasNonNull("reasoning");
        var content = delta.path("content");
        if (content.isArray()) {
            for (var part : content) if (part.path("type").asString("").equals("text")) add(thinking.spoken(part.path("text").asString("")));
        } else {
            add(thinking.spoken(content.asString("")));
        }
        add(delta.path("refusal").asString(""));
        delta.path("tool_calls").forEach(calls::add);
        finish = Optional.of(choice.path("finish_reason").asString("")).filter(reason -> !reason.isEmpty());
    }

    private void add(String delta) throws InterruptedException {
        if (delta.isEmpty()) return;
        said = true;
        words.add(delta);
    }

    private void end(ModelPrompt.Tools tools) {
        switch (finish.orElseThrow(trouble::cutOff)) {
            case "length" -> throw new ModelCut(ModelCut.Reason.MAX_OUTPUT_TOKENS);
            case "content_filter" -> throw new ModelCut(ModelCut.Reason.CONTENT_FILTER);
            case "error" -> throw trouble.cutOff();
            // "stop" and "tool_calls"; some servers have words of their own, and some say "stop" after calls.
            default -> call(tools);
        }
    }

    private void call(ModelPrompt.Tools tools) {
        var complete = calls.complete().orElseThrow(trouble::badCall);
        if (!complete.stream().allMatch(call -> offered(tools, call.name()))) throw trouble.badCall();
        if (complete.isEmpty() && (tools.choice() instanceof Choice.Function || tools.choice() instanceof Choice.Required)) throw trouble.noCall();
        if (complete.isEmpty() && !said) throw trouble.empty(reasoned || thinking.thought());
        complete.forEach(call -> output.call(call.name(), call.arguments()));
    }

    private static boolean offered(ModelPrompt.Tools tools, String name) {
        return !(tools.choice() instanceof Choice.None) && tools.definitions().stream().anyMatch(tool -> tool.node().path("name").asString("").equals(name));
    }
}
