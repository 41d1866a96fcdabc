package dev.sidetone.console;

import dev.sidetone.console.ConsoleSettings.Listen;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console, listening. Thread-safe. */
public final class ConsoleServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

    static final String PROTOCOL = "sidetone.console.1";
    private static final String TICKET = "ticket.";

    // Long enough that guessing is hopeless, short enough for who mistyped.
    private static final Duration AFTER_WRONG_SECRET = Duration.ofSeconds(1);
    /** How long calls may take to end when the console stops. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Listen listen;
    private final Calls calls;
    private final Server jetty;

    private ConsoleServer(ConsoleSettings settings, InstantSource clock) {
        this.listen = settings.listen();
        this.calls = new Calls(settings, clock);
        var api = new Api(settings, new Keyhole(settings.door(), AFTER_WRONG_SECRET), calls);
        this.jetty = build(listen, api);
    }

    /**
     * Starts to listen.
     *
     * @throws ConsoleRefused when the port is taken or not allowed, or TLS cannot be set up
     */
    public static ConsoleServer start(ConsoleSettings settings) {
        return start(settings, InstantSource.system());
    }

    static ConsoleServer start(ConsoleSettings settings, InstantSource clock) {
        var console = new ConsoleServer(settings, clock);
        try {
            console.jetty.start();
        } catch (Exception e) {
            console.stopJetty();
            throw refused(settings.listen(), e);
        }
        return console;
    }

    private static ConsoleRefused refused(Listen listen, Exception cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof BindException) {
                return new ConsoleRefused("cannot listen on " + listen.host() + ":" + listen.port() + " (" + one.getMessage()
                        + "): choose another port, or 0 for any free one", cause);
            }
        }
        return new ConsoleRefused("cannot listen on " + listen.host() + ":" + listen.port() + ": " + cause.getMessage(), cause);
    }

    private Server build(Listen listen, Api api) {
        var threads = new VirtualThreadPool();
        // Uploads and the door wait on their threads: virtual ones are not scarce.
        threads.setMaxConcurrentTasks(0);
        var server = new Server(threads);
        var connector = connector(server, listen);
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        server.addConnector(connector);
        var lines = new WebSocketUpgradeHandler(handler -> {
            handler.getConfiguration().setMaxFrameSize(PageLine.LARGEST);
            handler.getConfiguration().setMaxTextMessageSize(PageLine.LARGEST);
            handler.getConfiguration().setMaxBinaryMessageSize(PageLine.LARGEST);
            // Each call watches for a silent page itself.
            handler.getConfiguration().setIdleTimeout(Duration.ZERO);
            handler.addMapping(PathSpec.from("/api/calls/*"), (request, response, callback) -> {
                var line = line(request, api);
                if (line.isPresent()) {
                    response.setAcceptedSubProtocol(PROTOCOL);
                    // Browsers offer to compress. Sound gains nothing by it, and whole frames could not be sent.
                    response.setExtensions(List.of());
                } else Answer.problem(403, "this ticket is not good: it opens one call, once, within " + Tickets.GOOD_FOR.toSeconds() + " s").send(response, false, callback);
                return line.orElse(null);
            });
        });
        lines.setHandler(new Routes(api));
        server.setHandler(new Guards(new Surroundings(listen), lines));
        return server;
    }

    private static ServerConnector connector(Server server, Listen listen) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        if (listen.tls().isEmpty()) return new ServerConnector(server, new HttpConnectionFactory(http));
        var ssl = new SslContextFactory.Server();
        ssl.setKeyStore(listen.tls().get().keystore());
        ssl.setKeyStorePassword(listen.tls().get().password());
        // The names it goes by are checked for every request, with TLS or without.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
    }

    private Optional<PageLine> line(ServerUpgradeRequest request, Api api) {
        var path = Request.getPathInContext(request).split("/", -1);
        if (path.length != 5 || !path[4].equals("line") || !api.open(request) || !request.hasSubProtocol(PROTOCOL)) return Optional.empty();
        return request.getSubProtocols().stream().filter(offer -> offer.startsWith(TICKET)).findFirst()
                .flatMap(offer -> calls.line(path[3], offer.substring(TICKET.length())));
    }

    public int port() {
        return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    }

    /** Where to point a browser. */
    public URI address() {
        var host = listen.host();
        var shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return URI.create((listen.tls().isPresent() ? "https://" : "http://") + shown + ":" + port() + "/");
    }

    /** Ends all calls, tells their pages, and stops. */
    @Override
    public void close() {
        try {
            calls.close(GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopJetty();
    }

    private void stopJetty() {
        try {
            jetty.stop();
        } catch (Exception e) {
            LOG.warn("the web server did not stop cleanly", e);
        }
    }
}
