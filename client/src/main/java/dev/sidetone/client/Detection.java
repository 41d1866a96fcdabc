package dev.sidetone.client;

import dev.sidetone.protocol.Session;
import java.time.Duration;

/**
 * How the server finds the caller's turns, as its session tells it.
 *
 * @param silence after speech that ends a turn
 * @param interrupts whether a caller who begins to speak cuts the running reply off
 */
record Detection(Duration silence, boolean interrupts) {

    // What the API reference gives as default, for peers that do not say theirs.
    private static final Duration USUAL_SILENCE = Duration.ofMillis(500);

    static Detection of(Session session) {
        var whole = session.whole().node();
        var inAudio = whole.path("audio").path("input").path("turn_detection");
        // Older peers keep it at the top.
        var told = inAudio.isMissingNode() ? whole.path("turn_detection") : inAudio;
        var silence = Duration.ofMillis(told.path("silence_duration_ms").asLong(USUAL_SILENCE.toMillis()));
        // Null switches detection off; left out, both have the reference's defaults: detection, with interruption.
        return new Detection(silence, !told.isNull() && told.path("interrupt_response").asBoolean(true));
    }
}
