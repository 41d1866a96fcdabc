package dev.sidetone.conformance;

import dev.sidetone.protocol.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The recorded call in events of the protocol, over anything that carries texts. One thread speaks; any may bring what came. */
public final class SpokenCall {

    /** A client's socket, once it is open. */
    interface Socket {
        /** Waits until the text is taken, where the library has a way to. */
        void send(String text) throws Exception;

        void close(int code, String reason) throws Exception;
    }

    /** Only bounds how long a failing test takes. */
    private static final int PATIENCE_SECONDS = 60;

    private static final RecordedCall CALL = RecordedCall.find();

    /** Longer than every buffer on the way, and not of one byte a character. */
    private static final String LONG = "\u00e4\u20ac\ud83d\ude00 word ".repeat(20_000);

    /** 100 ms. */
    private static final int PIECE_BYTES = 4_800;

    private final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final List<JsonNode> seen = new ArrayList<>();

    /** A text came. */
    void came(String text) {
        arrived.add(Json.parse(text).node());
    }

    /** The connection is over. */
    void ended(int code) {
        closed.complete(code);
    }

    /** The connection is over by an error. */
    void failed(Throwable error) {
        closed.completeExceptionally(error);
    }

    /** Holds the whole call, and says goodbye. */
    void hold(Socket socket) throws Exception {
        await("session.created");
        socket.send("""
                {"type":"session.update","session":{"type":"realtime","audio":{"input":{"transcription":{"model":"gpt-4o-mini-transcribe"},
                "turn_detection":{"type":"server_vad","silence_duration_ms":%d}}}}}""".formatted(RecordedCall.SILENCE.toMillis()));
        await("session.updated");
        socket.send("{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + LONG + "\"}]}}");
        socket.send("{\"type\":\"response.create\"}");
        awaitResponses(1);
        say(socket, 0);
        awaitResponses(2);
        say(socket, 1);
        awaitResponses(3);
        var call = all("response.done").getLast().at("/response/output/0/call_id").asString();
        socket.send("{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"function_call_output\",\"call_id\":\"" + call + "\",\"output\":\"{}\"}}");
        socket.send("{\"type\":\"response.create\"}");
        awaitResponses(4);
        say(socket, 2);
        var playing = await("response.output_audio.delta").get("item_id").asString();
        say(socket, 3);
        awaitResponses(5);
        socket.send("{\"type\":\"conversation.item.truncate\",\"item_id\":\"" + playing + "\",\"content_index\":0,\"audio_end_ms\":300}");
        awaitResponses(6);
        for (int turn = 4; turn < CALL.turns().size(); turn++) {
            say(socket, turn);
            awaitResponses(turn + 3);
        }
        while (heard().size() < CALL.turns().size()) next();
        socket.close(1000, "bye");
    }

    private void say(Socket socket, int turn) throws Exception {
        var bytes = CALL.turn(turn).bytes();
        for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
            var piece = Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE_BYTES)));
            socket.send("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + piece + "\"}");
        }
    }

    private void awaitResponses(int number) throws InterruptedException {
        while (all("response.done").size() < number) next();
    }

    private JsonNode await(String type) throws InterruptedException {
        while (true) {
            var event = next();
            if (type(event).equals(type)) return event;
        }
    }

    private JsonNode next() throws InterruptedException {
        var event = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) throw new AssertionError("nothing came after " + seen.stream().map(SpokenCall::type).toList() + ", " + closed);
        seen.add(event);
        return event;
    }

    private static String type(JsonNode event) {
        return event.get("type").asString();
    }

    private List<JsonNode> all(String type) {
        return seen.stream().filter(event -> type(event).equals(type)).toList();
    }

    List<String> heard() {
        return all("conversation.item.input_audio_transcription.completed").stream().map(event -> event.get("transcript").asString()).toList();
    }

    List<String> said() {
        return all("response.output_audio_transcript.done").stream().map(event -> event.get("transcript").asString()).toList();
    }

    List<String> statuses() {
        return all("response.done").stream().map(event -> (event.at("/response/status").asString() + " " + event.at("/response/status_details/reason").asString("")).strip()).toList();
    }

    List<String> errors() {
        return all("error").stream().map(event -> event.at("/error/message").asString()).toList();
    }

    /** Whether the long text came back as it was sent. */
    boolean longTextCameBack() {
        return all("conversation.item.added").getFirst().at("/item/content/0/text").asString().equals(LONG);
    }

    long audioMillis() {
        return all("response.output_audio.delta").stream().mapToLong(event -> Base64.getDecoder().decode(event.get("delta").asString()).length).sum() / 48;
    }

    /** With which code the connection ended. */
    int closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
