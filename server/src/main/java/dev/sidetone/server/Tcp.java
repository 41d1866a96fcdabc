package dev.sidetone.server;

import dev.sidetone.tcp.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * One client's TCP connection, secured or not. One thread reads and waits for what comes; any may write, and waits for nothing.
 */
interface Tcp extends AutoCloseable {

    /** For a client that talks on after the end: long enough to read why it should not, on any network. */
    Duration LINGER = Duration.ofSeconds(2);

    /** What must happen before anything is read. By the reading thread. */
    void shakeHands() throws IOException;

    /** Ends as well when the connection is closed here. */
    InputStream in();

    Outgoing out();

    Curfew curfew();

    /**
     * Says that nothing more comes, behind what is on its way; the client has a while to read it. A connection closed while the client
     * still talks is reset, and takes with it what the client has not read yet: the close frame that says why (RFC 6455, 7.1.1).
     */
    default void leave() {
        curfew().in(LINGER);
        out().end();
    }

    /** Listens to no purpose until the client has hung up and everything is out, or the curfew rings. By the reading thread. */
    default void linger() throws IOException {
        leave();
        in().transferTo(OutputStream.nullOutputStream());
        // It may have ended its own side alone, and still read.
        out().awaitEnd();
    }

    /** Drops it. Never blocks; any thread. */
    @Override
    void close();
}
