package dev.sidetone.server;

import dev.sidetone.server.Witness.Farewell;

/** Nothing more can be said to this client. Ends its connection and nobody else's. */
final class ConnectionOver extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Farewell why;

    ConnectionOver(Farewell why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    Farewell why() {
        return why;
    }
}
