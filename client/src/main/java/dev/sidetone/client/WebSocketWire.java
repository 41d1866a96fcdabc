package dev.sidetone.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The wire over the JDK's own WebSocket client. It allows one send at a time, delivers long messages in parts and lets us ask
 * for each message; it never offers compression.
 */
final class WebSocketWire implements Wire {

    // How many whole messages may wait for the reader before the network has to: about 3 s of agent audio.
    private static final int WINDOW = 32;

    // While saying goodbye nothing is held back: what a server can send in two seconds.
    private static final int LAST_WINDOW = 10_000;

    // A frame with a whole item's audio has at most 20 MiB of base64 (15 MiB of audio); nothing else comes near.
    private static final int LARGEST_MESSAGE = 32 << 20;

    // A peer that takes no bytes for this long is gone, whatever TCP says.
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(30);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** The code that the JDK reports when the connection ended without a close frame; never on the wire (RFC 6455, 7.4.1). */
    private static final int CLOSED_ABNORMALLY = 1006;

    private final HttpClient http;
    private final WebSocket socket;
    private final Inbox inbox;

    private WebSocketWire(HttpClient http, WebSocket socket, Inbox inbox) {
        this.http = http;
        this.socket = socket;
        this.inbox = inbox;
    }

    /**
     * @param address with its query
     * @throws RealtimeException with what happened and what to do
     */
    static Wire open(Endpoint endpoint, URI address) throws InterruptedException {
        return open(endpoint, address, Pulse.of(endpoint.liveness()));
    }

    static Wire open(Endpoint endpoint, URI address, Pulse pulse) throws InterruptedException {
        var client = HttpClient.newBuilder().connectTimeout(endpoint.connectTimeout());
        if (endpoint.trust() == Endpoint.Trust.ANYONE) client.sslContext(TrustAnyone.context());
        var http = client.build();
        var inbox = new Inbox(pulse);
        try {
            var builder = http.newWebSocketBuilder().connectTimeout(endpoint.connectTimeout());
            endpoint.key().ifPresent(key -> builder.header("Authorization", "Bearer " + key.reveal()));
            endpoint.headers().forEach(builder::header);
            // The connect timeout of the builder covers the handshake; this one a server that answers nothing for ever.
            var patience = endpoint.connectTimeout().plusSeconds(1).toMillis();
            var socket = builder.buildAsync(address, inbox).get(patience, TimeUnit.MILLISECONDS);
            return new WebSocketWire(http, socket, inbox);
        } catch (ExecutionException e) {
            http.shutdownNow();
            throw Refusals.connecting(endpoint, e.getCause());
        } catch (TimeoutException e) {
            http.shutdownNow();
            throw Refusals.connecting(endpoint, e);
        } catch (IllegalArgumentException e) {
            http.shutdownNow();
            throw new RealtimeException.Rejected(RealtimeException.Rejected.Kind.ADDRESS,
                    "a header of the request to " + endpoint.place() + " cannot be sent: check the names and values given");
        } catch (InterruptedException e) {
            http.shutdownNow();
            throw e;
        }
    }

    @Override
    public Received receive(Duration patience) throws InterruptedException {
        var next = inbox.messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        return switch (next) {
            case null -> silence();
            case Received.Event event -> {
                socket.request(1);
                yield event;
            }
            case Received.Closed closed -> again(closed);
            case Received.Lost lost -> again(lost);
            case Received.Nothing nothing -> nothing;
        };
    }

    /** Nothing waits for the reader, so the whole window is open: whatever the peer says would have come. */
    private Received silence() {
        switch (inbox.pulse.check()) {
            case ALIVE -> {}
            // The JDK takes a ping while a text is being sent. One that cannot be sent is not answered either: no need to wait.
            case ASK -> socket.sendPing(NOTHING.duplicate());
            case GONE -> {
                inbox.end(new Received.Lost("nothing came for " + inbox.pulse.silence().toSeconds() + " s, not even the answer to a ping"));
                socket.abort();
            }
        }
        return new Received.Nothing();
    }

    /** The end is told to everybody who asks. */
    private Received again(Received end) {
        inbox.messages.add(end);
        return end;
    }

    @Override
    public void send(String text) throws InterruptedException {
        try {
            socket.sendText(text, true).get(SEND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw lost(String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw lost("nothing was taken for " + SEND_PATIENCE.toSeconds() + " s");
        }
    }

    private RealtimeException.WireLost lost(String cause) {
        inbox.end(new Received.Lost(cause));
        return new RealtimeException.WireLost("the connection was lost while sending (" + cause + "): open a new session");
    }

    @Override
    public void close(int code, String reason) {
        if (!socket.isOutputClosed()) {
            try {
                socket.sendClose(code, reason).get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                // The peer's goodbye stands behind whatever nobody reads any more.
                socket.request(LAST_WINDOW);
                inbox.ended.get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // The peer does not say goodbye: the connection is dropped below.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        close();
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    /** Puts the parts together and queues whole messages. Called by one thread of the JDK at a time. */
    private static final class Inbox implements WebSocket.Listener {

        final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<Received> ended = new CompletableFuture<>();
        final Pulse pulse;
        private final StringBuilder parts = new StringBuilder();

        Inbox(Pulse pulse) {
            this.pulse = pulse;
        }

        @Override
        public void onOpen(WebSocket socket) {
            pulse.heard();
            socket.request(WINDOW);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            pulse.heard();
            if (parts.length() + data.length() > LARGEST_MESSAGE) {
                end(new Received.Lost("a message is longer than " + LARGEST_MESSAGE + " characters"));
                socket.abort();
                return null;
            }
            parts.append(data);
            if (last) {
                messages.add(new Received.Event(parts.toString()));
                parts.setLength(0);
                // One long message must not keep its room for ever.
                if (parts.capacity() > 1 << 20) parts.trimToSize();
            } else {
                socket.request(1);
            }
            return null;
        }

        /** The protocol has no binary frames: it goes the way of all that cannot be read, to be counted and shown. */
        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            pulse.heard();
            if (last) messages.add(new Received.Event("(a binary frame)"));
            else socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            pulse.heard();
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            pulse.heard();
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end(code == CLOSED_ABNORMALLY ? new Received.Lost("the server went away without a goodbye") : new Received.Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end(new Received.Lost(Refusals.oneLine(inWords(error))));
        }

        /** The JDK keeps some of its reasons one cause deeper. */
        private static String inWords(Throwable error) {
            if (error.getMessage() != null) return error.getMessage();
            var cause = error.getCause();
            return cause == null || cause.getMessage() == null ? error.getClass().getSimpleName() : cause.getMessage();
        }

        /** The first who knows of the end says how it was; an end has many echoes. */
        void end(Received how) {
            if (ended.complete(how)) messages.add(how);
        }
    }
}
