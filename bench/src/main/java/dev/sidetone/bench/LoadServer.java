package dev.sidetone.bench;

import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The server of a load, alone in its process. Says where it listens, then answers one line to each it is told:
 * {@code secure} (where it listens with TLS, and its certificate), {@code start NANOS}, {@code open}, {@code close}, {@code used}, {@code collected}, {@code delays}; {@code sessions} answers
 * with a line each and an empty one. The end of input ends it.
 */
public final class LoadServer {

    /** 20 seconds of kept audio: what a session keeps is a setting, not a cost of carrying it. */
    private static final long KEPT_AUDIO = 20 * 48_000;

    private final RealtimeServer server;
    private final LoadModel model;
    private final Delays arrivals;

    private LoadServer(RealtimeServer server, LoadModel model, Delays arrivals) {
        this.server = server;
        this.model = model;
        this.arrivals = arrivals;
    }

    /** @param arguments the length of a frame in milliseconds; how many connections there is room for; over how many milliseconds the callers come */
    public static void main(String[] arguments) throws IOException {
        var frame = Duration.ofMillis(Long.parseLong(arguments[0]));
        var spread = Duration.ofMillis(Long.parseLong(arguments[2]));
        var limits = new ServerSettings.Limits(Integer.parseInt(arguments[1]), KEPT_AUDIO, Duration.ofHours(1), Duration.ofSeconds(10));
        var arrivals = new Delays();
        var model = new LoadModel(new Scene(frame, spread), arrivals);
        var settings = ServerSettings.DEFAULT.withLimits(limits).withDetector(model::detector).withTls(new ServerSettings.Tls(0, Optional.empty()));
        try (var server = RealtimeServer.start(settings, model); var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(server.uri());
            var orders = new LoadServer(server, model, arrivals);
            for (var line = in.readLine(); line != null; line = in.readLine()) System.out.println(orders.follow(line.split(" ")));
        }
    }

    private String follow(String[] order) {
        return switch (order[0]) {
            case "start" -> {
                model.start(Long.parseLong(order[1]));
                yield "started";
            }
            case "secure" -> server.secureUri().orElseThrow() + " " + certificate();
            case "open" -> {
                arrivals.open();
                yield "open";
            }
            case "close" -> {
                arrivals.close();
                yield "closed";
            }
            case "used" -> Footprint.now().toString();
            case "collected" -> Footprint.afterCollection().toString();
            case "delays" -> arrivals.spread().toString();
            case "sessions" -> String.join("\n", model.report()) + "\n";
            default -> "unknown: " + order[0];
        };
    }

    private String certificate() {
        try {
            return Base64.getEncoder().encodeToString(server.certificate().orElseThrow().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
