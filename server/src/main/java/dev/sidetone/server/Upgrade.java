package dev.sidetone.server;

import dev.sidetone.frames.Frames;
import dev.sidetone.server.Admission.Knock;
import dev.sidetone.server.Admission.Query;
import java.util.Base64;
import java.util.Optional;

/**
 * A client's wish for a WebSocket (RFC 6455, 4.2).
 *
 * @param compression what will be agreed, if the client is let in
 */
record Upgrade(String key, boolean named, Optional<Compression> compression, Knock knock) {

    /** The only version there is. */
    static final String VERSION = "13";

    private static final String PROTOCOL = "realtime";

    private static final int KEY_BYTES = 16;

    static boolean wantedBy(HttpRequest request) {
        return request.headers().says("upgrade", "websocket") && request.headers().says("connection", "upgrade");
    }

    /** @throws HttpRefusal when that is not how one asks for it */
    static Upgrade of(HttpRequest request) throws HttpRefusal {
        var headers = request.headers();
        if (!request.method().equals("GET") || request.minor() == 0) throw HttpRequest.bad("A WebSocket is asked for with GET and HTTP/1.1.");
        if (!headers.value("sec-websocket-version").equals(Optional.of(VERSION))) {
            throw new HttpRefusal(426, "This server speaks version " + VERSION + " of the WebSocket protocol.");
        }
        var key = headers.value("sec-websocket-key").filter(Upgrade::possible);
        if (key.isEmpty()) throw HttpRequest.bad("A WebSocket's handshake has one Sec-WebSocket-Key of " + KEY_BYTES + " bytes.");
        var protocols = headers.words("sec-websocket-protocol").toList();
        var asked = new Query(model(request), request.parameter("intent"), request.parameter("call_id"));
        var dialect = headers.value("openai-beta").isPresent() ? Dialect.BETA : Door.SOCKETS.getOrDefault(request.path(), Dialect.GA);
        var knock = Knock.of(key(request), protocols, asked, dialect);
        return new Upgrade(key.get(), protocols.contains(PROTOCOL), Compression.of(headers.words("sec-websocket-extensions")), knock);
    }

    /** Azure's addresses with a version of its API name a deployment instead. */
    private static Optional<String> model(HttpRequest request) throws HttpRefusal {
        var model = request.parameter("model").filter(name -> !name.isBlank());
        return model.isPresent() ? model : request.parameter("deployment").filter(name -> !name.isBlank());
    }

    private static boolean possible(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Azure's clients send {@code api-key}. */
    static Optional<String> key(HttpRequest request) {
        return request.headers().value("authorization").or(() -> request.headers().value("api-key")).map(value -> value.replaceFirst("(?i)^Bearer\\s+", ""));
    }

    /** The head of the answer that lets the client in. */
    String answer() {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + Frames.accept(key) + "\r\n"
                // This protocol and nothing else: other offers may carry a key.
                + (named ? "Sec-WebSocket-Protocol: " + PROTOCOL + "\r\n" : "")
                + compression.map(agreed -> "Sec-WebSocket-Extensions: " + agreed.answer() + "\r\n").orElse("") + "\r\n";
    }

    /** Keys do not print. */
    @Override
    public String toString() {
        return "Upgrade[" + knock + "]";
    }
}
