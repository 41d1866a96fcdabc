package dev.sidetone.llm;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/** Where a language model is served and which one is meant. Immutable. Never prints its key. */
public final class LlmEndpoint {

    /** A model that is first loaded, or reads a long prompt on a processor, is silent for most of a minute. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CHAT = "/chat/completions";

    private final URI base;
    private final String model;
    private final Optional<String> key;
    private final Duration patience;

    private LlmEndpoint(URI base, String model, Optional<String> key, Duration patience) {
        this.base = base;
        this.model = model;
        this.key = key;
        this.patience = patience;
    }

    /**
     * Without a key, and with {@link #PATIENCE}.
     *
     * @param address what clients call the base URL, such as {@code http://127.0.0.1:11434/v1}; without a path {@code /v1} is meant
     * @throws IllegalArgumentException in one line, when it is no such address or no model is named
     */
    public static LlmEndpoint of(String address, String model) {
        if (model.isBlank()) throw new IllegalArgumentException("no model is named");
        return new LlmEndpoint(base(address), model.strip(), Optional.empty(), PATIENCE);
    }

    private static URI base(String address) {
        URI uri;
        try {
            uri = new URI(address.strip());
        } catch (URISyntaxException e) {
            throw noAddress();
        }
        if (uri.getRawUserInfo() != null) throw new IllegalArgumentException("the address holds a password; use the key's own place for it");
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null) throw noAddress();
        var path = uri.getRawPath().replaceFirst("/+$", "").replaceFirst(CHAT + "$", "");
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + (path.isEmpty() ? "/v1" : path) + query);
    }

    /** It is not repeated: a part of it may be a password. */
    private static IllegalArgumentException noAddress() {
        return new IllegalArgumentException("what was given is no address of a chat endpoint; use http://host:port/v1 or https://host/v1");
    }

    /** @throws IllegalArgumentException when it has characters that cannot be sent */
    public LlmEndpoint withKey(String key) {
        if (!key.strip().matches("[!-~]+")) throw new IllegalArgumentException("the key holds characters that no key has; set it again");
        return new LlmEndpoint(base, model, Optional.of(key.strip()), patience);
    }

    /** @param patience how long the endpoint may be silent, before its first word and between two */
    public LlmEndpoint withPatience(Duration patience) {
        if (!patience.isPositive()) throw new IllegalArgumentException("the patience must be longer than nothing: " + patience);
        return new LlmEndpoint(base, model, key, patience);
    }

    public String model() {
        return model;
    }

    /** Host and port: what may be shown. */
    public String name() {
        return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    Duration patience() {
        return patience;
    }

    Optional<String> key() {
        return key;
    }

    URI chat() {
        return under(CHAT);
    }

    URI models() {
        return under("/models");
    }

    private URI under(String path) {
        var query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath() + path + query);
    }

    /**
     * How this endpoint calls a limit on the answer. OpenAI's newer models refuse the old name, and many other servers do not
     * know the new one.
     */
    String limitName() {
        var host = base.getHost();
        return host.endsWith("openai.com") || host.endsWith("openai.azure.com") ? "max_completion_tokens" : "max_tokens";
    }

    @Override
    public String toString() {
        return model + " at " + name();
    }
}
