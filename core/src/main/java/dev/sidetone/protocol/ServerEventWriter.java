package dev.sidetone.protocol;

import dev.sidetone.protocol.ServerEvent.Place;
import java.time.Duration;

/** What a server says, in GA names and the recorded order of keys. */
final class ServerEventWriter {

    private static final ItemText ITEMS = new ItemText(ItemText.Speaker.SERVER);
    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";

    private ServerEventWriter() {}

    static String write(ServerEvent event, String eventId) {
        return switch (event) {
            case ServerEvent.SessionCreated e -> begin("session.created", eventId).put("session", e.session().whole()).finish();
            case ServerEvent.SessionUpdated e -> begin("session.updated", eventId).put("session", e.session().whole()).finish();
            case ServerEvent.ConversationCreated e -> conversation(begin("conversation.created", eventId), e).finish();
            case ServerEvent.ItemAdded e ->
                item(begin("conversation.item.added", eventId).putOrNull("previous_item_id", e.previousItemId()), e.item()).finish();
            case ServerEvent.ItemDone e ->
                item(begin("conversation.item.done", eventId).putOrNull("previous_item_id", e.previousItemId()), e.item()).finish();
            case ServerEvent.ItemRetrieved e -> item(begin("conversation.item.retrieved", eventId), e.item()).finish();
            case ServerEvent.ItemTruncated e -> begin("conversation.item.truncated", eventId).put("item_id", e.itemId())
                    .put("content_index", e.contentIndex()).put("audio_end_ms", e.audioEnd().toMillis()).finish();
            case ServerEvent.ItemDeleted e -> begin("conversation.item.deleted", eventId).put("item_id", e.itemId()).finish();
            case ServerEvent.TranscriptionDelta e ->
                transcription("delta", eventId, e.itemId(), e.contentIndex()).put("delta", e.delta()).put("obfuscation", pad(e.delta())).finish();
            case ServerEvent.TranscriptionCompleted e -> {
                var to = transcription("completed", eventId, e.itemId(), e.contentIndex()).put("transcript", e.transcript());
                e.logprobs().ifPresent(logprobs -> to.put("logprobs", logprobs));
                UsageText.write(to, e.usage());
                yield to.finish();
            }
            case ServerEvent.TranscriptionFailed e -> {
                var to = transcription("failed", eventId, e.itemId(), e.contentIndex());
                ResponseText.write(to, e.error(), false);
                yield to.finish();
            }
            case ServerEvent.TranscriptionSegment e ->
                transcription("segment", eventId, e.itemId(), e.contentIndex())
                        .all(e.segment(), "type", "event_id", "item_id", "content_index").finish();
            case ServerEvent.AudioCommitted e -> begin("input_audio_buffer.committed", eventId)
                    .putOrNull("previous_item_id", e.previousItemId()).put("item_id", e.itemId()).finish();
            case ServerEvent.AudioCleared ignored -> begin("input_audio_buffer.cleared", eventId).finish();
            case ServerEvent.SpeechStarted e -> at(begin("input_audio_buffer.speech_started", eventId), "audio_start_ms", e.audioStart())
                    .put("item_id", e.itemId()).finish();
            case ServerEvent.SpeechStopped e -> at(begin("input_audio_buffer.speech_stopped", eventId), "audio_end_ms", e.audioEnd())
                    .put("item_id", e.itemId()).finish();
            case ServerEvent.TimeoutTriggered e -> at(at(begin("input_audio_buffer.timeout_triggered", eventId), "audio_start_ms",
                    e.audioStart()), "audio_end_ms", e.audioEnd()).put("item_id", e.itemId()).finish();
            // The only event without an id of its own.
            case ServerEvent.DtmfReceived e -> new Written("input_audio_buffer.dtmf_event_received").put("event", e.key())
                    .put("received_at", e.receivedAtEpochSecond()).finish();
            case ServerEvent.RateLimitsUpdated e -> limits(begin("rate_limits.updated", eventId), e).finish();
            case ServerEvent.ErrorReported e -> {
                var to = begin("error", eventId);
                ResponseText.write(to, e.error(), true);
                yield to.finish();
            }
            case ServerEvent.Mcp e -> begin(e.type(), eventId).all(e.body(), "type", "event_id").finish();
            case ServerEvent.Unknown e -> e.json();
            case ServerEvent.Malformed ignored -> throw new IllegalArgumentException("a malformed event cannot be said");
            case ServerEvent.OfResponse e -> ofResponse(e, eventId);
        };
    }

