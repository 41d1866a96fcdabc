package dev.sidetone.protocol;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** A JSON object being written, key by key, in the order in which the live service writes them. */
final class Written {

    private final StringWriter text = new StringWriter(256);
    private final JsonGenerator json = Json.MAPPER.createGenerator(text);

    Written(String type) {
        json.writeStartObject();
        put("type", type);
    }

    String finish() {
        json.writeEndObject();
        json.close();
        return text.toString();
    }

    Written put(String key, String value) {
        json.writeStringProperty(key, value);
        return this;
    }

    Written put(String key, long value) {
        json.writeNumberProperty(key, value);
        return this;
    }

    Written put(String key, Json value) {
        json.writeName(key);
        json.writeTree(value.node());
        return this;
    }

    Written putNull(String key) {
        json.writeNullProperty(key);
        return this;
    }

    Written putOrNull(String key, Optional<String> value) {
        value.ifPresentOrElse(present -> put(key, present), () -> putNull(key));
        return this;
    }

    Written putIfPresent(String key, Optional<String> value) {
        value.ifPresent(present -> put(key, present));
        return this;
    }

    /** A limit on tokens: empty is the word {@code inf}. */
    Written putLimit(String key, OptionalInt limit) {
        if (limit.isPresent()) return put(key, limit.getAsInt());
        return put(key, "inf");
    }

    Written putWords(String key, List<? extends Enum<?>> words) {
        json.writeArrayPropertyStart(key);
        words.forEach(word -> json.writeString(Vocabulary.word(word)));
        json.writeEndArray();
        return this;
    }

    Written putPairs(String key, Map<String, String> pairs) {
        return object(key, () -> pairs.forEach(this::put));
    }

    Written object(String key, Runnable content) {
        json.writeObjectPropertyStart(key);
        content.run();
        json.writeEndObject();
        return this;
    }

    <T> Written objects(String key, List<T> each, Consumer<T> content) {
        json.writeArrayPropertyStart(key);
        for (var one : each) {
            json.writeStartObject();
            content.accept(one);
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }

    /** The keys of an object that we carry whole, but for those already said. */
    Written all(Json object, String... said) {
        object.node().properties().forEach(pair -> {
            if (!List.of(said).contains(pair.getKey())) put(pair.getKey(), new Json(pair.getValue()));
        });
        return this;
    }
}
