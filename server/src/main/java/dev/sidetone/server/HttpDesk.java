package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the server answers by plain HTTP: client secrets, its health, and a hint to whoever is lost. */
final class HttpDesk extends Handler.Abstract {

    private static final String SECRETS = "/client_secrets";
    private static final String JSON = "application/json", TEXT = "text/plain;charset=utf-8", METRICS = "text/plain;version=0.0.4;charset=utf-8";

    /** A session's configuration with its instructions and tools; the live service's own limit is not known. */
    private static final int LARGEST_BODY = 1 << 20;

    /** An answer by HTTP. */
    record Reply(int status, String type, String body) {
        static Reply json(int status, String body) {
            return new Reply(status, JSON, body);
        }

        /** As the service's REST interface tells errors. */
        static Reply error(int status, ErrorDetails error) {
            var body = JsonNodeFactory.instance.objectNode();
            body.putObject("error").put("message", error.message()).put("type", error.type())
                    .put("param", error.param().orElse(null)).put("code", error.code().orElse(null));
            return json(status, body.toString());
        }
    }

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

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var path = Request.getPathInContext(request);
        boolean socket = path.equals(JettyDoor.PATH) || path.equals(JettyDoor.SHORT_PATH);
        if (socket) response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
        if (path.equals(JettyDoor.PATH + SECRETS) || path.equals(JettyDoor.SHORT_PATH + SECRETS)) {
            answer(minted(request), response, callback);
        } else if (path.equals("/healthz")) {
            answer(clerk.health(), response, callback);
        } else if (path.equals("/metrics") && clerk.metrics().isPresent()) {
            answer(new Reply(200, METRICS, clerk.metrics().get()), response, callback);
        } else if (socket) {
            answer(new Reply(426, TEXT, "This is a WebSocket: connect with ws:// or wss://.\n"), response, callback);
        } else {
            answer(new Reply(404, TEXT, "Nothing here: the WebSocket is at " + JettyDoor.PATH + ".\n"), response, callback);
        }
        return true;
    }

    private Reply minted(Request request) throws IOException {
        if (!request.getMethod().equals("POST")) {
            return Reply.error(405, ErrorDetails.invalidRequest("method_not_allowed", "Client secrets are made with POST."));
        }
        var body = Content.Source.asInputStream(request).readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return Reply.error(413, ErrorDetails.invalidRequest("request_too_large", "The body is larger than " + LARGEST_BODY + " bytes."));
        }
        return clerk.mint(JettyDoor.key(request.getHeaders()), new String(body, StandardCharsets.UTF_8));
    }

    private static void answer(Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
        Content.Sink.write(response, true, reply.body(), callback);
    }
}
