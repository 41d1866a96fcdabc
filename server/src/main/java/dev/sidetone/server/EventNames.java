package dev.sidetone.server;

import dev.sidetone.protocol.ServerEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the server's events are called on the wire, for whoever names them in a script. */
final class EventNames {

    /** Every event this server sends; {@code any} is each of them. */
    static final Map<String, Class<? extends ServerEvent>> KINDS = kinds();

    private EventNames() {}

    private static Map<String, Class<? extends ServerEvent>> kinds() {
        var kinds = new LinkedHashMap<String, Class<? extends ServerEvent>>();
        kinds.put("any", ServerEvent.class);
        kinds.put("error", ServerEvent.ErrorReported.class);
        kinds.put("session.created", ServerEvent.SessionCreated.class);
        kinds.put("session.updated", ServerEvent.SessionUpdated.class);
        kinds.put("conversation.item.added", ServerEvent.ItemAdded.class);
        kinds.put("conversation.item.done", ServerEvent.ItemDone.class);
        kinds.put("conversation.item.retrieved", ServerEvent.ItemRetrieved.class);
        kinds.put("conversation.item.truncated", ServerEvent.ItemTruncated.class);
        kinds.put("conversation.item.deleted", ServerEvent.ItemDeleted.class);
        kinds.put("conversation.item.input_audio_transcription.delta", ServerEvent.TranscriptionDelta.class);
        kinds.put("conversation.item.input_audio_transcription.completed", ServerEvent.TranscriptionCompleted.class);
        kinds.put("conversation.item.input_audio_transcription.failed", ServerEvent.TranscriptionFailed.class);
        kinds.put("input_audio_buffer.committed", ServerEvent.AudioCommitted.class);
        kinds.put("input_audio_buffer.cleared", ServerEvent.AudioCleared.class);
        kinds.put("input_audio_buffer.speech_started", ServerEvent.SpeechStarted.class);
        kinds.put("input_audio_buffer.speech_stopped", ServerEvent.SpeechStopped.class);
        kinds.put("input_audio_buffer.timeout_triggered", ServerEvent.TimeoutTriggered.class);
        kinds.put("response.created", ServerEvent.ResponseCreated.class);
        kinds.put("response.done", ServerEvent.ResponseDone.class);
        kinds.put("response.output_item.added", ServerEvent.OutputItemAdded.class);
        kinds.put("response.output_item.done", ServerEvent.OutputItemDone.class);
        kinds.put("response.content_part.added", ServerEvent.PartAdded.class);
        kinds.put("response.content_part.done", ServerEvent.PartDone.class);
        kinds.put("response.output_text.delta", ServerEvent.TextDelta.class);
        kinds.put("response.output_text.done", ServerEvent.TextDone.class);
        kinds.put("response.output_audio.delta", ServerEvent.AudioDelta.class);
        kinds.put("response.output_audio.done", ServerEvent.AudioDone.class);
        kinds.put("response.output_audio_transcript.delta", ServerEvent.SpokenDelta.class);
        kinds.put("response.output_audio_transcript.done", ServerEvent.SpokenDone.class);
        kinds.put("response.function_call_arguments.delta", ServerEvent.ArgumentsDelta.class);
        kinds.put("response.function_call_arguments.done", ServerEvent.ArgumentsDone.class);
        kinds.put("rate_limits.updated", ServerEvent.RateLimitsUpdated.class);
        return Collections.unmodifiableMap(kinds);
    }
}
