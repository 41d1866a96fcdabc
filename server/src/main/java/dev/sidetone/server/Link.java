package dev.sidetone.server;

import java.io.IOException;

/** The socket as a connection sees it. Blocking; used by the connection's writer, except {@link #cut}, which anyone may call. */
interface Link {

    /** Returns once the peer's network has taken the frame. */
    void send(String text) throws IOException, InterruptedException;

    void ping() throws IOException, InterruptedException;

    void close(int code, String reason);

    /** Drops the connection without a close frame. */
    void cut();
}
