package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A client with as little in it as possible: frames as they come, in order. */
final class TestClient implements AutoCloseable {

    /** Only bounds how long a failing test takes; on a machine with much else to do, answers to megabytes need tens of seconds. */
    static final Duration LONG = Duration.ofSeconds(90);

    /** How a connection ended; code -1 means without a close frame. */
    record Closed(int code, String reason) {}

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private TestClient(WebSocket.Builder builder, URI uri, boolean reading) {
        socket = builder.buildAsync(uri, new Listener(reading)).join();
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static TestClient to(RealtimeServer server) {
        return to(server, "?model=gpt-realtime");
    }

    static TestClient to(RealtimeServer server, String query, String... headers) {
        return with(HTTP, URI.create(server.uri() + query), true, headers);
    }

    static TestClient with(HttpClient http, URI uri, boolean reading, String... headers) {
        var builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("subprotocols")) {
                var names = headers[i + 1].split(",");
                builder.subprotocols(names[0], List.of(names).subList(1, names.length).toArray(String[]::new));
            } else {
                builder.header(headers[i], headers[i + 1]);
            }
        }
        return new TestClient(builder, uri, reading);
    }

    private final class Listener implements WebSocket.Listener {
        private final boolean reading;
        private final StringBuilder text = new StringBuilder();

        Listener(boolean reading) {
            this.reading = reading;
        }

        @Override
        public void onOpen(WebSocket opened) {
            if (reading) opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(new Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(new Closed(-1, ""));
        }
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** With single quotes for double ones, to be readable in a test. */
    TestClient send(String frame) {
        return sendAsIs(frame.replace('\'', '"'));
    }

    TestClient sendAsIs(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    void sendBinary() {
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2}), true).join();
    }

    /** In pieces of 40 ms, as a telephone would. */
    TestClient append(Pcm audio) {
        return append(audio.bytes(), 1_920);
    }

    TestClient append(byte[] bytes, int piece) {
        for (int from = 0; from < bytes.length; from += piece) {
            var part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
            send("{'type':'input_audio_buffer.append','audio':'" + Base64.getEncoder().encodeToString(part) + "'}");
        }
        return this;
    }

    JsonNode next() {
        return Json.parse(nextFrame()).node();
    }

    String nextFrame() {
        try {
            var frame = frames.poll(LONG.toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) throw new AssertionError("no event came" + (closed.isDone() ? "; closed: " + closed.join() : ""));
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next event of a type; what comes before it is passed over. */
    JsonNode await(String type) {
        return await(event -> type(event).equals(type)).getLast();
    }

    /** Everything up to the first event that fits. */
    List<JsonNode> await(Predicate<JsonNode> wanted) {
        var events = new ArrayList<JsonNode>();
        do {
            try {
                events.add(next());
            } catch (AssertionError missing) {
                throw new AssertionError(missing.getMessage() + "; before: " + events.stream().map(TestClient::type).toList(), missing);
            }
        } while (!wanted.test(events.getLast()));
        return events;
    }

    /** Everything up to the end of the next response. */
    List<JsonNode> awaitResponse() {
        return await(event -> type(event).equals("rate_limits.updated"));
    }

    /** Frames that came and were not looked at. */
    int pending() {
        return frames.size();
    }

    /** Whether a close frame came; without one a connection ends as 1006 or with an error. */
    boolean closedByFrame() {
        return closed.isDone() && closed.join().code() != -1 && closed.join().code() != 1006;
    }

    Closed awaitClose() {
        return closed.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    }

    /**
     * Speaks until nobody takes it any more. The JDK's client does not always notice by itself that the other side closed
     * the TCP connection (25.0.3: its socket then stands in CLOSE_WAIT).
     */
    void awaitDeaf() {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!closed.isDone()) {
            if (System.nanoTime() > deadline) throw new AssertionError("the connection still takes frames");
            try {
                sendAsIs("{\"type\":\"input_audio_buffer.clear\"}");
            } catch (CompletionException gone) {
                return;
            }
        }
    }

    static String type(JsonNode event) {
        return event.path("type").asString();
    }

    void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.sendClose(1000, "");
    }
}
