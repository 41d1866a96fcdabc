package dev.sidetone.client;

import java.net.URI;

/** The wire over the JDK's own WebSocket client. */
final class WebSocketWire {

    private WebSocketWire() {}

    static Wire open(Endpoint endpoint, URI address) {
        throw new UnsupportedOperationException();
    }
}
