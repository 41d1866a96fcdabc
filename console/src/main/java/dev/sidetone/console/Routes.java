package dev.sidetone.console;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the console answers by HTTP: the page, its parts, and what the page asks. */
final class Routes extends Handler.Abstract {

    private static final String ASSETS = "/assets/";

    private final PageFiles files = new PageFiles();
    private final Api api;

    Routes(Api api) {
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean head = request.getMethod().equals("HEAD");
        answer(request, head ? "GET" : request.getMethod()).send(response, head, callback);
        return true;
    }

    private Answer answer(Request request, String method) throws IOException, InterruptedException {
        var path = Request.getPathInContext(request);
        if (path.startsWith("/api/")) return api.answer(method, List.of(path.substring("/api/".length()).split("/", -1)), request);
        if (!method.equals("GET")) return Answer.wrongMethod("GET");
        var name = path.equals("/") ? "index.html" : path.startsWith(ASSETS) ? path.substring(ASSETS.length()) : "";
        boolean zipped = Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING)).filter(codings -> codings.contains("gzip")).isPresent();
        return files.answer(name, zipped, Optional.ofNullable(request.getHeaders().get(HttpHeader.IF_NONE_MATCH)))
                .map(found -> found.with("Cache-Control", "no-cache"))
                .orElseGet(() -> new Answer(404, "text/plain;charset=utf-8", "Nothing here: the console is at /.\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.of()));
    }
}
