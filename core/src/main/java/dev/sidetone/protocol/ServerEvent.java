package dev.sidetone.protocol;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a server may send. The {@code event_id} every event carries on the wire is the codec's affair, not a component
 * here: no rule depends on it.
 *
 * <p>Offsets are {@link Duration}s of audio written since the session began, not wall time. Older event names arrive as
 * their GA twins ({@code conversation.item.created} as {@link ItemAdded}). Texts of callers and agents do not show in {@code toString}.
 */
public sealed interface ServerEvent {

    /** Events of one response, in band or out of band: route them by this id, never by "the current response". */
    sealed interface OfResponse extends ServerEvent {
        String responseId();
    }

    /** Where in a response an event belongs. */
    record Place(String responseId, String itemId, int outputIndex, int contentIndex) {}

    /** Events of one content part of one output item. */
    sealed interface OfPart extends OfResponse {
        Place place();

        @Override
        default String responseId() {
            return place().responseId();
        }
    }

    record SessionCreated(Session session) implements ServerEvent {}

    record SessionUpdated(Session session) implements ServerEvent {}

    record ConversationCreated(String conversationId) implements ServerEvent {}

    record ItemAdded(Optional<String> previousItemId, Item item) implements ServerEvent {}

    record ItemDone(Optional<String> previousItemId, Item item) implements ServerEvent {}

    record ItemRetrieved(Item item) implements ServerEvent {}

    record ItemTruncated(String itemId, int contentIndex, Duration audioEnd) implements ServerEvent {}

    record ItemDeleted(String itemId) implements ServerEvent {}

    record TranscriptionDelta(String itemId, int contentIndex, String delta) implements ServerEvent {
        @Override
        public String toString() {
            return "TranscriptionDelta[" + itemId + ", " + delta.length() + " chars]";
        }
    }

    /**
     * The built-in transcription of an item. Some peers send it more than once; the last one counts.
     *
     * @param logprobs how sure the model is of each token, as the wire tells it; only where the session asked to {@code include} it
     */
    record TranscriptionCompleted(
            String itemId, int contentIndex, String transcript, TranscriptionUsage usage, Optional<Json> logprobs) implements ServerEvent {
        public TranscriptionCompleted(String itemId, int contentIndex, String transcript, TranscriptionUsage usage) {
            this(itemId, contentIndex, transcript, usage, Optional.empty());
        }

        @Override
        public String toString() {
            return "TranscriptionCompleted[" + itemId + ", " + transcript.length() + " chars, " + usage + "]";
        }
    }

    record TranscriptionFailed(String itemId, int contentIndex, ErrorDetails error) implements ServerEvent {}

    /** A stretch of one speaker, from diarising models. */
    record TranscriptionSegment(String itemId, int contentIndex, Json segment) implements ServerEvent {}

    record AudioCommitted(Optional<String> previousItemId, String itemId) implements ServerEvent {}

    record AudioCleared() implements ServerEvent {}

    record SpeechStarted(Duration audioStart, String itemId) implements ServerEvent {}

    record SpeechStopped(Duration audioEnd, String itemId) implements ServerEvent {}

    record TimeoutTriggered(Duration audioStart, Duration audioEnd, String itemId) implements ServerEvent {}

    /** A key pressed on a SIP call; the one event without an {@code event_id}. */
    record DtmfReceived(String key, long receivedAtEpochSecond) implements ServerEvent {}

    /** WebRTC and SIP: what the service knows of playback. */
    record OutputBuffer(Playback what, String responseId) implements OfResponse {
        public enum Playback { STARTED, STOPPED, CLEARED }
    }

    record ResponseCreated(Response response) implements OfResponse {
        @Override
        public String responseId() {
            return response.id();
        }
    }

    record ResponseDone(Response response) implements OfResponse {
        @Override
        public String responseId() {
            return response.id();
        }
    }

    record OutputItemAdded(String responseId, int outputIndex, Item item) implements OfResponse {}

    record OutputItemDone(String responseId, int outputIndex, Item item) implements OfResponse {}

    record PartAdded(Place place, ContentPart part) implements OfPart {}

    record PartDone(Place place, ContentPart part) implements OfPart {}

    record TextDelta(Place place, String delta) implements OfPart {
        @Override
        public String toString() {
            return "TextDelta[" + place + ", " + delta.length() + " chars]";
        }
    }

    record TextDone(Place place, String text) implements OfPart {
        @Override
        public String toString() {
            return "TextDone[" + place + ", " + text.length() + " chars]";
        }
    }

    /** @param audio bytes in the session's output format; for {@code audio/pcm} little-endian samples at {@link Pcm#RATE} */
    record AudioDelta(Place place, byte[] audio) implements OfPart {
        @Override
        public String toString() {
            return "AudioDelta[" + place + ", " + audio.length + " bytes]";
        }
    }

    record AudioDone(Place place) implements OfPart {}

    record SpokenDelta(Place place, String delta) implements OfPart {
        @Override
        public String toString() {
            return "SpokenDelta[" + place + ", " + delta.length() + " chars]";
        }
    }

    record SpokenDone(Place place, String transcript) implements OfPart {
        @Override
        public String toString() {
            return "SpokenDone[" + place + ", " + transcript.length() + " chars]";
        }
    }

    record ArgumentsDelta(String responseId, String itemId, int outputIndex, String callId, String delta) implements OfResponse {
        @Override
        public String toString() {
            return "ArgumentsDelta[" + callId + ", " + delta.length() + " chars]";
        }
    }

    /** @param arguments the model's raw text, which need not be canonical JSON */
    record ArgumentsDone(String responseId, String itemId, int outputIndex, String callId, String name, String arguments)
            implements OfResponse {
        @Override
        public String toString() {
            return "ArgumentsDone[" + callId + ", " + name + ", " + arguments.length() + " chars]";
        }
    }

    /** The remote-tool events ({@code mcp_list_tools.*}, {@code response.mcp_call*}), kept whole: we route but do not act on them. */
    record Mcp(String type, Json body) implements ServerEvent {}

    record RateLimitsUpdated(List<RateLimit> limits) implements ServerEvent {}

    /** What a peer reports as wrong; the connection stays open unless a close frame follows at once. */
    record ErrorReported(ErrorDetails error) implements ServerEvent {}

    /** A type that is not in the protocol; routine, kept whole. */
    record Unknown(String type, String json) implements ServerEvent {
        @Override
        public String toString() {
            return "Unknown[" + type + ", " + json.length() + " chars]";
        }
    }

    /**
     * A frame that is no event, or a known type with a wrong body: somebody's bug, to be loud about.
     *
     * @param type empty when there was none
     */
    record Malformed(String type, String problem, String json) implements ServerEvent {
        @Override
        public String toString() {
            return "Malformed[" + type + ": " + problem + ", " + json.length() + " chars]";
        }
    }
}