    private static String ofResponse(ServerEvent.OfResponse event, String eventId) {
        return switch (event) {
            case ServerEvent.OutputBuffer e ->
                begin("output_audio_buffer." + Vocabulary.word(e.what()), eventId).put("response_id", e.responseId()).finish();
            case ServerEvent.ResponseCreated e -> response(begin("response.created", eventId), e.response()).finish();
            case ServerEvent.ResponseDone e -> response(begin("response.done", eventId), e.response()).finish();
            case ServerEvent.OutputItemAdded e -> item(begin("response.output_item.added", eventId).put("response_id", e.responseId())
                    .put("output_index", e.outputIndex()), e.item()).finish();
            case ServerEvent.OutputItemDone e -> item(begin("response.output_item.done", eventId).put("response_id", e.responseId())
                    .put("output_index", e.outputIndex()), e.item()).finish();
            case ServerEvent.ArgumentsDelta e -> begin("response.function_call_arguments.delta", eventId).put("response_id", e.responseId())
                    .put("item_id", e.itemId()).put("output_index", e.outputIndex()).put("call_id", e.callId())
                    .put("delta", e.delta()).put("obfuscation", pad(e.delta())).finish();
            case ServerEvent.ArgumentsDone e -> begin("response.function_call_arguments.done", eventId).put("response_id", e.responseId())
                    .put("item_id", e.itemId()).put("output_index", e.outputIndex()).put("call_id", e.callId())
                    .put("name", e.name()).put("arguments", e.arguments()).finish();
            case ServerEvent.OfPart e -> ofPart(e, eventId);
        };
    }

    private static String ofPart(ServerEvent.OfPart event, String eventId) {
        return switch (event) {
            case ServerEvent.PartAdded e -> part(place("response.content_part.added", eventId, e.place()), e.part()).finish();
            case ServerEvent.PartDone e -> part(place("response.content_part.done", eventId, e.place()), e.part()).finish();
            case ServerEvent.TextDelta e ->
                place("response.output_text.delta", eventId, e.place()).put("delta", e.delta()).put("obfuscation", pad(e.delta())).finish();
            case ServerEvent.TextDone e -> place("response.output_text.done", eventId, e.place()).put("text", e.text()).finish();
            case ServerEvent.AudioDelta e -> AudioText.delta(e, eventId);
            case ServerEvent.AudioDone e -> place("response.output_audio.done", eventId, e.place()).finish();
            case ServerEvent.SpokenDelta e -> place("response.output_audio_transcript.delta", eventId, e.place())
                    .put("delta", e.delta()).put("obfuscation", pad(e.delta())).finish();
            case ServerEvent.SpokenDone e ->
                place("response.output_audio_transcript.done", eventId, e.place()).put("transcript", e.transcript()).finish();
        };
    }

    private static String pad(String delta) {
        return Obfuscation.beside(delta);
    }

    private static Written begin(String type, String eventId) {
        return new Written(type).put("event_id", eventId);
    }

    private static Written place(String type, String eventId, Place place) {
        return begin(type, eventId).put("response_id", place.responseId()).put("item_id", place.itemId())
                .put("output_index", place.outputIndex()).put("content_index", place.contentIndex());
    }

    private static Written transcription(String what, String eventId, String itemId, int contentIndex) {
        return begin(TRANSCRIPTION + what, eventId).put("item_id", itemId).put("content_index", contentIndex);
    }

    private static Written at(Written to, String key, Duration offset) {
        return to.put(key, offset.toMillis());
    }

    private static Written item(Written to, Item item) {
        return to.object("item", () -> ITEMS.write(to, item));
    }

    private static Written part(Written to, ContentPart part) {
        return to.object("part", () -> ITEMS.write(to, part, true));
    }

    private static Written response(Written to, Response response) {
        return to.object("response", () -> ResponseText.write(to, response));
    }

    private static Written conversation(Written to, ServerEvent.ConversationCreated event) {
        return to.object("conversation", () -> to.put("id", event.conversationId()).put("object", "realtime.conversation"));
    }

    private static Written limits(Written to, ServerEvent.RateLimitsUpdated event) {
        return to.objects("rate_limits", event.limits(), limit -> to.put("name", limit.name()).put("limit", limit.limit())
                .put("remaining", limit.remaining()).put("reset_seconds", Json.parse(limit.resetSeconds().toPlainString())));
    }
}
