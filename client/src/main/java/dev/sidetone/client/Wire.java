package dev.sidetone.client;

import dev.sidetone.protocol.ClientEvent;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One open connection that carries text frames. Receiving is for one thread, sending for one other at a time; closing for any.
 */
public interface Wire extends AutoCloseable {

    /** What came, or that nothing did. */
    sealed interface Received {
        record Event(String text) implements Received {
            /** Frames hold speech: only the size is printed. */
            @Override
            public String toString() {
                return "Event[" + text.length() + " chars]";
            }
        }

        /** The peer said goodbye. */
        record Closed(int code, String reason) implements Received {}

        /** The connection broke. @param cause what the transport said, in a few words */
        record Lost(String cause) implements Received {}

        /** Nothing within the time given. */
        record Nothing() implements Received {}
    }

    /** Waits for the next frame. After {@code Closed} or {@code Lost} it keeps answering the same. */
    Received receive(Duration patience) throws InterruptedException;

    /**
     * Sends one frame and waits until the transport has taken it.
     *
     * @throws RealtimeException.WireLost when the connection is gone
     */
    void send(String text) throws InterruptedException;

    /**
     * Sends audio by the thread that has it, if that waits for nobody: not for the network, and not for what is being sent. It spares a change
     * of threads for each frame, and a String.
     *
     * @param audio without an event id, at most a megabyte as a frame
     * @return whether it did; a wire that cannot has everything sent by {@link #send}
     * @throws RealtimeException.WireLost when the connection is gone
     */
    default boolean sendNow(ClientEvent.AudioAppend audio) {
        return false;
    }

    /**
     * Lets a {@link #receive} under way, or the next, answer {@code Nothing} at once. For any thread. A wire that cannot leaves
     * whoever asks for something waiting until the patience of the receiver is over, a quarter of a second.
     */
    default void wake() {}

    /**
     * Asks the wire to hand each event to {@code to} by itself from now on, on a thread of its own, one after the other, behind those that still
     * wait to be received. {@link #receive} goes on to tell how the wire ends. It spares a change of threads for each event, which costs
     * more than most events do.
     *
     * @return whether it will; a wire that cannot goes on to have everything received
     */
    default boolean handEventsTo(Consumer<String> to) {
        return false;
    }

    /** Says goodbye; does nothing when the connection is gone already. */
    void close(int code, String reason);

    /** Drops the connection at once. */
    @Override
    void close();

    /** Opens wires. */
    @FunctionalInterface
    interface Opener {
        /**
         * @param address with its query
         * @throws RealtimeException when it cannot be opened; its message says why and what to do
         */
        Wire open(Endpoint endpoint, URI address) throws InterruptedException;
    }
}
