package dev.sidetone.console;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An answer by HTTP. */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {

    private static final byte[] NONE = {};

    static Answer json(int status, ObjectNode body) {
        return new Answer(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** @param words one line: what happened, to what, what to do */
    static Answer problem(int status, String words) {
        return json(status, JsonNodeFactory.instance.objectNode().put("error", words));
    }

    static Answer wrongMethod(String allowed) {
        return problem(405, "this can only be asked with " + allowed).with(HttpHeader.ALLOW.asString(), allowed);
    }

    static Answer nothing() {
        return new Answer(204, "", NONE, Map.of());
    }

    /** To be kept by the browser as a file. */
    static Answer file(String type, String name, byte[] body) {
        return new Answer(200, type, body, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }

    Answer with(String header, String value) {
        var more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, Map.copyOf(more));
    }

    /** @param head whether only the headers are wanted */
    void send(Response response, boolean head, Callback callback) {
        response.setStatus(status);
        if (!type.isEmpty()) response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        headers.forEach(response.getHeaders()::put);
        if (head) response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, java.nio.ByteBuffer.wrap(head ? NONE : body), callback);
    }
}
