package dev.sidetone.server;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ServerEvent;
import java.util.Optional;

/**
 * Sees what passes between a server and its clients, for tests, recordings, metrics and logs. Called by the threads of the
 * connections, for one connection by one thread at a time; it must not block and not throw.
 */
public interface Witness {

    /** Looks away. */
    Witness NONE = number -> new OfConnection() {
        @Override
        public void received(ClientEvent event) {}

        @Override
        public void said(ServerEvent event) {}

        @Override
        public void closed() {}
    };

    /** A client was let in. @param number counts the server's clients from 1 */
    OfConnection opened(long number);

    /** A client was turned away. @param reason the code of the error it was told, {@code no_key}, {@code no_room}, {@code no_such_path} or {@code tls_failed} */
    default void refused(String reason) {}

    /** What {@code GET /metrics} answers, in the text format of Prometheus; empty means that there is no such page. */
    default Optional<String> metrics() {
        return Optional.empty();
    }

    /** Both see everything, this one first. */
    default Witness and(Witness other) {
        return new BothWitnesses(this, other);
    }

    /** What passes on one connection. */
    interface OfConnection {

        /** The client's event was followed or refused. Its audio and texts are speech: not for logs. */
        void received(ClientEvent event);

        /** The server has this to say. What a {@link Fault} or a lost connection makes of it is not shown. */
        void said(ServerEvent event);

        /** Told after every event: what the connection keeps and what waits in it. */
        default void holds(Held held) {}

        /**
         * Something broke that is nobody's fault but the server's or the model's.
         *
         * @param defect its message may repeat speech: not for logs
         */
        default void failed(Throwable defect) {}

        /** Why it will be over; told once, before {@link #closed}. */
        default void ending(Farewell why) {}

        /** The connection is over; the last call. */
        void closed();
    }

    /**
     * What one connection takes up.
     *
     * @param items of its conversation
     * @param audioBytes kept for them, as 16-bit samples
     * @param unsentEvents waiting for the client to read
     * @param unreadCharacters of the client's, waiting to be followed
     */
    record Held(int items, long audioBytes, int unsentEvents, long unreadCharacters) {}

    /** Why a connection ended. */
    enum Farewell { CLIENT_LEFT, SLOW_READER, NO_ANSWER_TO_PINGS, SESSION_EXPIRED, SERVER_STOPPED, FAILED }
}
