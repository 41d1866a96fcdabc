package dev.sidetone.protocol;

import dev.sidetone.protocol.ServerEvent.OutputBuffer.Playback;
import dev.sidetone.protocol.ServerEvent.Place;
import java.math.BigDecimal;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Reads what servers say: GA, and the names that Azure Voice Live and older servers still use. */
final class ServerEventReader {

    private static final ItemText ITEMS = new ItemText(ItemText.Speaker.SERVER);

    private ServerEventReader() {}

    static ServerEvent read(String text) {
        ObjectNode object;
        try {
            if (!(Json.MAPPER.readTree(text) instanceof ObjectNode node)) return new ServerEvent.Malformed("", "not a JSON object", text);
            object = node;
        } catch (JacksonException e) {
            return new ServerEvent.Malformed("", "not JSON", text);
        }
        var from = new Fields(object, "");
        if (!object.path("type").isString()) return new ServerEvent.Malformed("", "no type", text);
        var type = object.get("type").stringValue();
        try {
            return event(type, from, text);
        } catch (BadField e) {
            return new ServerEvent.Malformed(type, e.problem.message(), text);
        } catch (ArithmeticException e) {
            return new ServerEvent.Malformed(type, "a number is out of range", text);
        }
    }

    private static ServerEvent event(String type, Fields from, String text) {
        return switch (type) {
            case "session.created" -> new ServerEvent.SessionCreated(ResponseText.session(from.object("session")));
            case "session.updated" -> new ServerEvent.SessionUpdated(ResponseText.session(from.object("session")));
            case "conversation.created" -> new ServerEvent.ConversationCreated(from.object("conversation").string("id"));
            // Older servers announce an item once, by "created".
            case "conversation.item.added", "conversation.item.created" ->
                new ServerEvent.ItemAdded(from.optionalString("previous_item_id"), item(from));
            case "conversation.item.done" -> new ServerEvent.ItemDone(from.optionalString("previous_item_id"), item(from));
            case "conversation.item.retrieved" -> new ServerEvent.ItemRetrieved(item(from));
            case "conversation.item.truncated" ->
                new ServerEvent.ItemTruncated(from.string("item_id"), from.index("content_index"), offset(from, "audio_end_ms"));
            case "conversation.item.deleted" -> new ServerEvent.ItemDeleted(from.string("item_id"));
            case "conversation.item.input_audio_transcription.delta" -> new ServerEvent.TranscriptionDelta(
                    from.string("item_id"), from.index("content_index"), from.optionalString("delta").orElse(""));
            case "conversation.item.input_audio_transcription.completed" -> new ServerEvent.TranscriptionCompleted(from.string("item_id"),
                    from.index("content_index"), from.optionalString("transcript").orElse(""), UsageText.readTranscription(from),
                    from.optionalJson("logprobs"));
            case "conversation.item.input_audio_transcription.failed" -> new ServerEvent.TranscriptionFailed(
                    from.string("item_id"), from.index("content_index"), ResponseText.error(from.object("error")));
            case "conversation.item.input_audio_transcription.segment" ->
                new ServerEvent.TranscriptionSegment(from.string("item_id"), from.index("content_index"), from.whole());
            case "rate_limits.updated" -> new ServerEvent.RateLimitsUpdated(
                    from.objects("rate_limits").stream().map(ServerEventReader::limit).toList());
            case "error" -> new ServerEvent.ErrorReported(ResponseText.error(from.object("error")));
            case "response.mcp_call_arguments.delta", "response.mcp_call_arguments.done", "response.mcp_call.in_progress",
                    "response.mcp_call.completed", "response.mcp_call.failed", "mcp_list_tools.in_progress",
                    "mcp_list_tools.completed", "mcp_list_tools.failed" -> new ServerEvent.Mcp(type, from.whole());
            default -> buffer(type, from, text);
        };
    }

