package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A page without a browser: it takes a line and does on it what a test says. */
final class Page implements WebSocket.Listener, AutoCloseable {

    /** A packet of the agent's voice. */
    record Packet(int stream, int offset, int samples) {}

    private final List<JsonNode> seen = new ArrayList<>();
    private final LinkedBlockingDeque<JsonNode> frames = new LinkedBlockingDeque<>();
    private final List<Packet> packets = java.util.Collections.synchronizedList(new ArrayList<>());
    private final StringBuilder text = new StringBuilder();
    /** A message comes in as many parts as the network made of it. */
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger code = new AtomicInteger(-1);
    private final ReentrantLock speaking = new ReentrantLock();
    private final AtomicInteger pings = new AtomicInteger();
    private volatile boolean plays = true;
    private volatile boolean hangs;
    private WebSocket socket;

    private Page() {}

    /** From now on nothing sounds but what the test says; else all sounds as soon as it is here. */
    Page byHand() {
        plays = false;
        return this;
    }

    static Page on(URI console, String call, String ticket) {
        var page = new Page();
        var address = URI.create("ws" + console.toString().substring(4) + "api/calls/" + call + "/line");
        page.socket = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols(ConsoleServer.PROTOCOL, "ticket." + ticket)
                .buildAsync(address, page).join();
        return page;
    }

    String protocol() {
        return socket.getSubprotocol();
    }

    /** A browser that hangs reads nothing from now on, and answers no pings. */
    void hangs() {
        hangs = true;
    }

    int pinged() {
        return pings.get();
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        pings.incrementAndGet();
        more(from);
        return null;
    }

    private void more(WebSocket from) {
        if (!hangs) from.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            frames.add(Json.parse(text.toString()).node());
            text.setLength(0);
        }
        more(from);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            var packet = ByteBuffer.wrap(binary.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            var next = new Packet(packet.getInt(), packet.getInt(), packet.remaining() / 2);
            packets.add(next);
            binary.reset();
            // Not here: what is sent waits for what is received.
            if (plays) Thread.startVirtualThread(() -> played(next.stream(), next.offset() + next.samples()));
        }
        more(from);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        code.set(status);
        closed.countDown();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.countDown();
    }

    /** The next frame of this type, whatever comes before it. */
    JsonNode await(String type) throws InterruptedException {
        return await(type, frame -> true);
    }

    JsonNode await(String type, Predicate<JsonNode> wanted) throws InterruptedException {
        while (true) {
            var frame = frames.poll(20, TimeUnit.SECONDS);
            if (frame == null) throw new AssertionError("no \"" + type + "\" came, but " + seen.stream().map(one -> one.path("type").asString("")).toList());
            seen.add(frame);
            if (frame.path("type").asString("").equals(type) && wanted.test(frame)) return frame;
        }
    }

    /** As {@link #await}, but one that it has passed by is taken too: for frames that come in either order. */
    JsonNode either(String type, Predicate<JsonNode> wanted) throws InterruptedException {
        var passed = seen(type).stream().filter(wanted).findFirst();
        return passed.isPresent() ? passed.get() : await(type, wanted);
    }

    /** All frames of a type that {@link #await} has passed by. */
    List<JsonNode> seen(String type) {
        return seen.stream().filter(frame -> frame.path("type").asString("").equals(type)).toList();
    }

    /** All frames that {@link #await} has passed by. */
    String everything() {
        return seen.toString();
    }

    List<Packet> packets() {
        return List.copyOf(packets);
    }

    int samplesOf(int stream) {
        return packets().stream().filter(packet -> packet.stream() == stream).mapToInt(Packet::samples).sum();
    }

    void says(String json) {
        alone(() -> socket.sendText(json, true).join());
    }

    private void alone(Runnable says) {
        speaking.lock();
        try {
            says.run();
        } finally {
            speaking.unlock();
        }
    }

    void says(byte[] audio) {
        // As a page does: 20 ms each.
        for (int at = 0; at < audio.length; at += 960) {
            var piece = ByteBuffer.wrap(audio, at, Math.min(960, audio.length - at));
            alone(() -> socket.sendBinary(piece, true).join());
        }
    }

    void silent(Duration length) {
        says(Pcm.silence(length).bytes());
    }

    void played(int stream, int samples) {
        says("{\"type\":\"played\",\"stream\":%d,\"samples\":%d,\"underruns\":0,\"buffered_ms\":0}".formatted(stream, samples));
    }

    /** The close code with which the console ended it. */
    int closeCode() throws InterruptedException {
        if (!closed.await(20, TimeUnit.SECONDS)) throw new AssertionError("the line was not closed");
        return code.get();
    }

    /** Like a tab that is closed: no goodbye. */
    void vanish() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    CompletableFuture<?> goodbye() {
        return socket.sendClose(1001, "");
    }
}
