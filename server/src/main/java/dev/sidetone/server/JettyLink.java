package dev.sidetone.server;

import dev.sidetone.server.Inbox.Delivery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * Jetty's WebSocket as a link, and what arrives on it as deliveries to an inbox. Public only because Jetty calls listeners
 * by reflection; nothing outside this package can make one.
 */
public final class JettyLink implements Link, Session.Listener.AutoDemanding {

    /** Recorded: the live service's pings carry four bytes. */
    private static final int PING_BYTES = 4;

    private final Inbox inbox;
    private final Consumer<JettyLink> whenOpen;
    private volatile EndPoint endPoint;
    private volatile Session session;
    private volatile long lastHeard = System.nanoTime();

    /** @param whenOpen starts whoever serves this client */
    JettyLink(Inbox inbox, Consumer<JettyLink> whenOpen) {
        this.inbox = inbox;
        this.whenOpen = whenOpen;
    }

    /** Told before the WebSocket opens: the TCP connection under it. */
    void over(EndPoint tcp) {
        endPoint = tcp;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        whenOpen.accept(this);
    }

    @Override
    public void onWebSocketText(String text) {
        deliver(new Delivery.Frame(text));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        deliver(new Delivery.BinaryFrame());
        callback.succeed();
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        lastHeard = System.nanoTime();
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        // First the answer to the client's close frame: whoever serves it cuts the connection as soon as it knows.
        callback.succeed();
        inbox.putFirst(new Delivery.Gone());
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        inbox.putFirst(new Delivery.Gone());
    }

    /** Blocks Jetty's reader while the inbox is full: the client's network waits, nobody else does. */
    private void deliver(Delivery delivery) {
        lastHeard = System.nanoTime();
        try {
            inbox.put(delivery);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void send(String text) throws IOException, InterruptedException {
        var sent = new Callback.Completable();
        session.sendText(text, sent);
        await(sent);
    }

    @Override
    public void ping() throws IOException, InterruptedException {
        var payload = new byte[PING_BYTES];
        ThreadLocalRandom.current().nextBytes(payload);
        var sent = new Callback.Completable();
        session.sendPing(ByteBuffer.wrap(payload), sent);
        await(sent);
    }

    @Override
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastHeard);
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
    }

    @Override
    public void cut() {
        // Jetty's disconnect alone leaves the TCP connection open about every other time (12.1.12, measured).
        endPoint.close();
        if (session != null) session.disconnect();
    }

    private static void await(Callback.Completable sent) throws IOException, InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IOException("the client is gone", e.getCause());
        }
    }
}
