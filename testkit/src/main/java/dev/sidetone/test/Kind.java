package dev.sidetone.test;

import dev.sidetone.protocol.ClientEvent;

/** The kinds of events that a client may send. */
public enum Kind {
    SESSION_UPDATE("session.update"),
    AUDIO_APPEND("input_audio_buffer.append"),
    AUDIO_COMMIT("input_audio_buffer.commit"),
    AUDIO_CLEAR("input_audio_buffer.clear"),
    ITEM_CREATE("conversation.item.create"),
    ITEM_RETRIEVE("conversation.item.retrieve"),
    ITEM_TRUNCATE("conversation.item.truncate"),
    ITEM_DELETE("conversation.item.delete"),
    RESPONSE_CREATE("response.create"),
    RESPONSE_CANCEL("response.cancel"),
    OUTPUT_AUDIO_CLEAR("output_audio_buffer.clear"),
    /** A type that is not in the protocol. */
    UNKNOWN("(unknown type)"),
    /** No event, or a known type with a wrong body. */
    MALFORMED("(malformed)");

    private final String wireName;

    Kind(String wireName) {
        this.wireName = wireName;
    }

    public static Kind of(ClientEvent event) {
        return switch (event) {
            case ClientEvent.SessionUpdate ignored -> SESSION_UPDATE;
            case ClientEvent.AudioAppend ignored -> AUDIO_APPEND;
            case ClientEvent.AudioCommit ignored -> AUDIO_COMMIT;
            case ClientEvent.AudioClear ignored -> AUDIO_CLEAR;
            case ClientEvent.ItemCreate ignored -> ITEM_CREATE;
            case ClientEvent.ItemRetrieve ignored -> ITEM_RETRIEVE;
            case ClientEvent.ItemTruncate ignored -> ITEM_TRUNCATE;
            case ClientEvent.ItemDelete ignored -> ITEM_DELETE;
            case ClientEvent.ResponseCreate ignored -> RESPONSE_CREATE;
            case ClientEvent.ResponseCancel ignored -> RESPONSE_CANCEL;
            case ClientEvent.OutputAudioClear ignored -> OUTPUT_AUDIO_CLEAR;
            case ClientEvent.Unknown ignored -> UNKNOWN;
            case ClientEvent.Malformed ignored -> MALFORMED;
        };
    }

    /** As on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
