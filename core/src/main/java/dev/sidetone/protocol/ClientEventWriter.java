package dev.sidetone.protocol;

import java.util.Base64;

/** What a client says; only what is set is said. */
final class ClientEventWriter {

    private static final ItemText ITEMS = new ItemText(ItemText.Speaker.CLIENT);

    private ClientEventWriter() {}

    static String write(ClientEvent event) {
        return switch (event) {
            case ClientEvent.SessionUpdate e -> begin("session.update", e).put("session", e.session()).finish();
            case ClientEvent.AudioAppend e ->
                begin("input_audio_buffer.append", e).put("audio", Base64.getEncoder().encodeToString(e.audio())).finish();
            case ClientEvent.AudioCommit e -> begin("input_audio_buffer.commit", e).finish();
            case ClientEvent.AudioClear e -> begin("input_audio_buffer.clear", e).finish();
            case ClientEvent.ItemCreate e -> {
                var to = begin("conversation.item.create", e).putIfPresent("previous_item_id", e.previousItemId());
                yield to.object("item", () -> ITEMS.write(to, e.item())).finish();
            }
            case ClientEvent.ItemRetrieve e -> begin("conversation.item.retrieve", e).put("item_id", e.itemId()).finish();
            case ClientEvent.ItemTruncate e -> begin("conversation.item.truncate", e).put("item_id", e.itemId())
                    .put("content_index", e.contentIndex()).put("audio_end_ms", e.audioEndMs()).finish();
            case ClientEvent.ItemDelete e -> begin("conversation.item.delete", e).put("item_id", e.itemId()).finish();
            case ClientEvent.ResponseCreate e -> responseCreate(e);
            case ClientEvent.ResponseCancel e -> begin("response.cancel", e).putIfPresent("response_id", e.responseId()).finish();
            case ClientEvent.OutputAudioClear e -> begin("output_audio_buffer.clear", e).finish();
            case ClientEvent.Unknown e -> e.json();
            case ClientEvent.Malformed ignored -> throw new IllegalArgumentException("a malformed event cannot be said");
        };
    }

    private static Written begin(String type, ClientEvent event) {
        return new Written(type).putIfPresent("event_id", event.eventId());
    }

    private static String responseCreate(ClientEvent.ResponseCreate event) {
        var to = begin("response.create", event);
        if (event.response().equals(ResponseRequest.PLAIN)) return to.finish();
        return to.object("response", () -> request(to, event.response())).finish();
    }

    private static void request(Written to, ResponseRequest request) {
        var overrides = request.overrides();
        if (request.outOfBand()) to.put("conversation", "none");
        overrides.modalities().ifPresent(words -> to.putWords("output_modalities", words));
        overrides.tools().ifPresent(tools -> to.put("tools", tools));
        overrides.toolChoice().ifPresent(choice -> to.put("tool_choice", choice));
        overrides.maxOutputTokens().ifPresent(limit -> to.putLimit("max_output_tokens", limit));
        overrides.audioOutput().ifPresent(output -> to.object("audio", () -> to.put("output", output)));
        overrides.others().forEach(to::put);
        if (!request.metadata().isEmpty()) to.putPairs("metadata", request.metadata());
        // Constant text before references: the service caches by exact prefix.
        to.putIfPresent("instructions", request.instructions());
        request.input().ifPresent(items -> to.objects("input", items, item -> ITEMS.write(to, item)));
    }
}
