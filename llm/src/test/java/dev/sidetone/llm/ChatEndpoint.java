package dev.sidetone.llm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chat-completions endpoint on sockets of its own, so that it can do what a web server would not: stop in the middle, and
 * notice at once when the client goes. Does as its script says, one line for each request.
 */
final class ChatEndpoint implements AutoCloseable {

    /** A request as it came. @param headers by lower-case name */
    record Request(String line, Map<String, String> headers, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    /** What happens on the connection once a request is read. @return whether it serves another */
    interface Line {
        boolean play(Socket connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final Thread accepting;
    private final BlockingQueue<Line> script = new LinkedBlockingQueue<>();
    private final List<Socket> connections = new ArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    ChatEndpoint(Line... lines) {
        script.addAll(List.of(lines));
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepting = Thread.ofVirtual().start(this::accept);
    }

    LlmEndpoint address() {
        return LlmEndpoint.of("http://127.0.0.1:" + listening.getLocalPort(), "test-model");
    }

    int accepted() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                var connection = listening.accept();
                accepted.incrementAndGet();
                synchronized (connections) {
                    connections.add(connection);
                }
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            boolean more = true;
            while (more) {
                var request = read(in);
                if (request == null) return;
                requests.add(request);
                more = script.take().play(connection);
            }
        } catch (IOException | InterruptedException gone) {
            // So ends the connection.
        }
    }

    private static Request read(InputStream in) throws IOException {
        var first = line(in);
        if (first.isEmpty()) return null;
        var headers = new TreeMap<String, String>();
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var parts = header.split(": ?", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(first, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.append((char) c);
        return line.toString();
    }

    // ---- lines of a script

    /** A whole stream of these events, closed as servers close it. */
    static Line streams(String... events) {
        return connection -> {
            var out = connection.getOutputStream();
            begin(out);
            for (var event : events) chunk(out, "data: " + event + "\n\n");
            chunk(out, "data: [DONE]\n\n");
            write(out, "0\r\n\r\n");
            return true;
        };
    }

    /** The beginning of a stream, and then the connection is gone. */
    static Line breaksOffAfter(String... events) {
        return connection -> {
            var out = connection.getOutputStream();
            begin(out);
            for (var event : events) chunk(out, "data: " + event + "\n\n");
            return false;
        };
    }

    /** The beginning of a stream, and then nothing until the client goes, which opens the latch. */
    static Line stallsAfter(CountDownLatch gone, String... events) {
        return connection -> {
            try {
                var out = connection.getOutputStream();
                if (events.length > 0) begin(out);
                for (var event : events) chunk(out, "data: " + event + "\n\n");
                while (connection.getInputStream().read() >= 0) { }
            } catch (IOException reset) {
                // Gone all the same, perhaps before all of it was written.
            }
            gone.countDown();
            return false;
        };
    }

    static Line answers(int status, String type, String body) {
        return connection -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            write(connection.getOutputStream(), "HTTP/1.1 " + status + " Status\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body);
            return true;
        };
    }

    private static void begin(OutputStream out) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        write(out, Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    // ---- chunks

    static String words(String words) {
        return delta(JsonMapper.shared().createObjectNode().put("content", words).toString(), "null");
    }

    static String delta(String delta, String finish) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"test-model\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + finish + "}]}";
    }

    static String ends(String reason) {
        return delta("{}", "\"" + reason + "\"");
    }

    static String call(int index, String id, String name, String arguments) {
        var part = JsonMapper.shared().createObjectNode().put("index", index);
        if (!id.isEmpty()) part.put("id", id).put("type", "function");
        var function = part.putObject("function");
        if (!name.isEmpty()) function.put("name", name);
        function.put("arguments", arguments);
        return delta("{\"tool_calls\":[" + part + "]}", "null");
    }

    @Override
    public void close() {
        stop();
    }

    /** Nobody answers at its address any more. */
    void stop() {
        try {
            listening.close();
            // Until then the system may still take a connection.
            accepting.join();
            synchronized (connections) {
                for (var connection : connections) connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
