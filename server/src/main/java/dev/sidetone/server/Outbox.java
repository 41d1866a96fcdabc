package dev.sidetone.server;

import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What waits to be sent on one connection, and the one thread that sends it. An event behind which nothing waits goes out on the thread that
 * puts it, which spares a change of threads. A reader too slow to empty it loses its connection; nobody else notices.
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
    /** Of what was put in the queue; the connection's thread adds, the writer takes away: when none is, the writer rests. */
    private final AtomicInteger unsent = new AtomicInteger();
    private final Duration patience;
    private final Ids ids;
    private final Link link;
    /** Set by the writer at its end: what is put afterwards has nowhere to go. */
    private volatile boolean closed;

    Outbox(Link link, Ids ids, Duration patience) {
        this.link = link;
        this.ids = ids;
        this.patience = patience;
    }

    /** The connection's thread only. @throws ConnectionOver when there was no room for as long as we are patient */
    void put(Parcel parcel) throws InterruptedException {
        if (closed || unsent.get() == 0 && sentNow(parcel)) return;
        unsent.incrementAndGet();
        if (!waiting.offer(parcel, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ConnectionOver(Witness.Farewell.SLOW_READER);
        }
    }

    /** What waits for nothing and nobody; all else is the writer's. */
    private boolean sentNow(Parcel parcel) {
        return link.idle() && switch (parcel) {
            case Parcel.Event(ServerEvent event) -> {
                link.begin(Codec.write(event, ids.event()));
                yield true;
            }
            case Parcel.Raw(String text) -> {
                link.begin(text);
                yield true;
            }
            case Parcel.Hold ignored -> false;
            case Parcel.Ping() -> false;
            case Parcel.Close ignored -> false;
            case Parcel.Cut() -> false;
        };
    }

    int waiting() {
        return waiting.size();
    }

    /** The writer: sends until a close or a cut went out, the peer is gone, or its thread is interrupted. */
    void sendAll() {
        try {
            for (boolean open = true; open; ) {
                open = send(waiting.take());
                unsent.decrementAndGet();
            }
        } catch (IOException gone) {
            link.cut();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            waiting.clear();
        }
    }

    private boolean send(Parcel parcel) throws IOException, InterruptedException {
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
