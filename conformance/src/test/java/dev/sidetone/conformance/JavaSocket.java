package dev.sidetone.conformance;

import com.neovisionaries.ws.client.WebSocketAdapter;
import com.neovisionaries.ws.client.WebSocketExtension;
import com.neovisionaries.ws.client.WebSocketFactory;
import com.neovisionaries.ws.client.WebSocketFrame;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.ext.extension.deflate.PerMessageDeflateExtension;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;

/** A WebSocket client for Java that nobody here wrote, with the settings its user would choose for this protocol. */
enum JavaSocket {

    /** Sends long texts in pieces. */
    JDK {
        @Override
        Opened open(Place place, SpokenCall call) {
            var http = HttpClient.newBuilder().sslContext(place.context()).build();
            var socket = http.newWebSocketBuilder().header("Authorization", "Bearer any").subprotocols("realtime").buildAsync(place.uri(), new JdkEar(call)).join();
            return new Opened(new SpokenCall.Socket() {
                @Override
                public void send(String text) {
                    for (int from = 0; from < text.length(); from += PIECE) {
                        int to = Math.min(text.length(), from + PIECE);
                        socket.sendText(text.substring(from, to), to == text.length()).join();
                    }
                }

                @Override
                public void close(int code, String reason) {
                    socket.sendClose(code, reason).join();
                }
            }, http::close);
        }
    },

    /** Also under the official Java SDK; here it compresses. */
    OK_HTTP {
        @Override
        Opened open(Place place, SpokenCall call) {
            var http = new OkHttpClient.Builder().sslSocketFactory(place.context().getSocketFactory(), place.manager()).build();
            var socket = http.newWebSocket(new Request.Builder().url(place.uri().toString()).header("Authorization", "Bearer any").build(), new WebSocketListener() {
                @Override
                public void onMessage(WebSocket from, String text) {
                    call.came(text);
                }

                @Override
                public void onClosed(WebSocket from, int code, String reason) {
                    call.ended(code);
                }

                @Override
                public void onFailure(WebSocket from, Throwable error, Response answer) {
                    call.failed(error);
                }
            });
            return new Opened(new SpokenCall.Socket() {
                @Override
                public void send(String text) {
                    while (socket.queueSize() > ROOM) LockSupport.parkNanos(100_000);
                    if (!socket.send(text)) throw new IllegalStateException("OkHttp takes no more");
                }

                @Override
                public void close(int code, String reason) {
                    socket.close(code, reason);
                }
            }, () -> http.dispatcher().executorService().shutdown());
        }
    },

    JAVA_WEBSOCKET {
        @Override
        Opened open(Place place, SpokenCall call) throws Exception {
            var deflate = new org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension();
            var socket = new WebSocketClient(place.uri(), new Draft_6455(deflate), Map.of("Authorization", "Bearer any")) {
                @Override
                public void onOpen(ServerHandshake answer) {}

                @Override
                public void onMessage(String text) {
                    call.came(text);
                }

                @Override
                public void onClose(int code, String reason, boolean remote) {
                    call.ended(code);
                }

                @Override
                public void onError(Exception error) {
                    call.failed(error);
                }
            };
            if (place.secured()) socket.setSocketFactory(place.context().getSocketFactory());
            if (!socket.connectBlocking()) throw new IllegalStateException("no connection");
            return new Opened(new SpokenCall.Socket() {
                @Override
                public void send(String text) {
                    socket.send(text);
                }

                @Override
                public void close(int code, String reason) {
                    socket.close(code, reason);
                }
            }, socket::close);
        }
    },

