package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What the server answers by plain HTTP: client secrets, its health, and a hint to whoever is lost. */
final class HttpDesk {

    /** A session's configuration with its instructions and tools; the live service's own limit is not known. */
    static final int LARGEST_BODY = 1 << 20;

    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Who knows the answers. */
    interface Clerk {
        Reply mint(Optional<String> key, String body);

        Reply health();

        /** Empty means that there is no such page. */
        Optional<String> metrics();

        /** Told of a client that wants a WebSocket where there is none. */
        void lost();
    }

    private final Clerk clerk;

    HttpDesk(Clerk clerk) {
        this.clerk = clerk;
    }

    Reply answer(HttpRequest request, byte[] body) {
        var path = request.path();
        if (Door.SOCKETS.containsKey(path)) return Reply.text(426, "This is a WebSocket: connect with ws:// or wss://.");
        if (Door.PATHS.contains(parent(path))) return companion(path.substring(path.lastIndexOf('/')), request, body);
        return switch (path) {
            case "/healthz" -> reading(request, Optional.of(clerk.health()));
            case "/metrics" -> reading(request, clerk.metrics().map(Reply::metrics));
            default -> nothing(request);
        };
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** What belongs to the service beside its WebSocket; the words for what is not here are ours. */
    private Reply companion(String name, HttpRequest request, byte[] body) {
        return switch (name) {
            case "/client_secrets" -> mint(request, body);
            case "/sessions", "/transcription_sessions" -> Reply.error(404, ErrorDetails.invalidRequest("beta_api_shape_disabled",
                    "The Realtime Beta API is no longer supported. Please make client secrets with POST " + Door.PATH + "/client_secrets."));
            case "/calls" -> Reply.error(404, ErrorDetails.invalidRequest("unsupported_api",
                    "This server takes no calls by WebRTC or SIP: let the client use a WebSocket, at " + Door.PATH + "."));
            default -> nothing(request);
        };
    }

    private Reply nothing(HttpRequest request) {
        if (Upgrade.wantedBy(request)) clerk.lost();
        return Reply.text(404, "Nothing here: the WebSocket is at " + Door.PATH + ".");
    }

    private Reply reading(HttpRequest request, Optional<Reply> page) {
        if (page.isPresent() && !READING.contains(request.method())) return Reply.text(405, "This page is read with GET.").with("Allow", "GET, HEAD");
        return page.orElseGet(() -> nothing(request));
    }

    private Reply mint(HttpRequest request, byte[] body) {
        if (!request.method().equals("POST")) {
            return Reply.error(405, ErrorDetails.invalidRequest("method_not_allowed", "Client secrets are made with POST.")).with("Allow", "POST");
        }
        return clerk.mint(Upgrade.key(request), new String(body, StandardCharsets.UTF_8));
    }

    /** As this interface tells it that a request is not followed. */
    static Reply refusal(HttpRefusal refusal) {
        if (refusal.status() != 413) return Reply.text(refusal.status(), refusal.getMessage());
        return Reply.error(413, ErrorDetails.invalidRequest("request_too_large", "The body is larger than " + LARGEST_BODY + " bytes."));
    }
}
