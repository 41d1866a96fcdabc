package dev.sidetone.client;

import dev.sidetone.frames.Breach;
import dev.sidetone.frames.FrameReader;
import dev.sidetone.frames.FrameReader.Came;
import dev.sidetone.frames.Peer;
import dev.sidetone.frames.Peer.Packing;
import dev.sidetone.frames.Peer.Side;
import dev.sidetone.protocol.ClientEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The wire over a WebSocket of our own (RFC 6455): one virtual thread reads, whoever sends writes. No
 * compression is offered. The JDK's client costs ten times the memory and twice the processor time for the same call.
 */
final class WebSocketWire implements Wire {

    // A frame with a whole item's audio has at most 20 MiB of base64 (15 MiB of audio); nothing else comes near.
    private static final int LARGEST_MESSAGE = 32 << 20;

    // A peer that takes no bytes for this long is gone, whatever TCP says.
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(30);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    // After a failed send, for what the peer said before it went: that has been sent already and is only to be read.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Track track;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final Pulse pulse;
    private final Inbox inbox = new Inbox();

    private WebSocketWire(Track track, Pulse pulse) {
        this.track = track;
        this.reader = new FrameReader(track.in(), new Peer(Side.SERVER, LARGEST_MESSAGE, track.readAhead(), Packing.NONE), pulse::heard);
        this.writer = new FrameWriter(track.exit());
        this.pulse = pulse;
    }

    /**
     * @param address with its query
     * @throws RealtimeException with what happened and what to do
     */
    static Wire open(Endpoint endpoint, URI address) throws InterruptedException {
        return open(endpoint, address, Pulse.of(endpoint.liveness()));
    }

    static Wire open(Endpoint endpoint, URI address, Pulse pulse) throws InterruptedException {
        try {
            var wire = new WebSocketWire(Track.of(Handshake.with(endpoint, address)), pulse);
            pulse.heard();
            Thread.ofVirtual().name("sidetone-wire").start(wire::read);
            return wire;
        } catch (IOException e) {
            // A thread that is interrupted while it connects is told so by way of its socket.
            if (Thread.interrupted()) throw new InterruptedException("interrupted while connecting");
            throw Refusals.connecting(endpoint, e);
        }
    }

    /** The reader's work, until the connection is over. */
    private void read() {
        try {
            while (take(reader.next())) {}
        } catch (Breach breach) {
            writer.goodbye(breach.code(), "");
            inbox.end(new Received.Lost(breach.getMessage()));
        } catch (IOException e) {
            inbox.end(new Received.Lost(Refusals.oneLine(inWords(e))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reader.close();
            inbox.end(new Received.Lost("the connection was closed here"));
        }
    }

    /** @return whether more may come */
    private boolean take(Came came) throws InterruptedException {
        switch (came) {
            case Came.Text(String text) -> inbox.put(new Received.Event(text));
            // The protocol has no binary frames: it goes the way of all that cannot be read, to be counted and shown.
            case Came.Binary() -> inbox.put(new Received.Event("(a binary frame)"));
            case Came.Ping(byte[] payload) -> writer.pong(payload);
            case Came.Pong() -> {}
            case Came.Close(int code, String reason) -> {
                writer.goodbye(code, "");
                inbox.end(new Received.Closed(code, reason));
                return false;
            }
            case Came.End() -> {
                inbox.end(new Received.Lost("the server went away without a goodbye"));
                return false;
            }
        }
        return true;
    }

    private static String inWords(IOException error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    @Override
    public Received receive(Duration patience) throws InterruptedException {
        var next = inbox.take(patience);
        if (next instanceof Received.Nothing) checkPulse();
        if (writer.stuckFor().compareTo(SEND_PATIENCE) > 0) lose("nothing was taken for " + SEND_PATIENCE.toSeconds() + " s");
        return next;
    }

    /** Nothing waits for the reader of this wire: whatever the peer says would have come. */
    private void checkPulse() {
        switch (pulse.check()) {
            case ALIVE -> {}
            case ASK -> writer.ping();
            case GONE -> lose("nothing came for " + pulse.silence().toSeconds() + " s, not even the answer to a ping");
        }
    }

    private void lose(String cause) {
        inbox.end(new Received.Lost(cause));
        close();
    }

    @Override
    public boolean handEventsTo(Consumer<String> to) {
        inbox.handTo(to);
        return true;
    }

    @Override
    public void wake() {
        inbox.wake();
    }

    @Override
    public void send(String text) throws InterruptedException {
        try {
            writer.text(text);
        } catch (IOException e) {
            throw lostSending(e);
        }
    }

    @Override
    public boolean sendNow(ClientEvent.AudioAppend audio) {
        try {
            return writer.audioNow(audio);
        } catch (IOException e) {
            throw lostSending(e);
        }
    }

    private RealtimeException.WireLost lostSending(IOException e) {
        var cause = Refusals.oneLine(inWords(e));
        Thread.ofVirtual().name("sidetone-last-words").start(() -> hearOut(cause));
        return new RealtimeException.WireLost("the connection was lost while sending (" + cause + "): open a new session");
    }

    /** A peer that takes nothing more may have said why: what is still on its way counts before our own trouble. */
    private void hearOut(String cause) {
        try {
            inbox.awaitEnd(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lose(cause);
    }

    @Override
    public void close(int code, String reason) {
        try {
            inbox.leave();
            // A thread of its own: to write may take for ever.
            Thread.ofVirtual().name("sidetone-goodbye").start(() -> writer.goodbye(code, reason)).join(CLOSE_PATIENCE);
            inbox.awaitEnd(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        inbox.leave();
        inbox.end(new Received.Lost("the connection was closed here"));
        track.drop().run();
    }
}
