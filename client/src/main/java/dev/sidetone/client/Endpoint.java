package dev.sidetone.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a session is held, and with which right.
 *
 * @param uri {@code ws} or {@code wss}; a query is kept
 * @param key sent as {@code Authorization: Bearer}
 * @param headers sent as they are, for services with other ways ({@code api-key} of Azure)
 * @param connectTimeout for the connection with its handshake, and again for the session to open
 * @param liveness when a connection that is silent counts as lost
 */
public record Endpoint(URI uri, Optional<Secret> key, Map<String, String> headers, Duration connectTimeout, Trust trust, Liveness liveness) {

    /** Whose TLS certificates are believed. */
    public enum Trust {
        /** Those of the Java installation. */
        SYSTEM,
        /** Anybody's, for a self-signed server on one's own machine: no protection against a listener in between. */
        ANYONE
    }

    private static final String AZURE_PATH = "/openai/v1/realtime", AZURE_KEY = "api-key";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    public Endpoint {
        var scheme = uri.getScheme();
        if (scheme == null || uri.getHost() == null || !(scheme.equals("ws") || scheme.equals("wss"))) {
            throw new IllegalArgumentException("\"" + uri + "\" is no endpoint: use ws://host:port/path or wss://host/path");
        }
        if (!connectTimeout.isPositive()) throw new IllegalArgumentException("the connect timeout must be positive");
        headers = Map.copyOf(headers);
    }

    public static Endpoint of(URI uri) {
        return new Endpoint(uri, Optional.empty(), Map.of(), CONNECT_TIMEOUT, Trust.SYSTEM, Liveness.DEFAULT);
    }

    public static Endpoint openAi(Secret key) {
        return of(URI.create("wss://api.openai.com/v1/realtime")).withKey(key);
    }

    /**
     * Azure OpenAI by its resource: the session's model is the name of a deployment, and so is the one that {@code compareWith} names.
     * For a token of Entra instead of a key use {@link #of} with {@link #withKey}.
     *
     * @param resource {@code https://name.openai.azure.com}; a path is kept, without one the path of the service's current protocol is taken
     */
    public static Endpoint azure(URI resource, Secret key) {
        if (resource.getHost() == null) throw new IllegalArgumentException("\"" + resource + "\" is no resource: use https://name.openai.azure.com");
        var secure = "http".equals(resource.getScheme()) || "ws".equals(resource.getScheme()) ? "ws://" : "wss://";
        var path = Optional.ofNullable(resource.getRawPath()).filter(given -> given.length() > 1).orElse(AZURE_PATH);
        var query = resource.getRawQuery() == null ? "" : "?" + resource.getRawQuery();
        return of(URI.create(secure + resource.getRawAuthority() + path + query)).withHeaders(Map.of(AZURE_KEY, key.reveal()));
    }

    public Endpoint withKey(Secret key) {
        return new Endpoint(uri, Optional.of(key), headers, connectTimeout, trust, liveness);
    }

    public Endpoint withHeaders(Map<String, String> headers) {
        return new Endpoint(uri, key, headers, connectTimeout, trust, liveness);
    }

    public Endpoint withConnectTimeout(Duration connectTimeout) {
        return new Endpoint(uri, key, headers, connectTimeout, trust, liveness);
    }

    public Endpoint trusting(Trust trust) {
        return new Endpoint(uri, key, headers, connectTimeout, trust, liveness);
    }

    public Endpoint withLiveness(Liveness liveness) {
        return new Endpoint(uri, key, headers, connectTimeout, trust, liveness);
    }

    /** The address with the model in its query, unless the query already says what is wanted (a model, an intent, a call, a deployment). */
    public URI address(Optional<String> model) {
        var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        if (model.isEmpty() || query.matches("(.*&)?(model|intent|call_id|deployment)=.*")) return uri;
        var joint = query.isEmpty() ? "?" : "&";
        return URI.create(uri + joint + "model=" + URLEncoder.encode(model.get(), StandardCharsets.UTF_8));
    }

    /** For messages: without query and user, which may hold keys. */
    public String place() {
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getPath();
    }

    @Override
    public String toString() {
        return "Endpoint[" + place() + (key.isPresent() ? ", with a key" : "") + ", headers " + headers.keySet() + "]";
    }
}
