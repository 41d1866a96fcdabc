package dev.sidetone.console;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;

/**
 * The WebSocket to one page. What the page sends goes to a visitor on Jetty's threads; what is for the page waits in one bounded
 * queue for one writer. {@link #send} may be called from any thread and never waits.
 */
final class PageLine implements FrameHandler {

    /** Who is on our side of it; called by one thread at a time. */
    interface Visitor {
        void arrived(PageLine line);

        void audio(byte[] littleEndian);

        void words(String text);

        /** The page is gone, by whatever way; may come more than once. */
        void gone();
    }

    /** The page's last sign of life. @param pings sent since */
    private record Life(Instant heard, int pings) {}

    /** A second of audio is 48 kB; nothing else that a page says is as long. */
    static final int LARGEST = 64 << 10;

    /** A reply of 200 s, the longest there is, three times over: a page further behind does not listen. */
    private static final long MOST_WAITING = 30L << 20;

    /** How long a page may take to answer our goodbye. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Visitor visitor;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean binary;
    private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile CoreSession session;
    private final InstantSource clock;
    private final AtomicReference<Life> life;

    PageLine(Visitor visitor, InstantSource clock) {
        this.visitor = visitor;
        this.clock = clock;
        this.life = new AtomicReference<>(new Life(clock.instant(), 0));
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        opened.setAutoFragment(false);
        heard();
        Thread.ofVirtual().name("console-page").start(() -> write(opened));
        visitor.arrived(this);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        heard();
        try {
            switch (frame.getOpCode()) {
                case OpCode.CLOSE -> visitor.gone();
                case OpCode.PING -> send(new Frame(OpCode.PONG, frame.getPayloadLength() == 0 ? ByteBuffer.allocate(0) : copy(frame)));
                case OpCode.PONG -> {}
                default -> take(frame);
            }
            callback.succeeded();
            if (frame.getOpCode() != OpCode.CLOSE) session.demand();
        } catch (MessageTooLargeException refused) {
            callback.failed(refused);
        }
    }

    private static ByteBuffer copy(Frame frame) {
        return ByteBuffer.allocate(frame.getPayloadLength()).put(frame.getPayload().slice()).flip();
    }

    private void take(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) binary = frame.getOpCode() == OpCode.BINARY;
        if (message.size() + frame.getPayloadLength() > LARGEST) throw new MessageTooLargeException("A message may have " + LARGEST + " bytes at most.");
        if (frame.getPayloadLength() > 0) message.writeBytes(copy(frame).array());
        if (!frame.isFin()) return;
        if (binary) visitor.audio(message.toByteArray());
        else visitor.words(message.toString(StandardCharsets.UTF_8));
        message.reset();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        visitor.gone();
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        over.countDown();
        visitor.gone();
        callback.succeeded();
    }

    private void heard() {
        life.set(new Life(clock.instant(), 0));
    }

    /**
     * Whether the page has said nothing at all for longer than this, not even an answer to {@link #ping}. Two are left unanswered
     * first: where this machine stood still for a while, what the page said may only wait to be read.
     */
    boolean silent(Duration patience) {
        var last = life.get();
        return last.pings() >= 2 && last.heard().plus(patience).isBefore(clock.instant());
    }

    void ping() {
        life.updateAndGet(last -> new Life(last.heard(), last.pings() + 1));
        send(new Frame(OpCode.PING, ByteBuffer.allocate(0)));
    }

    void send(String text) {
        send(new Frame(OpCode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    void send(ByteBuffer audio) {
        send(new Frame(OpCode.BINARY, audio));
    }

    /** Says goodbye behind all that waits. */
    void close(int code, String reason) {
        send(new CloseStatus(code, reason).toFrame());
    }

    /** Until both sides have said goodbye, or patience ends. */
    void awaitOver(Duration patience) throws InterruptedException {
        over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void send(Frame frame) {
        if (over.getCount() == 0) return;
        if (waitingBytes.addAndGet(frame.getPayloadLength()) > MOST_WAITING) visitor.gone();
        else waiting.add(frame);
    }

    private void write(CoreSession to) {
        try {
            while (over.getCount() > 0) {
                // Looks up now and then: a page that is gone takes nothing any more.
                var frame = waiting.poll(1, TimeUnit.SECONDS);
                if (frame == null) continue;
                waitingBytes.addAndGet(-frame.getPayloadLength());
                boolean last = frame.getOpCode() == OpCode.CLOSE;
                var sent = new Callback.Completable();
                to.sendFrame(frame, sent, false);
                sent.get();
                if (last) break;
            }
            if (!over.await(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS)) to.abort();
        } catch (ExecutionException gone) {
            visitor.gone();
        } catch (InterruptedException stopping) {
            to.abort();
            Thread.currentThread().interrupt();
        }
    }
}