    /** Every message above a kilobyte goes in frames of one, with pings between them. */
    NV {
        @Override
        Opened open(Place place, SpokenCall call) throws Exception {
            var factory = new WebSocketFactory().setSSLContext(place.context());
            var socket = factory.createSocket(place.uri()).addHeader("Authorization", "Bearer any").addExtension(WebSocketExtension.PERMESSAGE_DEFLATE)
                    .setMaxPayloadSize(1_000).setPingInterval(50).addListener(new WebSocketAdapter() {
                        @Override
                        public void onTextMessage(com.neovisionaries.ws.client.WebSocket from, String text) {
                            call.came(text);
                        }

                        @Override
                        public void onDisconnected(com.neovisionaries.ws.client.WebSocket from, WebSocketFrame byServer, WebSocketFrame byClient, boolean server) {
                            // It does not wait for the answer to its own goodbye once something else came in between, a pong for instance.
                            call.ended((byServer == null ? byClient : byServer).getCloseCode());
                        }
                    }).connect();
            return new Opened(new SpokenCall.Socket() {
                @Override
                public void send(String text) {
                    socket.sendText(text);
                }

                @Override
                public void close(int code, String reason) {
                    socket.disconnect(code, reason);
                }
            }, socket::disconnect);
        }
    },

    /** The reference for Jakarta WebSocket, under Spring's standard client too. */
    TYRUS {
        @Override
        Opened open(Place place, SpokenCall call) throws Exception {
            var tyrus = ClientManager.createClient();
            tyrus.setDefaultMaxTextMessageBufferSize(LARGEST);
            // Else it would use TLS in any case.
            if (place.secured()) tyrus.getProperties().put(ClientProperties.SSL_ENGINE_CONFIGURATOR, new SslEngineConfigurator(place.context(), true, false, false));
            var config = ClientEndpointConfig.Builder.create().preferredSubprotocols(List.of("realtime")).extensions(List.of(new PerMessageDeflateExtension())).build();
            var session = tyrus.connectToServer(new Endpoint() {
                @Override
                public void onOpen(Session opened, EndpointConfig ignored) {
                    opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) call::came);
                }

                @Override
                public void onClose(Session closed, CloseReason reason) {
                    call.ended(reason.getCloseCode().getCode());
                }

                @Override
                public void onError(Session broken, Throwable error) {
                    call.failed(error);
                }
            }, config, place.uri());
            return new Opened(new SpokenCall.Socket() {
                @Override
                public void send(String text) throws Exception {
                    session.getBasicRemote().sendText(text);
                }

                @Override
                public void close(int code, String reason) throws Exception {
                    session.close(new CloseReason(CloseCodes.getCloseCode(code), reason));
                }
            }, tyrus::shutdown);
        }
    },

    JETTY {
        @Override
        Opened open(Place place, SpokenCall call) throws Exception {
            var http = new org.eclipse.jetty.client.HttpClient();
            var trust = new SslContextFactory.Client();
            trust.setSslContext(place.context());
            http.setSslContextFactory(trust);
            var jetty = new org.eclipse.jetty.websocket.client.WebSocketClient(http);
            jetty.setMaxTextMessageSize(LARGEST);
            jetty.start();
            var request = new ClientUpgradeRequest(place.uri());
            request.setHeader("Authorization", "Bearer any");
            request.setSubProtocols("realtime");
            request.addExtensions("permessage-deflate");
            var session = jetty.connect(new JettyEar(call), request).get();
            return new Opened(new SpokenCall.Socket() {
                @Override
                public void send(String text) throws Exception {
                    var sent = new Callback.Completable();
                    session.sendText(text, sent);
                    sent.get();
                }

                @Override
                public void close(int code, String reason) {
                    session.close(code, reason, Callback.NOOP);
                }
            }, jetty::stop);
        }
    };

    /** The longest text of the call is 300 kB. */
    private static final int LARGEST = 8 << 20;

    /** OkHttp hangs up when more than 16 MiB wait. */
    private static final long ROOM = 4 << 20;

    /** Even, so that no surrogate pair of the long text is cut: the JDK refuses halves. */
    private static final int PIECE = 20_000;

    /** @param end of whatever else its library keeps */
    record Opened(SpokenCall.Socket socket, End end) {}

    interface End {
        void come() throws Exception;
    }

    abstract Opened open(Place place, SpokenCall call) throws Exception;
}
