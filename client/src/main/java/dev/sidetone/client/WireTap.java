package dev.sidetone.client;

import java.time.Instant;

/**
 * Sees every frame of the wire as it is. It runs on the threads of the wire, one call at a time: it must be quick. Frames
 * hold speech; whoever keeps them keeps personal data.
 */
@FunctionalInterface
public interface WireTap {

    /** Sees nothing, and costs nothing. */
    WireTap NONE = (direction, at, text) -> {};

    enum Direction { SENT, RECEIVED }

    void saw(Direction direction, Instant at, String text);
}
