package dev.sidetone.client;

import dev.sidetone.client.RealtimeException.ProtocolBreach;
import dev.sidetone.client.RealtimeException.Rejected;
import dev.sidetone.client.RealtimeException.TlsTrouble;
import dev.sidetone.client.RealtimeException.Unreachable;
import dev.sidetone.protocol.ErrorDetails;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Puts the ways in which a session is not had into one line each. A peer's own words are cut, and stripped of the key. */
final class Refusals {

    private static final int LONGEST_QUOTE = 200;

    private Refusals() {}

    /** What went wrong before the connection stood. */
    static RealtimeException connecting(Endpoint endpoint, Throwable cause) {
        var place = endpoint.place();
        return switch (cause) {
            case SocketTimeoutException slow -> unreachable(Unreachable.Kind.TIMEOUT, slow(endpoint), slow);
            case UnknownHostException none -> unreachable(
                    Unreachable.Kind.UNKNOWN_HOST, "the host " + endpoint.uri().getHost() + " is unknown: check the address and the network", none);
            case ConnectException none -> unreachable(
                    Unreachable.Kind.REFUSED, "nobody answers at " + place + ": check that the server runs and the port is right", none);
            case SSLException tls -> new TlsTrouble("no secure connection to " + place + " (" + oneLine(String.valueOf(tls.getMessage()))
                    + "): check that it speaks TLS and that its certificate is trusted here", tls);
            default -> hasCause(cause, SSLException.class)
                    ? new TlsTrouble("no secure connection to " + place + ": check that it speaks TLS and that its certificate is trusted here", cause)
                    : new ProtocolBreach("what answers at " + place + " does not speak WebSocket ("
                            + oneLine(redacted(endpoint, String.valueOf(cause.getMessage()))) + "): check the address, and ws against wss");
        };
    }

    private static Unreachable unreachable(Unreachable.Kind kind, String message, Throwable cause) {
        return new Unreachable(kind, message, cause);
    }

    private static String slow(Endpoint endpoint) {
        return "no connection to " + endpoint.place() + " within " + endpoint.connectTimeout().toMillis() / 1000.0
                + " s: check the address and the network";
    }

    private static boolean hasCause(Throwable error, Class<? extends Throwable> kind) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) return true;
        }
        return false;
    }

    /** An answer over HTTP that is no WebSocket. */
    static RealtimeException http(Endpoint endpoint, int status, String body) {
        var answered = endpoint.place() + " answered HTTP " + status;
        // Bodies of these two quote keys.
        if (status == 401 || status == 403) {
            return new Rejected(Rejected.Kind.KEY, answered + ": check the key and what it is allowed to do");
        }
        var quoted = answered + quote(redacted(endpoint, body));
        if (status == 404) return new Rejected(Rejected.Kind.ADDRESS, quoted + ": check the path of the address and the model");
        if (status == 429) return new Rejected(Rejected.Kind.QUOTA, quoted + ": try again later or check the quota");
        if (status >= 500) return new Rejected(Rejected.Kind.OTHER, quoted + ": the server is in trouble, try again later");
        if (status >= 400) return new Rejected(Rejected.Kind.OTHER, quoted + ": check the address, the model and the headers");
        return new ProtocolBreach(quoted + " instead of a WebSocket: check the address");
    }

    /** The upgrade went well, then came an error and goodbye: how the live service refuses (3000 keys, 4000 requests). */
    static Rejected afterUpgrade(Endpoint endpoint, ErrorDetails error, int closeCode) {
        var code = error.code().orElse(error.type());
        var refused = endpoint.place() + " refused the session (" + code + ")";
        if (closeCode == 3000 || code.equals("invalid_api_key")) {
            var advice = endpoint.key().isPresent() ? ": check the key" : ": it wants a key and none was given";
            return new Rejected(Rejected.Kind.KEY, refused + advice);
        }
        var quoted = refused + quote(redacted(endpoint, error.message()));
        return switch (code) {
            case "invalid_model", "model_not_found", "missing_model" -> new Rejected(Rejected.Kind.MODEL, quoted + ": check the model's name");
            case "insufficient_quota", "rate_limit_exceeded" -> new Rejected(Rejected.Kind.QUOTA, quoted + ": try again later or check the quota");
            default -> new Rejected(Rejected.Kind.OTHER, quoted + ": change the request");
        };
    }

    /** The session stood, but not with these settings. */
    static Rejected settings(Endpoint endpoint, ErrorDetails error) {
        return new Rejected(Rejected.Kind.SETTINGS, endpoint.place() + " refused the session settings ("
                + error.code().orElse(error.type()) + error.param().map(p -> " at " + p).orElse("") + ")"
                + quote(redacted(endpoint, error.message())) + ": change that setting");
    }

    private static String quote(String words) {
        var line = oneLine(words);
        return line.isEmpty() ? "" : " saying \"" + line + "\"";
    }

    static String oneLine(String words) {
        var line = words.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    private static String redacted(Endpoint endpoint, String words) {
        var safe = endpoint.key().map(key -> words.replace(key.reveal(), "…")).orElse(words);
        for (var value : endpoint.headers().values()) {
            if (!value.isBlank()) safe = safe.replace(value, "…");
        }
        // What looks like a key of the service, wherever it came from.
        return safe.replaceAll("\\b[se]k[-_][A-Za-z0-9_*-]{4,}", "…");
    }
}
