package dev.sidetone.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Reads what clients say, as strictly as the live service. The {@code session} of an update is left to the server, which knows the state. */
final class ClientEventReader {

    private static final ItemText ITEMS = new ItemText(ItemText.Speaker.CLIENT);

    /** "a maximum length of 512 characters" (API reference, {@code event_id}). */
    static final int LONGEST_EVENT_ID = 512;
    /** Items and calls have ids of at most 32 characters; a recorded refusal quotes the limit. */
    private static final int LONGEST_ITEM_ID = 32;
    private static final int MOST_METADATA = 16, LONGEST_KEY = 64, LONGEST_VALUE = 512;

    private ClientEventReader() {}

    static ClientEvent read(String text) {
        ObjectNode object;
        try {
            if (!(Json.MAPPER.readTree(text) instanceof ObjectNode node)) return notAnEvent("Invalid event: expected a JSON object.", text);
            object = node;
        } catch (JacksonException e) {
            return notAnEvent("Invalid event: failed to parse JSON value.", text);
        }
        var from = new Fields(object, "");
        // An id that is itself wrong cannot be echoed.
        var eventId = Optional.ofNullable(object.get("event_id")).filter(node -> node.isString())
                .map(node -> node.stringValue()).filter(id -> id.length() <= LONGEST_EVENT_ID);
        try {
            from.optionalString("event_id").ifPresent(id -> atMost(from, "event_id", id, LONGEST_EVENT_ID));
            var type = from.string("type");
            var event = event(type, eventId, from, text);
            if (!(event instanceof ClientEvent.Unknown)) from.nothingElse();
            return event;
        } catch (BadField e) {
            return new ClientEvent.Malformed(eventId, e.problem, text);
        } catch (ArithmeticException e) {
            return new ClientEvent.Malformed(eventId,
                    new WireProblem("invalid_value", Optional.empty(), "Invalid event: a number is out of range."), text);
        }
    }

    private static ClientEvent notAnEvent(String message, String text) {
        return new ClientEvent.Malformed(Optional.empty(), new WireProblem("invalid_json", Optional.empty(), message), text);
    }

    private static ClientEvent event(String type, Optional<String> eventId, Fields from, String text) {
        return switch (type) {
            case "session.update" -> {
                from.object("session");
                yield new ClientEvent.SessionUpdate(eventId, from.optionalJson("session").orElseThrow());
            }
            case "input_audio_buffer.append" ->
                new ClientEvent.AudioAppend(eventId, ItemText.bytes(from, "audio", from.string("audio")));
            case "input_audio_buffer.commit" -> new ClientEvent.AudioCommit(eventId);
            case "input_audio_buffer.clear" -> new ClientEvent.AudioClear(eventId);
            case "conversation.item.create" ->
                new ClientEvent.ItemCreate(eventId, from.optionalString("previous_item_id"), item(from.object("item")));
            case "conversation.item.retrieve" -> new ClientEvent.ItemRetrieve(eventId, from.string("item_id"));
            case "conversation.item.truncate" -> new ClientEvent.ItemTruncate(eventId, from.string("item_id"),
                    Math.toIntExact(from.integer("content_index")), from.integer("audio_end_ms"));
            case "conversation.item.delete" -> new ClientEvent.ItemDelete(eventId, from.string("item_id"));
            case "response.create" -> new ClientEvent.ResponseCreate(eventId,
                    from.optionalObject("response").map(ClientEventReader::request).orElse(ResponseRequest.PLAIN));
            case "response.cancel" -> new ClientEvent.ResponseCancel(eventId, from.optionalString("response_id"));
            case "output_audio_buffer.clear" -> new ClientEvent.OutputAudioClear(eventId);
            default -> new ClientEvent.Unknown(eventId, type, text);
        };
    }

    private static Item item(Fields from) {
        var item = ITEMS.read(from);
        item.id().ifPresent(id -> atMost(from, "id", id, LONGEST_ITEM_ID));
        from.optionalString("object");
        from.optionalString("status");
        if (!(item instanceof Item.Other)) from.nothingElse();
        return item;
    }

    private static ResponseRequest request(Fields from) {
        boolean outOfBand = from.optionalString("conversation").map(word -> switch (word) {
            case "none" -> true;
            case "auto" -> false;
            default -> throw from.notOneOf("conversation", word, Stream.of("auto", "none"));
        }).orElse(false);
        var request = new ResponseRequest(outOfBand, from.optionalString("instructions"),
                from.optionalObjects("input").map(items -> items.stream().map(ClientEventReader::item).toList()),
                metadata(from), overrides(from));
        from.nothingElse();
        return request;
    }

    private static Map<String, String> metadata(Fields from) {
        var metadata = from.pairs("metadata");
        if (metadata.size() > MOST_METADATA) {
            throw Fields.bad("object_above_max_properties", from.pathOf("metadata"),
                    "Invalid '" + from.pathOf("metadata") + "': too many properties. Expected at most " + MOST_METADATA + ".");
        }
        metadata.forEach((key, value) -> {
            atMost(from, "metadata", key, LONGEST_KEY);
            atMost(from, "metadata." + key, value, LONGEST_VALUE);
        });
        return metadata;
    }

    private static ResponseRequest.Overrides overrides(Fields from) {
        var modalities = from.optionalStrings("output_modalities").map(words -> modalities(from, words));
        var others = new LinkedHashMap<String, Json>();
        for (var key : List.of("parallel_tool_calls", "reasoning", "prompt")) {
            from.optionalJson(key).ifPresent(value -> others.put(key, value));
        }
        var audio = from.optionalObject("audio");
        var output = audio.flatMap(a -> a.optionalJson("output"));
        audio.ifPresent(Fields::nothingElse);
        return new ResponseRequest.Overrides(modalities, from.optionalJson("tools"), from.optionalJson("tool_choice"),
                from.optionalJson("max_output_tokens").map(limit -> limit(from, limit)), output, others);
    }

    private static List<Modality> modalities(Fields from, List<String> words) {
        var modalities = new ArrayList<Modality>();
        for (var word : words) {
            modalities.add(Vocabulary.constant(Modality.class, word).orElseThrow(
                    () -> from.notOneOf("output_modalities[" + modalities.size() + "]", word, Stream.of("text", "audio"))));
        }
        return modalities;
    }

    private static OptionalInt limit(Fields from, Json limit) {
        if (limit.node().isInt() && limit.node().intValue() < 1) {
            throw Fields.bad("integer_below_min_value", from.pathOf("max_output_tokens"), "Invalid '" + from.pathOf("max_output_tokens")
                    + "': integer below minimum value. Expected a value >= 1, but got " + limit.node().intValue() + " instead.");
        }
        if (limit.node().isInt()) return OptionalInt.of(limit.node().intValue());
        if (limit.node().isString() && limit.node().stringValue().equals("inf")) return OptionalInt.empty();
        throw Fields.bad("invalid_value", from.pathOf("max_output_tokens"),
                "Invalid value for '" + from.pathOf("max_output_tokens") + "': expected a positive integer or 'inf'.");
    }

    private static void atMost(Fields from, String key, String value, int most) {
        if (value.length() > most) {
            throw Fields.bad("string_above_max_length", from.pathOf(key), "Invalid '" + from.pathOf(key)
                    + "': string too long. Expected a string with maximum length " + most + ", but got a string with length "
                    + value.length() + " instead.");
        }
    }
}
