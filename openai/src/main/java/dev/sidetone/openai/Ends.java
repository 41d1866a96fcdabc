package dev.sidetone.openai;

import com.openai.core.http.WebSocketHandshakeException;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.RealtimeException;
import dev.sidetone.client.RealtimeException.Rejected;
import dev.sidetone.client.RealtimeException.Unreachable;
import dev.sidetone.client.Wire.Received;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** The SDK's ways to say that there is no connection, or none any more, in our words. */
final class Ends {

    /** The SDK tells the peer's close code in a message only, and its reason not at all (4.101.0). */
    private static final Pattern CLOSED = Pattern.compile("WebSocket closed \\(code (\\d{4})\\)");

    private static final int ABNORMALLY = 1006;

    private Ends() {}

    /** How a connection that stood came to its end. */
    static Received of(Throwable why) {
        for (var cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof CancellationException) return new Received.Lost("the program closed it");
            var closed = CLOSED.matcher(String.valueOf(cause.getMessage()));
            if (closed.find()) return closed(Integer.parseInt(closed.group(1)));
        }
        if (why instanceof IllegalStateException) return new Received.Lost("the program closed it");
        return new Received.Lost(root(why).getClass().getSimpleName());
    }

    private static Received closed(int code) {
        return code == ABNORMALLY ? new Received.Lost("the server went away without a goodbye") : new Received.Closed(code, "");
    }

    /** Why there is no connection. */
    static RealtimeException opening(Endpoint endpoint, Throwable why) {
        var place = endpoint.place();
        return switch (root(why)) {
            case WebSocketHandshakeException refused -> refused(place, refused.statusCode());
            case SSLException tls -> new RealtimeException.TlsTrouble("no secure connection to " + place
                    + ": check that it speaks TLS and that its certificate is trusted by the SDK's HTTP client", tls);
            case UnknownHostException none -> new Unreachable(Unreachable.Kind.UNKNOWN_HOST,
                    "the host " + endpoint.uri().getHost() + " is unknown: check the address and the network", none);
            case ConnectException none -> new Unreachable(Unreachable.Kind.REFUSED,
                    "nobody answers at " + place + ": check that the server runs and the port is right", none);
            case SocketTimeoutException slow -> slow(endpoint, slow);
            case TimeoutException slow -> slow(endpoint, slow);
            case UnsupportedOperationException none -> new Rejected(Rejected.Kind.OTHER,
                    "the SDK's HTTP client cannot open WebSockets: give ClientOptions the SDK's OkHttpClient");
            case IllegalArgumentException wrong -> new Rejected(Rejected.Kind.ADDRESS, "the SDK refuses the address " + place
                    + ": check the base URL, and for Azure that its routing is the unified one");
            case Throwable other -> new Unreachable(Unreachable.Kind.OTHER, "the SDK got no connection to " + place + " ("
                    + other.getClass().getSimpleName() + "): check the address, the network and the credentials", other);
        };
    }

    private static Unreachable slow(Endpoint endpoint, Throwable why) {
        return new Unreachable(Unreachable.Kind.TIMEOUT, "no connection to " + endpoint.place() + " within "
                + endpoint.connectTimeout().toMillis() / 1000.0 + " s: check the address and the network", why);
    }

    private static Rejected refused(String place, int status) {
        var answered = place + " answered HTTP " + status;
        return switch (status) {
            case 401, 403 -> new Rejected(Rejected.Kind.KEY, answered + ": check the SDK's credentials and what they are allowed to do");
            case 404 -> new Rejected(Rejected.Kind.ADDRESS, answered + ": check the SDK's base URL and the model");
            case 429 -> new Rejected(Rejected.Kind.QUOTA, answered + ": try again later or check the quota");
            default -> new Rejected(Rejected.Kind.OTHER, answered + ": check the SDK's base URL, the model and the headers");
        };
    }

    private static Throwable root(Throwable why) {
        return why.getCause() == null ? why : root(why.getCause());
    }
}
