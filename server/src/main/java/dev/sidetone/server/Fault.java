package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;

/** Something that goes wrong on purpose, for tests of clients. Each is a thing that real services and networks do. */
public sealed interface Fault {

    /** The TCP connection drops without a close frame, right after this kind of event. */
    record Cut(Class<? extends ServerEvent> after) implements Fault {}

    /** The socket stays open, but nothing more is said after this kind of event. */
    record Stall(Class<? extends ServerEvent> after) implements Fault {}

    /** A frame that the protocol does not know, or that is no event at all, before this kind of event. */
    record Inject(Class<? extends ServerEvent> before, String frame) implements Fault {
        @Override
        public String toString() {
            return "Inject[before " + before.getSimpleName() + ", " + frame.length() + " chars]";
        }
    }

    record LateTranscript(Pause by) implements Fault {}

    /** Neither completed nor failed ever comes. */
    record MissingTranscript() implements Fault {}

    record FailedTranscript(ErrorDetails error) implements Fault {}

    /** {@code completed} comes twice, as recorded from other services. */
    record DuplicateTranscript() implements Fault {}

    /** {@code response.create} out of band is answered with an {@code error}. */
    record RefusedOutOfBand(String code, String message) implements Fault {}

    record LateOutOfBand(Pause by) implements Fault {}

    /** {@code response.done} with status failed. */
    record FailedOutOfBand(String code, String message) implements Fault {}

    /** {@code response.created} and then nothing, until it is cancelled. */
    record EndlessOutOfBand() implements Fault {}

    /** A reply of the conversation begins late. */
    record LateReply(Pause by) implements Fault {}
}
