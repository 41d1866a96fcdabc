package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What the server answers by plain HTTP: client secrets, its health, and a hint to whoever is lost. */
final class HttpDesk {

    /** A session's configuration with its instructions and tools; the live service's own limit is not known. */
    static final int LARGEST_BODY = 1 << 20;

    private static final String SECRETS = "/client_secrets";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Who knows the answers. */
    interface Clerk {
        Reply mint(Optional<String> key, String body);

        Reply health();

        /** Empty means that there is no such page. */
        Optional<String> metrics();
    }

    private final Clerk clerk;

    HttpDesk(Clerk clerk) {
        this.clerk = clerk;
    }

    Reply answer(HttpRequest request, byte[] body) {
        return switch (request.path()) {
            case Door.PATH + SECRETS, Door.SHORT_PATH + SECRETS, Door.AZURE_PATH + SECRETS -> mint(request, body);
            case "/healthz" -> reading(request, Optional.of(clerk.health()));
            case "/metrics" -> reading(request, clerk.metrics().map(Reply::metrics));
            case Door.PATH, Door.SHORT_PATH, Door.AZURE_PATH -> Reply.text(426, "This is a WebSocket: connect with ws:// or wss://.");
            default -> nothing();
        };
    }

    private static Reply nothing() {
        return Reply.text(404, "Nothing here: the WebSocket is at " + Door.PATH + ".");
    }

    private static Reply reading(HttpRequest request, Optional<Reply> page) {
        if (page.isPresent() && !READING.contains(request.method())) return Reply.text(405, "This page is read with GET.").with("Allow", "GET, HEAD");
        return page.orElseGet(HttpDesk::nothing);
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