    private static ServerEvent buffer(String type, Fields from, String text) {
        return switch (type) {
            case "input_audio_buffer.committed" ->
                new ServerEvent.AudioCommitted(from.optionalString("previous_item_id"), from.string("item_id"));
            case "input_audio_buffer.cleared" -> new ServerEvent.AudioCleared();
            case "input_audio_buffer.speech_started" ->
                new ServerEvent.SpeechStarted(offset(from, "audio_start_ms"), from.string("item_id"));
            case "input_audio_buffer.speech_stopped" ->
                new ServerEvent.SpeechStopped(offset(from, "audio_end_ms"), from.string("item_id"));
            case "input_audio_buffer.timeout_triggered" -> new ServerEvent.TimeoutTriggered(
                    offset(from, "audio_start_ms"), offset(from, "audio_end_ms"), from.string("item_id"));
            case "input_audio_buffer.dtmf_event_received" ->
                new ServerEvent.DtmfReceived(from.string("event"), from.optionalInteger("received_at").orElse(0L));
            case "output_audio_buffer.started" -> new ServerEvent.OutputBuffer(Playback.STARTED, from.string("response_id"));
            case "output_audio_buffer.stopped" -> new ServerEvent.OutputBuffer(Playback.STOPPED, from.string("response_id"));
            case "output_audio_buffer.cleared" -> new ServerEvent.OutputBuffer(Playback.CLEARED, from.string("response_id"));
            default -> response(type, from, text);
        };
    }

    private static ServerEvent response(String type, Fields from, String text) {
        return switch (type) {
            case "response.created" -> new ServerEvent.ResponseCreated(ResponseText.read(from.object("response")));
            case "response.done" -> new ServerEvent.ResponseDone(ResponseText.read(from.object("response")));
            case "response.output_item.added" ->
                new ServerEvent.OutputItemAdded(from.string("response_id"), from.index("output_index"), item(from));
            case "response.output_item.done" ->
                new ServerEvent.OutputItemDone(from.string("response_id"), from.index("output_index"), item(from));
            case "response.content_part.added" -> new ServerEvent.PartAdded(place(from), part(from));
            case "response.content_part.done" -> new ServerEvent.PartDone(place(from), part(from));
            case "response.output_text.delta", "response.text.delta" -> new ServerEvent.TextDelta(place(from), from.string("delta"));
            case "response.output_text.done", "response.text.done" -> new ServerEvent.TextDone(place(from), from.string("text"));
            case "response.output_audio.delta", "response.audio.delta" ->
                new ServerEvent.AudioDelta(place(from), ItemText.bytes(from, "delta", from.string("delta")));
            case "response.output_audio.done", "response.audio.done" -> new ServerEvent.AudioDone(place(from));
            case "response.output_audio_transcript.delta", "response.audio_transcript.delta" ->
                new ServerEvent.SpokenDelta(place(from), from.string("delta"));
            case "response.output_audio_transcript.done", "response.audio_transcript.done" ->
                new ServerEvent.SpokenDone(place(from), from.string("transcript"));
            case "response.function_call_arguments.delta" -> new ServerEvent.ArgumentsDelta(from.string("response_id"),
                    from.string("item_id"), from.index("output_index"), from.string("call_id"), from.string("delta"));
            case "response.function_call_arguments.done" -> new ServerEvent.ArgumentsDone(from.string("response_id"), from.string("item_id"),
                    from.index("output_index"), from.string("call_id"), from.optionalString("name").orElse(""), from.string("arguments"));
            default -> new ServerEvent.Unknown(type, text);
        };
    }

    private static Place place(Fields from) {
        return new Place(from.string("response_id"), from.string("item_id"), from.index("output_index"), from.index("content_index"));
    }

    private static Item item(Fields from) {
        return ITEMS.read(from.object("item"));
    }

    /** Azure sends the part twice, under two names (recorded). */
    private static ContentPart part(Fields from) {
        return ITEMS.readPart(from.optionalObject("part").orElseGet(() -> from.object("content")));
    }

    private static Duration offset(Fields from, String key) {
        return Duration.ofMillis(from.integer(key));
    }

    private static RateLimit limit(Fields from) {
        return new RateLimit(from.optionalString("name").orElse(""), from.optionalInteger("limit").orElse(0L),
                from.optionalInteger("remaining").orElse(0L),
                from.optionalNumber("reset_seconds").map(n -> n.decimalValue()).orElse(BigDecimal.ZERO));
    }
}
