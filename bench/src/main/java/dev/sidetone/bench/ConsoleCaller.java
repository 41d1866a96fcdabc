package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * What the page does in a browser, without one: sends the microphone's audio every 20 ms, plays what comes from a jitter buffer at
 * the pace of speech, counts each time the buffer ran empty in the middle of a reply, and tells every tenth of a second what has
 * sounded.
 */
final class ConsoleCaller implements WebSocket.Listener {

    static final int FRAME = Pcm.RATE / 50;

    /** As the page waits before it begins to play, in samples. */
    private static final int JITTER = Pcm.RATE * 60 / 1000;

    private static final Duration CYCLE = Duration.ofSeconds(10), SPEECH = Duration.ofSeconds(3);
    private static final int REPORT_EVERY = 5;

    private final Duration offset;
    private final Delays lateness;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    /** Guards what is below: frames come on the client's threads, the clock is another. */
    private final Object playing = new Object();
    private int stream;
    private long came;
    private long sounded;
    /** The response that the stream belongs to, and those that are complete: its words may come before its sound. */
    private String response = "";
    private final Set<String> complete = new HashSet<>();
    private boolean begun;
    private int underruns;
    final AtomicInteger turns = new AtomicInteger();
    final AtomicInteger problems = new AtomicInteger();
    private WebSocket socket;

    /** @param offset of its cycle @param lateness of its own frames: a busy machine makes late callers, and that is not the console's fault */
    ConsoleCaller(Duration offset, Delays lateness) {
        this.offset = offset;
        this.lateness = lateness;
    }

    void connect(HttpClient browser, URI console) throws Exception {
        var asked = HttpRequest.newBuilder(console.resolve("/api/calls")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        var given = Json.parse(browser.send(asked, HttpResponse.BodyHandlers.ofString()).body()).node();
        var address = URI.create("ws" + console.toString().substring(4) + "api/calls/" + given.path("call").stringValue() + "/line");
        socket = browser.newWebSocketBuilder().subprotocols("sidetone.console.1", "ticket." + given.path("ticket").stringValue()).buildAsync(address, this).join();
    }

    void hangUp() {
        socket.abort();
    }

    int underruns() {
        synchronized (playing) {
            return underruns;
        }
    }

    /** Speaks and listens until then. @param start and {@code end} by {@code System.nanoTime} */
    void talk(long start, long end) {
        var loud = new short[FRAME];
        for (int i = 0; i < FRAME; i++) loud[i] = (short) (8_000 * Math.sin(2 * Math.PI * 300 * i / Pcm.RATE));
        var speech = ByteBuffer.wrap(Pcm.of(loud).bytes());
        var silence = ByteBuffer.allocate(FRAME * Short.BYTES);
        for (int frame = 0; ; frame++) {
            long due = start + frame * 20_000_000L;
            if (due >= end) return;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
            lateness.since(due);
            long place = (offset.toMillis() + frame * 20L) % CYCLE.toMillis();
            socket.sendBinary((place < SPEECH.toMillis() ? speech : silence).duplicate(), true).join();
            play();
            if (frame % REPORT_EVERY == 0) report();
        }
    }

    private void play() {
        synchronized (playing) {
            if (sounded == came) begun = false;
            boolean whole = complete.contains(response);
            if (!begun && came - sounded >= (whole ? 1 : JITTER)) begun = true;
            if (!begun) return;
            long there = Math.min(FRAME, came - sounded);
            sounded += there;
            if (there < FRAME && !whole) underruns++;
        }
    }

    private void report() {
        String report;
        synchronized (playing) {
            if (stream == 0) return;
            report = "{\"type\":\"played\",\"stream\":%d,\"samples\":%d,\"underruns\":%d,\"buffered_ms\":%d}"
                    .formatted(stream, sounded, underruns, (came - sounded) / 24);
        }
        socket.sendText(report, true).join();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        // The JDK hands a large message over in parts.
        var part = new byte[data.remaining()];
        data.get(part);
        parts.writeBytes(part);
        if (last) {
            take(ByteBuffer.wrap(parts.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
            parts.reset();
        }
        from.request(1);
        return null;
    }

    private void take(ByteBuffer packet) {
        synchronized (playing) {
            int id = packet.getInt();
            long place = packet.getInt();
            if (id != stream) {
                stream = id;
                came = 0;
                sounded = 0;
                begun = false;
            }
            // A gap in what came is a glitch like any other.
            if (place != came) underruns++;
            came = place + packet.remaining() / Short.BYTES;
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            take(Json.parse(text.toString()).node());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(JsonNode frame) {
        switch (frame.path("type").asString("")) {
            case "heard" -> turns.incrementAndGet();
            case "problem", "ended" -> problems.incrementAndGet();
            case "reply_audio" -> {
                synchronized (playing) {
                    response = frame.path("response").asString("");
                }
            }
            case "reply_ended" -> {
                synchronized (playing) {
                    complete.add(frame.path("response").asString(""));
                }
            }
            case "stop" -> {
                synchronized (playing) {
                    sounded = came;
                    complete.add(response);
                }
            }
            default -> {}
        }
    }
}
