package dev.sidetone.console;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Stands before everything: headers on every answer, and nobody in under a strange name or from a strange page. */
final class Guards extends Handler.Wrapper {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:;"
            + " connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Surroundings surroundings;

    Guards(Surroundings surroundings, Handler inside) {
        super(inside);
        this.surroundings = surroundings;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Permissions-Policy", "microphone=(self)");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        var refusal = refusal(request);
        if (refusal.isEmpty()) return super.handle(request, response, callback);
        Answer.problem(403, refusal.get()).send(response, false, callback);
        return true;
    }

    private Optional<String> refusal(Request request) {
        var host = Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)).orElse("");
        if (!surroundings.ours(host)) {
            return Optional.of("the console does not go by this name: use its address, or start it with --name for the name");
        }
        // Browsers send it with every request that could change something, and with every WebSocket.
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN)).filter(origin -> !surroundings.sameOrigin(origin, host))
                .map(origin -> "another page may not use the console: open the console itself");
    }
}
