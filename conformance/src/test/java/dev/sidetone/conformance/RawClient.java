package dev.sidetone.conformance;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A client that says what a test tells it to, frame by frame, and keeps every frame it gets. For one thread. */
final class RawClient implements AutoCloseable {

    /** Only bounds how long a failing test takes. */
    private static final Duration LONG = Duration.ofSeconds(20);

    /** 40 ms, as a telephone sends. */
    private static final int PIECE_BYTES = 1_920;

    /** Stands behind the last frame. */
    private static final String END = "";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final WebSocket socket;
    private volatile String end = "";

    RawClient(URI uri) {
        socket = HTTP.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                arrived.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            return ended("the server closed the connection with " + code + " " + reason);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended("the connection broke: " + error);
        }

        private CompletionStage<?> ended(String how) {
            end = how;
            arrived.add(END);
            return null;
        }
    }

    /** With single quotes for double ones, to be readable in a test. */
    RawClient send(String frame) {
        return sendAsIs(frame.replace('\'', '"'));
    }

    RawClient sendAsIs(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    RawClient append(Pcm audio) {
        var bytes = audio.bytes();
        for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
            var piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE_BYTES));
            send("{'type':'input_audio_buffer.append','audio':'" + Base64.getEncoder().encodeToString(piece) + "'}");
        }
        return this;
    }

    /** The next event of a type; what comes before it is only kept. */
    JsonNode await(String type) {
        var before = new ArrayList<String>();
        while (true) {
            JsonNode event;
            try {
                event = next();
            } catch (AssertionError missing) {
                throw new AssertionError("no " + type + " came, only " + before + ": " + missing.getMessage(), missing);
            }
            var what = event.path("type").asString();
            if (what.equals(type)) return event;
            before.add(what);
        }
    }

    /** The end of the next response to end, and what follows it. */
    JsonNode awaitResponse() {
        var response = await("response.done").get("response");
        await("rate_limits.updated");
        return response;
    }

    JsonNode next() {
        try {
            var frame = arrived.poll(LONG.toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) throw new AssertionError("no event came");
            if (frame.equals(END)) throw new AssertionError(end);
            seen.add(frame);
            return Json.parse(frame).node();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Every frame until now, in order, those included that nobody awaited. */
    List<String> frames() {
        arrived.drainTo(seen);
        seen.remove(END);
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
