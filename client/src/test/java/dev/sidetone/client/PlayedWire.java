package dev.sidetone.client;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A wire whose other end is a function of the test: it answers each event the client sends. Time stands still until the test
 * lets it pass.
 */
final class PlayedWire implements Wire, InstantSource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final BlockingQueue<ClientEvent> sent = new LinkedBlockingQueue<>();
    final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final BlockingQueue<Received> toClient = new LinkedBlockingQueue<>();
    private final Function<ClientEvent, List<String>> server;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private volatile Instant until = START;
    private volatile BooleanSupplier allSent = () -> true;

    PlayedWire(Function<ClientEvent, List<String>> server) {
        this.server = server;
    }

    /** A server that opens the session and confirms its settings, then does as the test says. */
    static PlayedWire opening(Function<ClientEvent, List<String>> then) {
        var wire = new PlayedWire(event -> event instanceof ClientEvent.SessionUpdate ? List.of(Frames.sessionUpdated()) : then.apply(event));
        wire.says(Frames.sessionCreated());
        return wire;
    }

    void says(String... frames) {
        for (var frame : frames) toClient.add(new Received.Event(frame));
    }

    void ends(Received how) {
        toClient.add(how);
    }

    /** Time goes on to this point, in the steps of whoever waits. */
    void pass(Duration time) {
        until = now.get().plus(time);
    }

    /** Ends the call, and lets the time pass that an orderly end takes. */
    CallEnd end(Call call) throws InterruptedException {
        passWhenLeaving(call);
        return call.end(PATIENCE);
    }

    /** The same for a caller who hangs up. */
    CallEnd hangUp(Call call) throws InterruptedException {
        passWhenLeaving(call);
        return call.hangUp(PATIENCE);
    }

    /**
     * Not before the session can know of it: time that has run out by then would leave it waiting. Nor while something is to be
     * sent: the server would have answered it long before.
     */
    private void passWhenLeaving(Call call) {
        allSent = call::allSent;
        Thread.ofVirtual().start(() -> {
            while (!call.leaving()) Thread.yield();
            pass(PATIENCE.plusSeconds(1));
        });
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public Received receive(Duration patience) throws InterruptedException {
        // In this order: what was sent by now has been answered by now.
        boolean sent = allSent.getAsBoolean();
        var next = toClient.poll();
        if (next == null && sent && now.get().isBefore(until)) {
            now.updateAndGet(t -> t.plus(patience));
            return new Received.Nothing();
        }
        // Nothing to do and no time passes: wait for the test, a little at a time so that the loop can look at its desk.
        if (next == null) next = toClient.poll(1, TimeUnit.MILLISECONDS);
        if (next instanceof Received.Closed || next instanceof Received.Lost) toClient.add(next);
        return next == null ? new Received.Nothing() : next;
    }

    @Override
    public void send(String text) {
        var event = Codec.readClient(text);
        server.apply(event).forEach(this::says);
        // Last, so that who sees the event here knows its answer under way.
        sent.add(event);
    }

    @Override
    public void close(int code, String reason) {
        closed.add(code + reason);
    }

    @Override
    public void close() {
        closed.add("dropped");
    }
}
