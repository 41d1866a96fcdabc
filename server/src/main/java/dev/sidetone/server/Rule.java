package dev.sidetone.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a JSON value must look like, with the error of the live service when it does not. Codes and the beginnings of the
 * messages are recorded or reported ones; wrong JSON kinds ({@code invalid_type}) follow the service's REST interface.
 */
sealed interface Rule {

    /** @throws Refusal with the path of the first value that breaks the rule */
    void check(JsonNode value, String path);

    record Text() implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isString()) throw wrongKind(path, "a string", value);
        }
    }

    record Flag() implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isBoolean()) throw wrongKind(path, "a boolean", value);
        }
    }

    record Word(List<String> words) implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isString()) throw wrongKind(path, "one of " + oneOf(words), value);
            if (!words.contains(value.stringValue())) throw noSuchValue(path, value.stringValue(), words);
        }
    }

    record Whole(long least, long most) implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isIntegralNumber()) throw wrongKind(path, "an integer", value);
            // Beyond a long the sign decides on which side it is wrong.
            long number = value.canConvertToLong() ? value.longValue() : value.bigIntegerValue().signum() * Long.MAX_VALUE;
            if (number < least) {
                throw Refusal.at(path, "integer_below_min_value",
                        "Invalid '" + path + "': integer below minimum value. Expected a value >= " + least + ", but got " + value + " instead.");
            }
            if (number > most) {
                throw Refusal.at(path, "integer_above_max_value",
                        "Invalid '" + path + "': integer above maximum value. Expected a value <= " + most + ", but got " + value + " instead.");
            }
        }
    }

    record Number(double least, double most) implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isNumber()) throw wrongKind(path, "a number", value);
            if (value.doubleValue() < least) {
                throw Refusal.at(path, "decimal_below_min_value",
                        "Invalid '" + path + "': decimal below minimum value. Expected a value >= " + least + ", but got " + value + " instead.");
            }
            if (value.doubleValue() > most) {
                throw Refusal.at(path, "decimal_above_max_value",
                        "Invalid '" + path + "': decimal above maximum value. Expected a value <= " + most + ", but got " + value + " instead.");
            }
        }
    }

    record Fields(Map<String, Rule> known, List<String> required) implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isObject()) throw wrongKind(path, "an object", value);
            for (var field : value.properties()) {
                var at = path + "." + field.getKey();
                var rule = known.get(field.getKey());
                if (rule == null) throw Refusal.at(at, "unknown_parameter", "Unknown parameter: '" + at + "'.");
                rule.check(field.getValue(), at);
            }
            for (var name : required) {
                if (!value.has(name)) throw missing(path + "." + name);
            }
        }
    }

    /** An object whose {@code type} says which fields it may have. */
    record Tagged(Map<String, Rule> byType) implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isObject()) throw wrongKind(path, "an object", value);
            if (!value.has("type")) throw missing(path + ".type");
            var type = value.get("type");
            new Word(byType.keySet().stream().sorted().toList()).check(type, path + ".type");
            byType.get(type.stringValue()).check(value, path);
        }
    }

    record ListOf(Rule each) implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isArray()) throw wrongKind(path, "an array", value);
            for (int i = 0; i < value.size(); i++) each.check(value.get(i), path + "[" + i + "]");
        }
    }

    /** Strings follow one rule, everything else the other. */
    record TextOr(Rule text, Rule otherwise) implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            (value.isString() ? text : otherwise).check(value, path);
        }
    }

    record OrNull(Rule rule) implements Rule {
        @Override
        public void check(JsonNode value, String path) {
            if (!value.isNull()) rule.check(value, path);
        }
    }

    record Anything() implements Rule {
        @Override
        public void check(JsonNode value, String path) {}
    }

    static Refusal missing(String path) {
        return Refusal.at(path, "missing_required_parameter", "Missing required parameter: '" + path + "'.");
    }

    static Refusal noSuchValue(String path, String value, Collection<String> supported) {
        return Refusal.at(path, "invalid_value", "Invalid value: '" + value + "'. Supported values are: " + oneOf(supported) + ".");
    }

    private static Refusal wrongKind(String path, String expected, JsonNode value) {
        return Refusal.at(path, "invalid_type",
                "Invalid type for '" + path + "': expected " + expected + ", but got " + kind(value) + " instead.");
    }

    /** {@code 'a', 'b', and 'c'}, as the live service lists. */
    private static String oneOf(Collection<String> words) {
        var quoted = words.stream().map(word -> "'" + word + "'").collect(Collectors.toList());
        if (quoted.size() < 2) return String.join("", quoted);
        var last = quoted.removeLast();
        return String.join(", ", quoted) + (quoted.size() > 1 ? ", and " : " and ") + last;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a decimal";
            case BINARY, MISSING, POJO -> "something else";
        };
    }
}
