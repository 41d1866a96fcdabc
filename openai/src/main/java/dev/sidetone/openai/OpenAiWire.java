package dev.sidetone.openai;

import com.openai.core.ClientOptions;
import com.openai.helpers.RealtimeConnection;
import com.openai.helpers.RealtimeWebSocketOptions;
import com.openai.models.realtime.RealtimeServerEvent;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.RealtimeException;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Wire;
import dev.sidetone.client.Wire.Received;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The whole client over a connection of the official Java SDK, which then brings the address, the credentials, the proxy and, for Azure,
 * the routing:
 *
 * <pre>{@code
 * try (var call = OpenAiWire.sidetone(ClientOptions.fromEnv()).model("gpt-realtime").call(turn -> store(turn))) { … }
 * }</pre>
 *
 * <p>Each event costs more than over our own wire, since the SDK reads it into its models first; docs/openai-sdk.md has the figures. Nor does
 * this wire ask a silent connection for a sign of life: give the SDK's HTTP client a ping interval where that matters.
 */
public final class OpenAiWire {

    // As many as our own wire lets wait.
    private static final int WINDOW = 32;

    // The SDK cannot let the network wait: beyond this it gives up the connection. About 15 minutes of agent audio.
    private static final long LARGEST_QUEUE_BYTES = 64L << 20;

    private OpenAiWire() {}

    /** The client over connections opened with these options. */
    public static Sidetone sidetone(ClientOptions options) {
        var address = options.baseUrl().replaceFirst("^http", "ws").replaceFirst("/*([?#].*)?$", "") + "/realtime";
        return Sidetone.to(Endpoint.of(URI.create(address))).over(opener(options));
    }

    /** Opens connections with these options; of the endpoint only the query, the headers and the connect timeout count. */
    public static Wire.Opener opener(ClientOptions options) {
        return (endpoint, address) -> wire(connect(options, endpoint, address));
    }

    /** Takes a connection that is open and that nothing was read from, for one call, which closes it. */
    public static Wire.Opener opener(RealtimeConnection connection) {
        var taken = new AtomicBoolean();
        return (endpoint, address) -> {
            if (taken.getAndSet(true)) throw new RealtimeException.WireLost("this SDK connection held a call already: open another one");
            try {
                return wire(connection);
            } catch (IllegalStateException e) {
                throw new RealtimeException.WireLost(e.getMessage());
            }
        };
    }

    private static RealtimeConnection connect(ClientOptions options, Endpoint endpoint, URI address) throws InterruptedException {
        var wanted = RealtimeWebSocketOptions.builder().maxQueuedBytes(LARGEST_QUEUE_BYTES);
        endpoint.headers().forEach(wanted::putHeader);
        if (address.getRawQuery() != null) for (var pair : address.getRawQuery().split("&")) {
            var parts = pair.split("=", 2);
            wanted.putQueryParam(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        var opening = RealtimeConnection.connectAsync(options, wanted.build());
        try {
            return opening.get(endpoint.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Ends.opening(endpoint, e.getCause());
        } catch (TimeoutException | CancellationException e) {
            opening.cancel(true);
            throw Ends.opening(endpoint, e);
        } catch (InterruptedException e) {
            opening.cancel(true);
            throw e;
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private static Wire wire(RealtimeConnection connection) {
        var wire = new SdkWire(new Turnstile(connection), WINDOW, connection::close);
        Reader.start(connection, new Reader.To() {
            private boolean begun;

            @Override
            public void event(RealtimeServerEvent event) throws InterruptedException {
                var fields = EventText.fields(event);
                // A call is one session: what the SDK opens in its place is another call.
                if (begun && EventText.type(fields).equals("session.created")) {
                    wire.over(new Received.Lost("the SDK connected anew"));
                    connection.close();
                }
                begun = true;
                wire.heard(EventText.of(fields));
            }

            @Override
            public void end(RuntimeException why) {
                wire.over(Ends.of(why));
            }
        });
        return wire;
    }
}
