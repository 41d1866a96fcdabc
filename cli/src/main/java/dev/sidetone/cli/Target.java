package dev.sidetone.cli;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a call goes. Without an endpoint it goes to our own server in this process, so that nothing is charged by surprise. */
final class Target {

    private static final String KEY = "OPENAI_API_KEY", AZURE_KEY = "AZURE_OPENAI_API_KEY", AZURE_HOSTS = ".azure.com";
    private static final String FROM_ENVIRONMENT = "env:";
    private static final Pattern HTTP = Pattern.compile("^http(s?)://");

    @Option(names = "--endpoint", paramLabel = "URL|openai",
            description = "Where to call: ws:// or wss:// address, openai with the key in OPENAI_API_KEY, or"
                    + " https://NAME.openai.azure.com with the key in AZURE_OPENAI_API_KEY and a deployment as --model"
                    + " (default: the server in this process).")
    Optional<String> endpoint;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A further header for the endpoint; a value"
            + " env:VARIABLE is taken from the environment, as keys should be: api-key=env:AZURE_KEY. Repeatable.")
    Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--insecure", description = "Accept any certificate of the endpoint, for self-signed ones of one's own.")
    boolean insecure;

    @Option(names = "--connect-timeout", paramLabel = "SECONDS", defaultValue = "10",
            description = "How long to wait for the endpoint (default: ${DEFAULT-VALUE}).")
    Seconds connectTimeout;

    @Mixin
    ScriptOption script;

    /** @throws Failure when there is a script and nobody to follow it */
    boolean embedded() {
        if (script.given() && endpoint.isPresent()) {
            throw new Failure(ExitCode.USAGE, "--script is for the server in this process; leave out --endpoint, or give the script to sidetone serve");
        }
        return endpoint.isEmpty();
    }

    /** Whether it is a server on this machine, in this process or another. */
    boolean local() {
        return endpoint.map(name -> !name.equalsIgnoreCase("openai") && EndpointKind.of(address(name).uri()).simulates()).orElse(true);
    }

    /** @throws Failure when the key is missing */
    Endpoint endpoint(Surroundings surroundings) {
        var base = named(endpoint.orElseThrow(), surroundings);
        var trusting = insecure ? base.trusting(Endpoint.Trust.ANYONE) : base;
        var all = new LinkedHashMap<>(trusting.headers());
        all.putAll(headers(surroundings));
        return trusting.withHeaders(all).withConnectTimeout(connectTimeout.duration());
    }

    private Map<String, String> headers(Surroundings surroundings) {
        var sent = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> sent.put(name, value.startsWith(FROM_ENVIRONMENT)
                ? variable(value.substring(FROM_ENVIRONMENT.length()), name, surroundings) : value));
        return sent;
    }

    private static String variable(String variable, String header, Surroundings surroundings) {
        return surroundings.variable(variable).orElseThrow(() -> new Failure(ExitCode.KEY,
                "--header " + Layout.clean(header) + " asks for " + Layout.clean(variable) + "; set it in the environment"));
    }

    Endpoint endpoint(URI embedded) {
        return Endpoint.of(embedded).withConnectTimeout(connectTimeout.duration());
    }

    private Endpoint named(String name, Surroundings surroundings) {
        var key = surroundings.variable(KEY).map(Secret::new);
        if (name.equalsIgnoreCase("openai")) {
            return Endpoint.openAi(key.orElseThrow(() ->
                    new Failure(ExitCode.KEY, "--endpoint openai needs a key; set OPENAI_API_KEY in the environment")));
        }
        var endpoint = address(name);
        var azure = surroundings.variable(AZURE_KEY);
        if (azure.isPresent() && endpoint.uri().getHost().endsWith(AZURE_HOSTS)) return Endpoint.azure(endpoint.uri(), new Secret(azure.get()));
        // The key goes to its owner, and to nobody else unless the user says so with --header.
        return EndpointKind.of(endpoint.uri()) == EndpointKind.OPENAI && key.isPresent() ? endpoint.withKey(key.get()) : endpoint;
    }

    private static Endpoint address(String name) {
        try {
            return Endpoint.of(URI.create(HTTP.matcher(name).replaceFirst("ws$1://")));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "\"" + Layout.clean(name)
                    + "\" is no endpoint; use ws://host:port/path, wss://host/path or openai", e);
        }
    }
}
