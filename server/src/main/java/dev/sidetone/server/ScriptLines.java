package dev.sidetone.server;

import dev.sidetone.server.ScriptedModel.Line;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a model does, as a script's YAML says it. */
final class ScriptLines {

    private static final String MESSAGE = "The model failed, as its script says.";

    private final Function<Duration, Pause> timing;

    ScriptLines(Function<Duration, Pause> timing) {
        this.timing = timing;
    }

    Line line(ScriptNode at) {
        if (at.isText()) return ScriptedModel.says(at.text());
        if (at.isList()) return new Line.InTurn(at.list().stream().map(this::line).toList());
        var keys = at.fields("say", "call", "arguments", "fail", "message", "wait").values().keySet();
        var verbs = List.of("say", "call", "fail", "wait").stream().filter(keys::contains).toList();
        if (verbs.size() != 1) throw at.wrong("a line does one thing: say, call, fail or wait; several things in turn are a list");
        return switch (verbs.getFirst()) {
            case "say" -> ScriptedModel.says(at.fields("say").need("say").text());
            case "call" -> call(at.fields("call", "arguments"));
            case "fail" -> fail(at.fields("fail", "message"));
            default -> ScriptedModel.waits(timing.apply(at.fields("wait").need("wait").duration()));
        };
    }

    private static Line call(ScriptNode.Fields line) {
        var arguments = line.find("arguments").map(given -> given.isText() ? given.text() : json(given).toString()).orElse("{}");
        return ScriptedModel.calls(line.need("call").text(), arguments);
    }

    private static Line fail(ScriptNode.Fields line) {
        return ScriptedModel.fails(line.need("fail").text(), line.find("message").map(ScriptNode::text).orElse(MESSAGE));
    }

    /** An answer out of band: in order, or by what the request shows. */
    void answer(ScriptNode at, ScriptedModel.Script script) {
        boolean ruled = !at.isText() && !at.isList() && at.pairs().containsKey("when");
        if (!ruled) {
            script.answers(line(at));
            return;
        }
        var rule = at.fields("when", "then");
        script.answersWhen(condition(rule.need("when")), line(rule.need("then")));
    }

    private static Predicate<ModelPrompt> condition(ScriptNode at) {
        var wanted = at.fields("instructions-contain", "input-contains");
        if (wanted.values().isEmpty()) throw at.wrong("a condition is missing; allowed: instructions-contain, input-contains");
        Predicate<ModelPrompt> all = prompt -> true;
        if (wanted.find("instructions-contain").isPresent()) {
            var part = lower(wanted.need("instructions-contain").text());
            all = all.and(prompt -> lower(prompt.instructions()).contains(part));
        }
        if (wanted.find("input-contains").isPresent()) {
            var part = lower(wanted.need("input-contains").text());
            all = all.and(prompt -> prompt.context().stream().anyMatch(seen -> lower(written(seen)).contains(part)));
        }
        return all;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Audio and pictures have no words that a script could know. */
    private static String written(ModelPrompt.Seen seen) {
        return switch (seen) {
            case ModelPrompt.Seen.CallerAudio ignored -> "";
            case ModelPrompt.Seen.CallerText text -> text.text();
            case ModelPrompt.Seen.CallerImage ignored -> "";
            case ModelPrompt.Seen.SystemText text -> text.text();
            case ModelPrompt.Seen.AgentText text -> text.text();
            case ModelPrompt.Seen.ToolCall call -> call.name() + " " + call.arguments();
            case ModelPrompt.Seen.ToolResult result -> result.output();
        };
    }

    private static JsonNode json(ScriptNode at) {
        var make = JsonNodeFactory.instance;
        if (at.isList()) {
            var array = make.arrayNode();
            at.list().forEach(each -> array.add(json(each)));
            return array;
        }
        if (!at.isText()) {
            var object = make.objectNode();
            at.pairs().forEach((key, value) -> object.set(key, json(value)));
            return object;
        }
        var tag = ((ScalarNode) at.node()).getTag();
        if (tag.equals(Tag.NULL)) return make.nullNode();
        if (tag.equals(Tag.BOOL)) return make.booleanNode(Boolean.parseBoolean(at.text()));
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) return number(at);
        return make.stringNode(at.text());
    }

    /** YAML's {@code .inf}, {@code .nan}, octal and hexadecimal numbers have no like in JSON. */
    private static JsonNode number(ScriptNode at) {
        try {
            return JsonNodeFactory.instance.numberNode(new java.math.BigDecimal(at.text()));
        } catch (NumberFormatException e) {
            throw at.wrong("\"" + at.text() + "\" is no number of JSON; put it in quotes to have it as a text");
        }
    }
}
