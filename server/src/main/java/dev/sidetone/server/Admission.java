package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.server.ServerSettings.Access;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a client that knocks. The upgrade itself always succeeds, as on the live service: a client that is turned
 * away gets one {@code error} event and a close frame.
 */
sealed interface Admission {

    record Admitted(String model) implements Admission {}

    /** @param closeCode 3000 for a wrong key, 4000 for a wrong request */
    record TurnedAway(ErrorDetails error, int closeCode) implements Admission {
        /** {@code <error.type>.<error.code>}, as recorded. */
        String reason() {
            return error.type() + error.code().map(code -> "." + code).orElse("");
        }
    }

    /** What a client brings. The key never prints. */
    record Knock(Optional<String> key, Optional<String> model, Optional<String> intent, boolean beta) {

        /** Browsers cannot set headers: their key comes as a subprotocol of this form. */
        private static final String KEY_PROTOCOL = "openai-insecure-api-key.";

        /** @param authorization the header with the key; absent where the key came in another way */
        static Knock of(Optional<String> authorization, List<String> subprotocols, Query query, boolean betaHeader) {
            var key = authorization.map(value -> value.replaceFirst("(?i)^Bearer\\s+", "")).or(() -> keyIn(subprotocols));
            boolean beta = betaHeader || subprotocols.stream().anyMatch(name -> name.startsWith("openai-beta."));
            return new Knock(key, query.model(), query.intent(), beta);
        }

        private static Optional<String> keyIn(List<String> subprotocols) {
            return subprotocols.stream().filter(name -> name.startsWith(KEY_PROTOCOL)).map(name -> name.substring(KEY_PROTOCOL.length())).findFirst();
        }

        @Override
        public String toString() {
            return "Knock[model " + model.orElse("none") + "]";
        }
    }

    /** The parameters of the URL that matter here. */
    record Query(Optional<String> model, Optional<String> intent) {}

    /** Whom a client without a model name gets where nobody is strict. */
    String DEFAULT_MODEL = "gpt-realtime";

    /** 3000: who you are; 4000: what you ask for (recorded). */
    int UNAUTHORISED = 3000, BAD_REQUEST = 4000;

    static Admission of(Knock knock, Access access) {
        if (knock.intent().isPresent()) {
            return away(BAD_REQUEST, "unsupported_intent", "This server serves conversation sessions only; give a model instead of intent="
                    + knock.intent().get() + ".");
        }
        return switch (access) {
            case Access.Open() -> new Admitted(knock.model().orElse(DEFAULT_MODEL));
            case Access.Strict strict -> strictly(knock, strict);
        };
    }

    private static Admission strictly(Knock knock, Access.Strict access) {
        if (knock.beta()) {
            return away(BAD_REQUEST, "beta_api_shape_disabled",
                    "The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.");
        }
        if (knock.key().isEmpty()) {
            return new TurnedAway(new ErrorDetails("invalid_request_error", Optional.empty(),
                    "Missing bearer or basic authentication in header", Optional.empty(), Optional.empty()), UNAUTHORISED);
        }
        if (!access.keys().contains(knock.key().get())) {
            return away(UNAUTHORISED, "invalid_api_key", "Incorrect API key provided: " + masked(knock.key().get()) + ".");
        }
        if (knock.model().isEmpty()) {
            return away(BAD_REQUEST, "missing_model",
                    "You must provide a model parameter, for example wss://host/v1/realtime?model=" + DEFAULT_MODEL + ".");
        }
        if (!access.models().isEmpty() && !access.models().contains(knock.model().get())) {
            return away(BAD_REQUEST, "invalid_model", "Model \"" + knock.model().get() + "\" is not supported in realtime mode.");
        }
        return new Admitted(knock.model().get());
    }

    private static Admission away(int closeCode, String code, String message) {
        return new TurnedAway(ErrorDetails.invalidRequest(code, message), closeCode);
    }

    /** At most the last four characters, as the live service shows it; short keys not at all. */
    private static String masked(String key) {
        return key.length() < 12 ? "****" : "****" + key.substring(key.length() - 4);
    }
}
