package dev.sidetone.server;

import java.io.IOException;
import java.time.Duration;

/** The socket as a connection sees it. Blocking; used by the connection's writer, except where it says otherwise, and by one thread at a time. */
interface Link {

    /** Returns once the peer's network has taken the frame. */
    void send(String text) throws IOException, InterruptedException;

    /** Whether the peer's network has taken all that was sent or begun. */
    boolean idle();

    /** Sends without waiting; what fails is told by {@link #send} when it is tried next. */
    void begin(String text);

    void ping() throws IOException, InterruptedException;

    /** Since the client last said anything at all, answers to pings included. Any thread. */
    Duration silence();

    void close(int code, String reason);

    /** Drops the connection without a close frame; one that is on its way goes out first. Any thread. */
    void cut();
}
