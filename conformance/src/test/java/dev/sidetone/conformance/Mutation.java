package dev.sidetone.conformance;

import dev.sidetone.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Breaks one thing in a frame: sometimes the meaning, sometimes the text. */
final class Mutation {

    private static final List<String> VALUES = List.of("null", "true", "0", "-1", "1e308", "99999999999999999999", "0.5", "\"\"", "\"auto\"", "\"root\"",
            "\"\\u0000\\ud83d\\ude00\"", "[]", "{}", "[null]", "[[[[{}]]]]", "{\"type\":\"message\"}", "\"" + "long".repeat(600) + "\"");

    /** Deeper than any parser should follow by recursion. */
    private static final int DEEP = 5_000;

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    String of(String frame) {
        return switch (random.nextInt(10)) {
            case 0 -> frame.substring(0, random.nextInt(frame.length()));
            case 1 -> withOther(frame);
            case 2 -> twice(frame);
            case 3 -> "[".repeat(DEEP);
            default -> inTree(frame);
        };
    }

    private String withOther(String frame) {
        int at = random.nextInt(frame.length());
        // Any character but half of a pair, which no client can send.
        return frame.substring(0, at) + (char) random.nextInt(0xd800) + frame.substring(at + 1);
    }

    private String twice(String frame) {
        int from = random.nextInt(frame.length()), to = from + random.nextInt(frame.length() - from);
        return frame.substring(0, to) + frame.substring(from);
    }

    private String inTree(String frame) {
        var event = Json.parse(frame).node();
        var places = new ArrayList<JsonNode>();
        collect(event, places);
        switch (places.get(random.nextInt(places.size()))) {
            case ObjectNode object -> inObject(object);
            case ArrayNode array -> array.add(value());
            default -> throw new AssertionError("only containers are collected");
        }
        return event.toString();
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) places.add(node);
        node.forEach(child -> collect(child, places));
    }

    private void inObject(ObjectNode object) {
        var keys = List.copyOf(object.propertyNames());
        var key = keys.isEmpty() ? "type" : keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(key);
            case 1 -> object.set(key + "x", value());
            default -> object.set(key, value());
        }
    }

    private JsonNode value() {
        return Json.parse(VALUES.get(random.nextInt(VALUES.size()))).node();
    }
}
