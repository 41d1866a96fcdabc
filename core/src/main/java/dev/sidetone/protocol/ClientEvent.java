package dev.sidetone.protocol;

import java.util.Optional;

/**
 * What a client may send. Each may carry an {@code event_id} (at most 512 characters) which the server repeats in the
 * {@code error} that refuses the event, and nowhere else.
 *
 * <p>Events that come off the wire may also be {@link Unknown} (a type nobody listed) or {@link Malformed} (a listed type
 * with a wrong body): three outcomes, never merged.
 */
public sealed interface ClientEvent {

    Optional<String> eventId();

    /** Changes the session: {@code session} is a partial object, merged deeply; what is absent stays. */
    record SessionUpdate(Optional<String> eventId, Json session) implements ClientEvent {}

    /**
     * Adds audio to the input buffer.
     *
     * @param audio bytes in the session's input format; at most 15 MiB (API reference, {@code input_audio_buffer.append})
     */
    record AudioAppend(Optional<String> eventId, byte[] audio) implements ClientEvent {
        public AudioAppend(byte[] audio) {
            this(Optional.empty(), audio);
        }

        @Override
        public String toString() {
            return "AudioAppend[" + audio.length + " bytes]";
        }
    }

    record AudioCommit(Optional<String> eventId) implements ClientEvent {}

    record AudioClear(Optional<String> eventId) implements ClientEvent {}

    /**
     * Adds an item to the conversation.
     *
     * @param previousItemId the item to stand after; {@code root} to stand first; absent or empty to stand last
     */
    record ItemCreate(Optional<String> eventId, Optional<String> previousItemId, Item item) implements ClientEvent {}

    record ItemRetrieve(Optional<String> eventId, String itemId) implements ClientEvent {}

    /** Cuts an assistant's audio to what was played; the server forgets the transcript of the rest. */
    record ItemTruncate(Optional<String> eventId, String itemId, int contentIndex, long audioEndMs) implements ClientEvent {}

    record ItemDelete(Optional<String> eventId, String itemId) implements ClientEvent {}

    record ResponseCreate(Optional<String> eventId, ResponseRequest response) implements ClientEvent {}

    /** @param responseId without it the default conversation's running response is meant; always name it when several may run */
    record ResponseCancel(Optional<String> eventId, Optional<String> responseId) implements ClientEvent {}

    /** WebRTC and SIP only; a WebSocket server refuses it. */
    record OutputAudioClear(Optional<String> eventId) implements ClientEvent {}

    /** A type that is not in the protocol; {@code json} is the whole event. */
    record Unknown(Optional<String> eventId, String type, String json) implements ClientEvent {
        @Override
        public String toString() {
            return "Unknown[" + type + ", " + json.length() + " chars]";
        }
    }

    /** A frame that is not an event, or a known type whose body breaks a rule. */
    record Malformed(Optional<String> eventId, WireProblem problem, String json) implements ClientEvent {
        @Override
        public String toString() {
            return "Malformed[" + problem + ", " + json.length() + " chars]";
        }
    }
}
