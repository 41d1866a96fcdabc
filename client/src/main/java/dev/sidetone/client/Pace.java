package dev.sidetone.client;

/** How fast recorded audio is sent. */
public enum Pace {
    /** As it was spoken. */
    REALTIME,
    /** As fast as the server takes it; the server's own clock is the audio. */
    FAST
}
