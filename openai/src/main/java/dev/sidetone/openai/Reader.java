package dev.sidetone.openai;

import com.openai.helpers.RealtimeConnection;
import com.openai.models.realtime.RealtimeServerEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who reads a connection, on a thread of its own. The SDK gives each event to one reader only and allows one waiting read, so
 * that whoever else wants the events must get them from here.
 */
final class Reader {

    /** Who gets what was read; called by the reader's thread only. */
    interface To {
        void event(RealtimeServerEvent event) throws InterruptedException;

        /** Nothing more will come. @param why as the SDK says it */
        void end(RuntimeException why);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    // Somebody else's read takes one event; then it is our turn again.
    private static final long OTHERS_READ_NANOS = 1_000_000;

    private final RealtimeConnection connection;
    private final To to;
    private boolean warned;

    private Reader(RealtimeConnection connection, To to) {
        this.connection = connection;
        this.to = to;
    }

    /** @throws IllegalStateException when the connection is closed or somebody waits in its {@code receive} */
    static void start(RealtimeConnection connection, To to) {
        var first = first(connection);
        var reader = new Reader(connection, to);
        Thread.ofVirtual().name("sidetone-openai-reader").start(() -> reader.run(first));
    }

    private static CompletableFuture<RealtimeServerEvent> first(RealtimeConnection connection) {
        try {
            return connection.receiveAsync();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(othersRead(e)
                    ? "somebody already waits in receive() of this connection: start reading from the lane, not from the connection"
                    : "this connection is closed: open another one", e);
        }
    }

    private void run(CompletableFuture<RealtimeServerEvent> first) {
        try {
            to.event(first.join());
            while (true) to.event(next());
        } catch (CompletionException e) {
            to.end(e.getCause() instanceof RuntimeException known ? known : e);
        } catch (RuntimeException e) {
            to.end(e);
        } catch (InterruptedException e) {
            to.end(new IllegalStateException("the reader was interrupted", e));
        }
    }

    private RealtimeServerEvent next() {
        while (true) {
            try {
                return connection.receive();
            } catch (IllegalStateException e) {
                if (!othersRead(e)) throw e;
                if (!warned) LOG.warn("the program reads the connection itself: what it gets there is missing in the lane; read from the lane");
                warned = true;
                LockSupport.parkNanos(OTHERS_READ_NANOS);
            }
        }
    }

    /** The SDK has one exception for both (4.101.0: "A Realtime receive is already pending", "Realtime connection is closed"). */
    private static boolean othersRead(IllegalStateException e) {
        return String.valueOf(e.getMessage()).contains("pending");
    }
}
