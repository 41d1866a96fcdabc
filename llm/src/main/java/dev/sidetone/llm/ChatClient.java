package dev.sidetone.llm;

import dev.sidetone.llm.Inflow.Arrival;
import dev.sidetone.server.ModelFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import tools.jackson.databind.JsonNode;

/** Speaks to one chat endpoint. Thread-safe; the calling thread waits, and its interruption ends the request and its connection. */
final class ChatClient implements AutoCloseable {

    /** A machine that is there answers a connection at once; one across the world within a second. */
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private final LlmEndpoint endpoint;
    private final Trouble trouble;
    /** HTTP/1.1: to a plain HTTP server the JDK would offer an upgrade that some answer wrongly, and closing it ends a request. */
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECTING).build();

    ChatClient(LlmEndpoint endpoint) {
        this.endpoint = endpoint;
        this.trouble = new Trouble(endpoint);
    }

    /**
     * Asks for an answer. Not tried again when it fails: a caller is waiting, and the client decides.
     *
     * @throws ModelFailure when there will be none
     */
    ChatStream ask(JsonNode request) throws InterruptedException {
        var response = new Inflow(http, request(endpoint.chat()).header("Content-Type", "application/json").header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build());
        try {
            var head = head(response);
            var stream = new ChatStream(response, head.contentType().startsWith("application/json"), endpoint.patience(), trouble);
            if (head.status() == 200) return stream;
            throw trouble.refused(head.status(), stream.beginning());
        } catch (InterruptedException | RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private Arrival.Head head(Inflow response) throws InterruptedException {
        return switch (response.next(endpoint.patience())) {
            case Arrival.Head head -> head;
            case Arrival.Broken(Throwable cause) -> throw broken(cause);
            case Arrival.Silence() -> throw trouble.silent();
            case Arrival.Bytes ignored -> throw trouble.malformed();
            case Arrival.End() -> throw trouble.malformed();
        };
    }

    private ModelFailure broken(Throwable cause) {
        for (var e = cause; e != null; e = e.getCause()) {
            if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException || e instanceof UnresolvedAddressException) return trouble.unreachable();
            if (e instanceof SSLException) return trouble.untrusted();
        }
        return trouble.cutOff();
    }

    /** @throws IOException when nobody answers within the time */
    HttpResponse<String> models(Duration patience) throws IOException, InterruptedException {
        return http.send(request(endpoint.models()).timeout(patience).GET().build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(URI uri) {
        var request = HttpRequest.newBuilder(uri);
        endpoint.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
