package dev.sidetone.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object being read, with the path that leads to it, so that every complaint can say where. Complaints follow the
 * live service's words (recorded for unknown and missing parameters and for values; the words for wrong types are ours).
 */
final class Fields {

    private final ObjectNode object;
    private final String path;
    private final Set<String> read = new HashSet<>();

    Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    static BadField bad(String code, String path, String message) {
        return new BadField(new WireProblem(code, Optional.of(path), message));
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The value of a key; JSON null counts as absent. */
    private Optional<JsonNode> value(String key) {
        read.add(key);
        var node = object.get(key);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private BadField missing(String key) {
        return bad("missing_required_parameter", pathOf(key), "Missing required parameter: '" + pathOf(key) + "'.");
    }

    private BadField wrongType(String key, String expected) {
        return bad("invalid_type", pathOf(key), "Invalid type for '" + pathOf(key) + "': expected " + expected + ".");
    }

    private <T> Optional<T> value(String key, String expected, Function<JsonNode, Optional<T>> as) {
        return value(key).map(node -> as.apply(node).orElseThrow(() -> wrongType(key, expected)));
    }

    Optional<String> optionalString(String key) {
        return value(key, "a string", node -> node.isString() ? Optional.of(node.stringValue()) : Optional.empty());
    }

    String string(String key) {
        return optionalString(key).orElseThrow(() -> missing(key));
    }

    Optional<Long> optionalInteger(String key) {
        return value(key, "an integer", node -> node.canConvertToLong() && node.isNumber() && node.canConvertToExactIntegral()
                ? Optional.of(node.asLong()) : Optional.empty());
    }

    long integer(String key) {
        return optionalInteger(key).orElseThrow(() -> missing(key));
    }

    /** An index; peers leave out the ones that are always 0. */
    int index(String key) {
        return Math.toIntExact(optionalInteger(key).orElse(0L));
    }

    Optional<JsonNode> optionalNumber(String key) {
        return value(key, "a number", node -> node.isNumber() ? Optional.of(node) : Optional.empty());
    }

    Optional<Boolean> optionalFlag(String key) {
        return value(key, "a boolean", node -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty());
    }

    Optional<Json> optionalJson(String key) {
        return value(key).map(Json::new);
    }

    Json whole() {
        return new Json(object);
    }

    Optional<Fields> optionalObject(String key) {
        return value(key, "an object", node -> node instanceof ObjectNode inner
                ? Optional.of(new Fields(inner, pathOf(key))) : Optional.empty());
    }

    Fields object(String key) {
        return optionalObject(key).orElseThrow(() -> missing(key));
    }

    Optional<List<Fields>> optionalObjects(String key) {
        return value(key, "an array", node -> node.isArray() ? Optional.of(node) : Optional.empty()).map(array -> {
            var objects = new ArrayList<Fields>(array.size());
            for (int i = 0; i < array.size(); i++) {
                var at = pathOf(key) + "[" + i + "]";
                if (!(array.get(i) instanceof ObjectNode inner)) {
                    throw bad("invalid_type", at, "Invalid type for '" + at + "': expected an object.");
                }
                objects.add(new Fields(inner, at));
            }
            return objects;
        });
    }

    List<Fields> objects(String key) {
        return optionalObjects(key).orElseThrow(() -> missing(key));
    }

    Optional<List<String>> optionalStrings(String key) {
        return value(key, "an array of strings", node -> {
            if (!node.isArray()) return Optional.empty();
            var strings = new ArrayList<String>(node.size());
            for (var each : node) {
                if (!each.isString()) return Optional.empty();
                strings.add(each.stringValue());
            }
            return Optional.of(strings);
        });
    }

    /** String to string, as metadata is. */
    Map<String, String> pairs(String key) {
        var pairs = new LinkedHashMap<String, String>();
        optionalObject(key).ifPresent(inner -> inner.object.properties().forEach(pair -> {
            if (!pair.getValue().isString()) throw inner.wrongType(pair.getKey(), "a string");
            pairs.put(pair.getKey(), pair.getValue().stringValue());
        }));
        return pairs;
    }

    <E extends Enum<E>> Optional<E> optionalWord(Class<E> kind, String key) {
        return optionalString(key).map(word -> Vocabulary.constant(kind, word)
                .orElseThrow(() -> notOneOf(key, word, Arrays.stream(kind.getEnumConstants()).map(Vocabulary::word))));
    }

    <E extends Enum<E>> E word(Class<E> kind, String key) {
        return optionalWord(kind, key).orElseThrow(() -> missing(key));
    }

    BadField notOneOf(String key, String value, Stream<String> allowed) {
        var quoted = allowed.map(word -> "'" + word + "'").collect(Collectors.toCollection(ArrayList::new));
        if (quoted.size() > 1) quoted.set(quoted.size() - 1, "and " + quoted.getLast());
        return bad("invalid_value", pathOf(key),
                "Invalid value: '" + value + "'. Supported values are: " + String.join(", ", quoted) + ".");
    }

    /** Complains of the first key that nobody asked for. */
    void nothingElse() {
        for (var key : object.propertyNames()) {
            if (!read.contains(key)) {
                throw bad("unknown_parameter", pathOf(key), "Unknown parameter: '" + pathOf(key) + "'.");
            }
        }
    }
}
