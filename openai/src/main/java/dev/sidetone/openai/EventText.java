package dev.sidetone.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeServerEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The SDK's events as the text of the wire, and back. The SDK keeps the whole JSON of each event it receives beside its typed form, also
 * of types it does not know and with fields it does not know: that is what is written out, so that nothing is lost between the
 * server and our own codec.
 */
final class EventText {

    private static final Set<String> SOUND = Set.of("response.output_audio.delta", "response.audio.delta");
    private static final JsonValue NO_SOUND = JsonValue.from("");

    private static final AtomicBoolean WARM = new AtomicBoolean();

    private EventText() {}

    /** The event's own fields; empty for what is no object, which the SDK does not let pass. */
    static Map<String, JsonValue> fields(RealtimeServerEvent event) {
        return event._json().map(EventText::object).orElse(Map.of());
    }

    static String type(Map<String, JsonValue> fields) {
        return word(fields, "type");
    }

    /** A text field; blank when there is none. */
    static String word(Map<String, JsonValue> fields, String name) {
        // The SDK's JsonValue extends a raw type; its methods have their types only by way of the wildcard.
        JsonField<?> value = fields.get(name);
        return value == null ? "" : value.asString().orElse("");
    }

    /** An object within; empty when there is none. */
    static Map<String, JsonValue> within(Map<String, JsonValue> fields, String name) {
        var value = fields.get(name);
        return value == null ? Map.of() : object(value);
    }

    private static Map<String, JsonValue> object(JsonField<?> value) {
        return value.asObject().orElse(Map.of());
    }

    /** For who needs to know that the agent sounds, not what it says: the audio is nearly all bytes of a call. */
    static String withoutSound(Map<String, JsonValue> fields) {
        if (!SOUND.contains(type(fields))) return of(fields);
        var silent = new HashMap<>(fields);
        silent.put("delta", NO_SOUND);
        return of(silent);
    }

    static String of(Map<String, JsonValue> fields) {
        try {
            return ObjectMappers.jsonMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            // Without the message: it may quote what was said.
            throw new IllegalStateException("an event that was read from JSON cannot be written as JSON");
        }
    }

    /**
     * Loads, beside the program, what the SDK needs for its first client event: 1.5 s of processor time in a fresh JVM, which the first
     * turn would wait for otherwise.
     */
    static void warm() {
        if (WARM.getAndSet(true)) return;
        Thread.ofPlatform().daemon().name("sidetone-openai-warm").start(() -> clientEvent("{\"type\":\"response.create\",\"response\":{}}"));
    }

    /** @param text as our codec writes it */
    static RealtimeClientEvent clientEvent(String text) {
        try {
            return ObjectMappers.jsonMapper().readValue(text, RealtimeClientEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the SDK cannot read an event of ours");
        }
    }
}
