package dev.sidetone.server;

import dev.sidetone.server.Inbox.Delivery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;

/**
 * Jetty's WebSocket as a link, and what arrives on it as deliveries to an inbox. It takes frames as they are: Jetty's own way
 * from frames to text looks at every byte by itself, which was a sixth of a busy server's work.
 */
final class JettyLink implements Link, FrameHandler {

    /** Recorded: the live service's pings carry four bytes. */
    private static final int PING_BYTES = 4;

    /** How long a close frame may take onto the wire before the connection is dropped all the same. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Inbox inbox;
    private final Consumer<JettyLink> whenOpen;
    private final Message message = new Message();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile EndPoint endPoint;
    private volatile CoreSession session;
    private volatile long lastHeard = System.nanoTime();
    /** Something is on its way for which nobody waits; after a failure it stays so. */
    private volatile boolean begun;
    private final Callback whenBegunIsSent = Callback.from(() -> begun = false, failure -> {});

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
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        // Whole frames only, so that one too large is refused as soon as it has said its length; but what a compressed one grows to
        // is told by nothing, and Jetty has to cut it.
        opened.setAutoFragment(!opened.getNegotiatedExtensions().isEmpty());
        whenOpen.accept(this);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        lastHeard = System.nanoTime();
        try {
            if (frame.getOpCode() == OpCode.CLOSE) {
                // First the answer to the client's close frame: whoever serves it ends the connection as soon as it knows.
                callback.succeeded();
                inbox.putFirst(new Delivery.Gone());
                return;
            }
            take(frame);
            callback.succeeded();
            session.demand();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            callback.failed(stopping);
        } catch (BadPayloadException | MessageTooLargeException refused) {
            // Jetty says goodbye with the code that belongs to it.
            callback.failed(refused);
        }
    }

    /** Blocks Jetty's reader while the inbox is full: the client's network waits, nobody else does. */
    private void take(Frame frame) throws InterruptedException {
        switch (frame.getOpCode()) {
            case OpCode.PING -> session.sendFrame(new Frame(OpCode.PONG, ByteBuffer.wrap(bytes(frame))), Callback.NOOP, false);
            case OpCode.PONG -> {}
            default -> {
                var whole = message.add(frame);
                if (whole.isPresent()) inbox.put(whole.get());
            }
        }
    }

    private static byte[] bytes(Frame frame) {
        var bytes = new byte[frame.getPayloadLength()];
        if (bytes.length > 0) frame.getPayload().slice().get(bytes);
        return bytes;
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        inbox.putFirst(new Delivery.Gone());
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        over.countDown();
        inbox.putFirst(new Delivery.Gone());
        callback.succeeded();
    }

    @Override
    public void send(String text) throws IOException, InterruptedException {
        send(text(text));
    }

    @Override
    public void ping() throws IOException, InterruptedException {
        var payload = new byte[PING_BYTES];
        ThreadLocalRandom.current().nextBytes(payload);
        send(new Frame(OpCode.PING, ByteBuffer.wrap(payload)));
    }

    @Override
    public boolean idle() {
        return !begun;
    }

    @Override
    public void begin(String text) {
        begun = true;
        session.sendFrame(text(text), whenBegunIsSent, false);
    }

    private static Frame text(String text) {
        return new Frame(OpCode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void send(Frame frame) throws IOException, InterruptedException {
        var sent = new Callback.Completable();
        session.sendFrame(frame, sent, false);
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IOException("the client is gone", e.getCause());
        }
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
        awaitLastWords();
        // Jetty's abort alone leaves the TCP connection open about every other time (12.1.12, measured).
        endPoint.close();
        if (session != null) session.abort();
    }

    /** Once both sides have said goodbye, or ours had a reason not to wait for an answer, our close frame may still be on its way. */
    private void awaitLastWords() {
        if (session == null || session.isInputOpen() || session.isOutputOpen()) return;
        try {
            over.await(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
