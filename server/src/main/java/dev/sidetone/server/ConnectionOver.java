package dev.sidetone.server;

/** Nothing more can be said to this client. Ends its connection and nobody else's. */
final class ConnectionOver extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConnectionOver(String why) {
        super(why, null, false, false);
    }
}
