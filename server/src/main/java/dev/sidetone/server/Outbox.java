package dev.sidetone.server;

import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be sent on one connection, and the one thread that sends it. A reader too slow to empty it loses its
 * connection; nobody else notices.
 */
final class Outbox {

    /** Something for the wire. */
    sealed interface Parcel {
        record Event(ServerEvent event) implements Parcel {}

        /** Text that no event writes: injected by a fault. */
        record Raw(String text) implements Parcel {
            @Override
            public String toString() {
                return "Raw[" + text.length() + " chars]";
            }
        }

        /** The writer waits, and with it all that follows: a fault. */
        record Hold(Pause pause) implements Parcel {}

        record Ping() implements Parcel {}

        record Close(int code, String reason) implements Parcel {}

        record Cut() implements Parcel {}
    }

    /** Events held for a reader: with 300 ms of audio in each, over two minutes of voice and under 10 MB. */
    private static final int CAPACITY = 512;

    private final BlockingQueue<Parcel> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Duration patience;
    private final Ids ids;
    /** Set by the writer at its end: what is put afterwards has nowhere to go. */
    private volatile boolean closed;

    Outbox(Ids ids, Duration patience) {
        this.ids = ids;
        this.patience = patience;
    }

    /** @throws ConnectionOver when there was no room for as long as we are patient */
    void put(Parcel parcel) throws InterruptedException {
        if (closed) return;
        if (!waiting.offer(parcel, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ConnectionOver(Witness.Farewell.SLOW_READER);
        }
    }

    int waiting() {
        return waiting.size();
    }

    /** The writer: sends until a close or a cut went out, the peer is gone, or its thread is interrupted. */
    void sendAll(Link link) {
        try {
            for (boolean open = true; open; ) open = send(waiting.take(), link);
        } catch (IOException gone) {
            link.cut();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            waiting.clear();
        }
    }

    private boolean send(Parcel parcel, Link link) throws IOException, InterruptedException {
        return switch (parcel) {
            case Parcel.Event(ServerEvent event) -> {
                link.send(Codec.write(event, ids.event()));
                yield true;
            }
            case Parcel.Raw(String text) -> {
                link.send(text);
                yield true;
            }
            case Parcel.Hold(Pause pause) -> {
                pause.await();
                yield true;
            }
            case Parcel.Ping() -> {
                link.ping();
                yield true;
            }
            case Parcel.Close(int code, String reason) -> {
                link.close(code, reason);
                yield false;
            }
            case Parcel.Cut() -> {
                link.cut();
                yield false;
            }
        };
    }
}
