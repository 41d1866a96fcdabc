package dev.sidetone.llm;

import dev.sidetone.server.ModelFailure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chunks of one answer, in order. Closing it before the end closes the connection. Used by one thread. */
final class ChatStream implements AutoCloseable {

    private static final String DONE = "[DONE]";
    /** Of a refusal; the code stands near its beginning. */
    private static final int BEGINNING = 16_384;
    /** The rest of an answer that is known to be over is there already, or not worth waiting for. */
    private static final Duration AFTER_THE_END = Duration.ofMillis(200);

    private final Inflow body;
    private final boolean whole;
    private final Duration patience;
    private final Trouble trouble;
    private final ServerSentEvents events = new ServerSentEvents();
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    /** The body was read to its end. */
    private boolean ended;
    /** Nothing that matters follows. */
    private boolean over;

    /** @param whole whether the endpoint does not stream and gives one JSON object */
    ChatStream(Inflow body, boolean whole, Duration patience, Trouble trouble) {
        this.body = body;
        this.whole = whole;
        this.patience = patience;
        this.trouble = trouble;
    }

    /**
     * Waits for the next chunk.
     *
     * @return empty when there are no more
     * @throws ModelFailure when the stream breaks, is silent for too long or holds something else
     */
    Optional<JsonNode> next() throws InterruptedException {
        try {
            while (waiting.isEmpty() && !ended && !over) receive(patience);
        } catch (ServerSentEvents.TooLarge e) {
            throw trouble.malformed();
        }
        if (over || waiting.isEmpty() || waiting.peek().equals(DONE)) {
            over = true;
            return Optional.empty();
        }
        return Optional.of(parsed(waiting.poll()));
    }

    /** Reads what follows the last chunk that matters, so that the connection can serve again. Whatever it is, the answer stands. */
    void finish() throws InterruptedException {
        over = true;
        try {
            while (!ended) receive(AFTER_THE_END);
        } catch (ModelFailure | ServerSentEvents.TooLarge afterwards) {
            ended = true;
        }
    }

    private void receive(Duration limit) throws InterruptedException {
        if (whole) {
            waiting.add(text(ServerSentEvents.LARGEST));
            ended = true;
            return;
        }
        switch (body.next(limit)) {
            case Inflow.Arrival.Bytes(List<ByteBuffer> buffers) -> buffers.forEach(buffer -> waiting.addAll(events.feed(buffer)));
            case Inflow.Arrival.End() -> {
                ended = true;
                events.end().ifPresent(waiting::add);
            }
            case Inflow.Arrival.Broken ignored -> throw trouble.cutOff();
            case Inflow.Arrival.Silence() -> throw trouble.silent();
            case Inflow.Arrival.Head ignored -> throw trouble.malformed();
        }
    }

    /** What a refusal says, as far as it can be had. */
    String beginning() throws InterruptedException {
        try {
            return text(BEGINNING);
        } catch (ModelFailure broken) {
            return "";
        }
    }

    private String text(int most) throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        while (bytes.size() < most) {
            switch (body.next(patience)) {
                case Inflow.Arrival.Bytes(List<ByteBuffer> buffers) -> buffers.forEach(buffer -> {
                    var piece = new byte[buffer.remaining()];
                    buffer.get(piece);
                    bytes.writeBytes(piece);
                });
                case Inflow.Arrival.End() -> {
                    return bytes.toString(StandardCharsets.UTF_8);
                }
                case Inflow.Arrival.Broken ignored -> throw trouble.cutOff();
                case Inflow.Arrival.Silence() -> throw trouble.silent();
                case Inflow.Arrival.Head ignored -> throw trouble.malformed();
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private JsonNode parsed(String data) {
        try {
            var chunk = JsonMapper.shared().readTree(data);
            if (chunk.isObject()) return chunk;
        } catch (JacksonException e) {
            // Its message would quote the answer.
        }
        throw trouble.malformed();
    }

    @Override
    public void close() {
        body.close();
    }
}
