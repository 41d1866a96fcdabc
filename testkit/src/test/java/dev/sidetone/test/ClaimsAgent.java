package dev.sidetone.test;

import dev.sidetone.protocol.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Somebody's own voice agent, written on the JDK alone, so that the kit is seen to need no client of ours. */
final class ClaimsAgent implements AutoCloseable {

    private static final String ASK = "{\"type\":\"response.create\",\"response\":{\"conversation\":\"none\",\"output_modalities\":[\"text\"],"
            + "\"metadata\":{\"transcript_of\":\"%s\"},\"input\":[{\"type\":\"item_reference\",\"id\":\"%s\"}]}}";

    private final BlockingQueue<String> transcripts = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    // The JDK's socket refuses a text while another is on its way, and both the test and the listener send: each waits for the last.
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    ClaimsAgent(URI server) {
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(server + "?model=gpt-realtime"), new WebSocket.Listener() {
            private final StringBuilder frame = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                frame.append(data);
                from.request(1);
                if (!last) return null;
                var event = Json.parse(frame.toString()).node();
                frame.setLength(0);
                answer(event);
                return null;
            }
        }).join();
        send("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"instructions\":\"Take the claim.\"}}");
    }

    /** Asks for a transcript of each turn, and keeps what comes. */
    private void answer(JsonNode event) {
        var type = event.get("type").asString();
        if (type.equals("conversation.item.done") && event.at("/item/role").asString("").equals("user")) {
            var id = event.at("/item/id").asString();
            queue(ASK.formatted(id, id));
        }
        if (type.equals("response.done") && event.at("/response/metadata").has("transcript_of")) {
            transcripts.add(event.at("/response/output/0/content/0/text").asString());
        }
    }

    void hear(byte[] speech) {
        send("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + Base64.getEncoder().encodeToString(speech) + "\"}");
    }

    Optional<String> transcript() throws InterruptedException {
        return Optional.ofNullable(transcripts.poll(10, TimeUnit.SECONDS));
    }

    void send(String event) {
        queue(event).join();
    }

    private synchronized CompletableFuture<?> queue(String event) {
        sent = sent.thenCompose(before -> socket.sendText(event, true));
        return sent;
    }

    @Override
    public void close() {
        // The server may have said goodbye before.
        socket.sendClose(1000, "").exceptionally(gone -> socket).join();
    }
}
