package dev.sidetone.server;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ServerEvent;

/**
 * Sees what passes between a server and its clients, for tests and recordings. Called by the threads of the connections, for
 * one connection by one thread at a time; it must not block and not throw.
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

    /** What passes on one connection. */
    interface OfConnection {

        /** The client's event was followed or refused. Its audio and texts are speech: not for logs. */
        void received(ClientEvent event);

        /** The server has this to say. What a {@link Fault} or a lost connection makes of it is not shown. */
        void said(ServerEvent event);

        /** The connection is over; the last call. */
        void closed();
    }
}
