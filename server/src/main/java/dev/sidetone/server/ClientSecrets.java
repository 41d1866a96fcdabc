package dev.sidetone.server;

import dev.sidetone.protocol.Json;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys that a client's own server fetches for it ({@code POST /v1/realtime/client_secrets}): each starts sessions of one
 * configuration for a while. Expiry limits the start of a session, not its length; one secret may start several. Thread-safe.
 */
final class ClientSecrets {

    /** {@code expires_after.seconds} (API reference). */
    private static final int LEAST_SECONDS = 10, MOST_SECONDS = 7_200, DEFAULT_SECONDS = 600;

    /** Bytes of chance in a secret. */
    private static final int SECRET_BYTES = 16;

    /** Alive at once: far more than calls begin within two hours on one machine; bounds what a client can make us keep. */
    private static final int MOST = 10_000;

    private static final Rule EXPIRES = new Rule.Fields(Map.of(
            "anchor", new Rule.Word(List.of("created_at")), "seconds", new Rule.Whole(LEAST_SECONDS, MOST_SECONDS)), List.of());

    /** What a secret starts. @param config the update with which its sessions begin; absent means none */
    record Start(SessionKind kind, Optional<Json> config) {}

    private record Minted(Start start, Instant expires) {}

    private final Map<String, Minted> alive = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    ClientSecrets(InstantSource clock) {
        this.clock = clock;
    }

    /** @return empty when there is no such secret, or it is too late to start with it */
    Optional<Start> start(String key) {
        return Optional.ofNullable(alive.get(key)).filter(minted -> clock.instant().isBefore(minted.expires())).map(Minted::start);
    }

    /**
     * Makes a secret.
     *
     * @param body of the request, JSON; empty asks for the defaults
     * @return the body of the answer
     * @throws Refusal when the configuration is one that a session would refuse
     */
    String mint(String body) {
        var request = parsed(body);
        for (var name : request.propertyNames()) {
            if (!name.equals("session") && !name.equals("expires_after")) throw Refusal.at(name, "unknown_parameter", "Unknown parameter: '" + name + "'.");
        }
        if (request.has("expires_after")) EXPIRES.check(request.get("expires_after"), "expires_after");
        var config = Optional.ofNullable(request.get("session")).map(Json::new);
        var kind = config.map(json -> kind(json.node())).orElse(new SessionKind.Conversation(Admission.DEFAULT_MODEL));
        // Recorded: the session shown has an id of its own and expires at 0, for it has not begun.
        var session = new SessionConfig(new Ids(clock).session(), kind, Instant.EPOCH);
        config.ifPresent(json -> session.update(json, false));

        forgetExpired();
        var seconds = request.path("expires_after").path("seconds").asInt(DEFAULT_SECONDS);
        var minted = new Minted(new Start(kind, config), clock.instant().plusSeconds(seconds));
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var value = "ek_" + HexFormat.of().formatHex(bytes);
        alive.put(value, minted);
        var answer = JsonNodeFactory.instance.objectNode();
        answer.put("value", value).put("expires_at", minted.expires().getEpochSecond()).set("session", session.told().whole().node());
        return answer.toString();
    }

    private static JsonNode parsed(String body) {
        try {
            if (body.isBlank()) return JsonNodeFactory.instance.objectNode();
            if (Json.parse(body).node() instanceof ObjectNode object) return object;
        } catch (IllegalArgumentException e) {
            throw Refusal.of("invalid_json", "We could not parse the JSON body of your request.");
        }
        throw Refusal.of("invalid_json", "The body of the request must be a JSON object.");
    }

    private static SessionKind kind(JsonNode session) {
        if (session.path("type").asString("").equals("transcription")) return new SessionKind.Transcription();
        return new SessionKind.Conversation(session.path("model").asString(Admission.DEFAULT_MODEL));
    }

    private void forgetExpired() {
        var now = clock.instant();
        alive.values().removeIf(minted -> !now.isBefore(minted.expires()));
        if (alive.size() >= MOST) throw Refusal.of("rate_limit_exceeded", "Too many client secrets are alive; wait until some expire.");
    }
}
