package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An answer by HTTP.
 *
 * @param headers beside those that every answer has
 */
record Reply(int status, String type, String body, Map<String, String> headers) {

    private static final String JSON = "application/json", TEXT = "text/plain;charset=utf-8", METRICS = "text/plain;version=0.0.4;charset=utf-8";

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"), Map.entry(400, "Bad Request"), Map.entry(401, "Unauthorized"), Map.entry(403, "Forbidden"), Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"), Map.entry(413, "Content Too Large"), Map.entry(426, "Upgrade Required"), Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"), Map.entry(500, "Internal Server Error"), Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"), Map.entry(503, "Service Unavailable"), Map.entry(504, "Gateway Timeout"), Map.entry(505, "HTTP Version Not Supported"));

    static Reply json(int status, String body) {
        return new Reply(status, JSON, body, Map.of());
    }

    static Reply metrics(String page) {
        return new Reply(200, METRICS, page, Map.of());
    }

    /** @param words without a line end */
    static Reply text(int status, String words) {
        return new Reply(status, TEXT, words + "\n", Map.of()).withWhatItNeeds();
    }

    private Reply withWhatItNeeds() {
        return switch (status) {
            // RFC 9110, 15.5.2: it names the scheme; some clients give up without it.
            case 401 -> with("WWW-Authenticate", "Bearer");
            case 426 -> with("Upgrade", "websocket").with("Sec-WebSocket-Version", Upgrade.VERSION);
            default -> this;
        };
    }

    /** As the service's REST interface tells errors. */
    static Reply error(int status, ErrorDetails error) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("message", error.message()).put("type", error.type())
                .put("param", error.param().orElse(null)).put("code", error.code().orElse(null));
        return json(status, body.toString()).withWhatItNeeds();
    }

    Reply with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, body, more);
    }

    /**
     * As it goes over the wire.
     *
     * @param last whether the connection ends with it
     * @param headOnly for HEAD: the length is told all the same (RFC 9110, 9.3.2)
     */
    byte[] bytes(boolean last, boolean headOnly) {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(REASONS.getOrDefault(status, ""))
                .append("\r\nDate: ").append(date).append("\r\nContent-Type: ").append(type)
                .append("\r\nContent-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        var connection = headers.containsKey("Upgrade") ? "Upgrade" : "";
        if (last) connection = connection.isEmpty() ? "close" : connection + ", close";
        if (!connection.isEmpty()) head.append("Connection: ").append(connection).append("\r\n");
        return (head + "\r\n" + (headOnly ? "" : body)).getBytes(StandardCharsets.UTF_8);
    }
}
