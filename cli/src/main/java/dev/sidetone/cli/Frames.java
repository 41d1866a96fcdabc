package dev.sidetone.cli;

import java.util.regex.Pattern;

/** Frames of the wire as they are kept. */
final class Frames {

    // Base64 needs no escapes, so that the value ends at the next quote.
    private static final Pattern AUDIO = Pattern.compile("\"(audio|delta)\"\\s*:\\s*\"[A-Za-z0-9+/=]{8,}+\"");

    private Frames() {}

    /** The same frame with its base64 audio replaced by its length: {@code "audio":"[4800 bytes]"}. */
    static String withoutAudio(String frame, int bytes) {
        return AUDIO.matcher(frame).replaceFirst("\"$1\":\"[" + bytes + " bytes]\"");
    }

    /** Whether a frame can stand in a line of JSON as it is: a peer may send anything. */
    static boolean isObject(String frame) {
        if (frame.indexOf('\n') >= 0 || frame.indexOf('\r') >= 0) return false;
        try {
            return dev.sidetone.protocol.Json.parse(frame).node().isObject();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
