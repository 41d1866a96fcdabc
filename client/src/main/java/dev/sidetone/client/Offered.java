package dev.sidetone.client;

/** What became of something offered to the {@link Outbox}. */
public sealed interface Offered {

    /** @param waiting bytes waiting with it */
    record Queued(long waiting) implements Offered {}

    /** Not taken: the network is slower than the audio. @param waiting bytes waiting without it */
    record Full(long waiting) implements Offered {}

    /** Not taken: the call is over. */
    record Closed() implements Offered {}
}
