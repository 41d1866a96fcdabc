package dev.sidetone.server;

import dev.sidetone.server.Admission.Knock;
import dev.sidetone.server.Admission.Query;
import dev.sidetone.server.ServerSettings.Listen;
import dev.sidetone.server.ServerSettings.Tls;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/** Sets Jetty up: listeners, paths, limits, and what a client brings along when it knocks. */
final class JettyDoor {

    static final String PATH = "/v1/realtime";

    /** Some clients append {@code /realtime} to a base address without a version. */
    static final String SHORT_PATH = "/realtime";

    /** Two messages of 100 ms of audio. */
    private static final int READ_AT_ONCE = 16 << 10;

    /** What a client that knocks is told. */
    sealed interface Answer {
        record Yes(JettyLink link) implements Answer {}

        /** By HTTP: there is no WebSocket. */
        record No(int status, String why) implements Answer {}
    }

    private JettyDoor() {}

    static Server build(Listen listen, Function<Knock, Answer> door, HttpDesk.Clerk clerk) {
        var threads = new VirtualThreadPool();
        // A reader that waits for its connection holds a thread: virtual ones are not scarce.
        threads.setMaxConcurrentTasks(0);
        var server = new Server(threads);
        var plain = new LingeringConnector(server, new HttpConnectionFactory(quiet()));
        plain.setHost(listen.host());
        plain.setPort(listen.port());
        server.addConnector(plain);
        listen.tls().ifPresent(tls -> server.addConnector(secure(server, listen.host(), tls)));
        var upgrade = new WebSocketUpgradeHandler(handler -> configure(handler, door));
        upgrade.setHandler(new HttpDesk(clerk));
        server.setHandler(upgrade);
        return server;
    }

    private static HttpConfiguration quiet() {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return configuration;
    }

    private static ServerConnector secure(Server server, String host, Tls tls) {
        var ssl = new SslContextFactory.Server();
        tls.keystore().ifPresentOrElse(given -> {
            ssl.setKeyStorePath(given.path().toUri().toString());
            ssl.setKeyStorePassword(given.password());
        }, () -> {
            var made = SelfSigned.certificate();
            ssl.setKeyStore(made.keystore());
            ssl.setKeyStorePassword(made.password());
        });
        var https = quiet();
        // Clients reach a test server by any name.
        https.addCustomizer(new SecureRequestCustomizer(false));
        var connector = new LingeringConnector(server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(https));
        connector.setHost(host);
        connector.setPort(tls.port());
        return connector;
    }

    private static void configure(WebSocketUpgradeHandler handler, Function<Knock, Answer> door) {
        var configuration = handler.getConfiguration();
        configuration.setMaxTextMessageSize(Message.LARGEST);
        configuration.setMaxFrameSize(Message.LARGEST);
        // A frame of 100 ms of audio is read at once; the buffer is only held while something is read.
        configuration.setInputBufferSize(READ_AT_ONCE);
        // Each connection watches for a silent client itself: to Jetty our own pings would be activity.
        configuration.setIdleTimeout(Duration.ZERO);
        for (var path : new String[] {PATH, SHORT_PATH}) {
            handler.addMapping(path, (request, response, callback) -> switch (door.apply(knock(request))) {
                case Answer.Yes(JettyLink link) -> {
                    link.over(request.getConnectionMetaData().getConnection().getEndPoint());
                    answer(request, response);
                    yield link;
                }
                case Answer.No(int status, String why) -> {
                    // RFC 7235, 3.1: a 401 names the scheme; some clients give up without it.
                    if (status == 401) response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
                    Response.writeError(request, response, callback, status, why);
                    yield null;
                }
            });
        }
    }

    private static Knock knock(ServerUpgradeRequest request) {
        var query = Request.extractQueryParameters(request);
        var model = Optional.ofNullable(query.getValue("model")).filter(name -> !name.isBlank());
        var asked = new Query(model, Optional.ofNullable(query.getValue("intent")), Optional.ofNullable(query.getValue("call_id")));
        return Knock.of(key(request.getHeaders()), request.getSubProtocols(), asked, request.getHeaders().contains("OpenAI-Beta"));
    }

    /** Azure's clients send {@code api-key}. */
    static Optional<String> key(HttpFields headers) {
        return Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)).or(() -> Optional.ofNullable(headers.get("api-key")))
                .map(value -> value.replaceFirst("(?i)^Bearer\\s+", ""));
    }

    /** {@code realtime} and nothing else: other offers may carry a key. */
    private static void answer(ServerUpgradeRequest request, ServerUpgradeResponse response) {
        if (request.hasSubProtocol("realtime")) response.setAcceptedSubProtocol("realtime");
    }
}
