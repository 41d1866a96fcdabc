package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Json;
import dev.sidetone.server.ServerSettings.Access;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a client that knocks. The upgrade itself always succeeds, as on the live service: a client that is turned
 * away gets one {@code error} event and a close frame.
 */
sealed interface Admission {

    /** @param config what the client's secret configured; absent without one */
    record Admitted(SessionKind kind, Optional<Json> config) implements Admission {}

    /** @param closeCode 3000 for a wrong key, 4000 for a wrong request */
    record TurnedAway(ErrorDetails error, int closeCode) implements Admission {
        /** {@code <error.type>.<error.code>}, as recorded. */
        String reason() {
            return error.type() + error.code().map(code -> "." + code).orElse("");
        }
    }

    /** What a client brings. The key never prints. */
    record Knock(Optional<String> key, Query query, Dialect dialect) {

        /** Browsers cannot set headers: their key comes as a subprotocol of this form. */
        private static final String KEY_PROTOCOL = "openai-insecure-api-key.";

        /** @param inHeader the key, unless it came in another way */
        static Knock of(Optional<String> inHeader, List<String> subprotocols, Query query, Dialect dialect) {
            var key = inHeader.or(() -> keyIn(subprotocols));
            boolean beta = dialect == Dialect.GA && subprotocols.stream().anyMatch(name -> name.startsWith("openai-beta."));
            return new Knock(key, query, beta ? Dialect.BETA : dialect);
        }

        Optional<String> model() {
            return query.model();
        }

        Optional<String> intent() {
            return query.intent();
        }

        private static Optional<String> keyIn(List<String> subprotocols) {
            return subprotocols.stream().filter(name -> name.startsWith(KEY_PROTOCOL)).map(name -> name.substring(KEY_PROTOCOL.length())).findFirst();
        }

        @Override
        public String toString() {
            return "Knock[model " + model().orElse("none") + "]";
        }
    }

    /** The parameters of the URL that matter here. */
    record Query(Optional<String> model, Optional<String> intent, Optional<String> callId) {}

    /** Whom a client without a model name gets where nobody is strict. */
    String DEFAULT_MODEL = "gpt-realtime";

    /** 3000: who you are; 4000: what you ask for (recorded). */
    int UNAUTHORISED = 3000, BAD_REQUEST = 4000;

    /** @param secrets by which a client may come in, too, and which say what its session is */
    static Admission of(Knock knock, Access access, ClientSecrets secrets) {
        if (knock.dialect() == Dialect.VOICE_LIVE) return voiceLive();
        var start = knock.key().flatMap(secrets::start);
        var refused = access instanceof Access.Strict strict ? refused(knock, strict, start) : Optional.<Admission>empty();
        return refused.orElseGet(() -> start.map(begun -> begin(knock, begun)).orElseGet(() -> asked(knock)));
    }

    /** A secret's own session, whatever model the URL names; a URL that wants another type is a mistake. Both are guesses. */
    private static Admission begin(Knock knock, ClientSecrets.Start start) {
        var type = knock.intent().or(() -> knock.model().map(named -> "realtime")).orElse(start.kind().type());
        if (!type.equals(start.kind().type())) {
            return away(BAD_REQUEST, "invalid_parameter", "This client secret was made for a session of type '" + start.kind().type() + "'.");
        }
        return new Admitted(start.kind(), start.config());
    }

    /** What is asked for, however strict the door. */
    private static Admission asked(Knock knock) {
        if (knock.query().callId().isPresent()) {
            // Calls over WebRTC and SIP are not served here; code and words are ours.
            return away(BAD_REQUEST, "invalid_call_id", "There is no call '" + knock.query().callId().get() + "' to attach to: this server takes calls by WebSocket only.");
        }
        if (knock.intent().isEmpty()) return new Admitted(new SessionKind.Conversation(knock.model().orElse(DEFAULT_MODEL)), Optional.empty());
        if (!knock.intent().get().equals("transcription")) {
            return away(BAD_REQUEST, "invalid_intent", "There is no intent '" + knock.intent().get() + "'; give a model, or intent=transcription.");
        }
        if (knock.model().isPresent()) {
            // Reported words; the code is a guess.
            return away(BAD_REQUEST, "invalid_parameter", "You must not provide a model parameter for transcription sessions.");
        }
        return new Admitted(new SessionKind.Transcription(), Optional.empty());
    }

    /** Its events have other names, so that its clients would wait for ever. Code and words are ours. */
    private static Admission voiceLive() {
        return away(BAD_REQUEST, "unsupported_api",
                "This server speaks the Realtime API and not Azure Voice Live: connect a client of that API to " + Door.PATH + ".");
    }

    private static Optional<Admission> refused(Knock knock, Access.Strict access, Optional<ClientSecrets.Start> start) {
        if (knock.dialect() == Dialect.BETA) {
            return Optional.of(away(BAD_REQUEST, "beta_api_shape_disabled",
                    "The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API."));
        }
        if (start.isEmpty()) {
            var unknown = unknown(knock.key(), access);
            if (unknown.isPresent()) return Optional.of(new TurnedAway(unknown.get(), UNAUTHORISED));
        }
        if (knock.model().isEmpty() && knock.intent().isEmpty() && start.isEmpty()) {
            return Optional.of(away(BAD_REQUEST, "missing_model",
                    "You must provide a model parameter, for example wss://host/v1/realtime?model=" + DEFAULT_MODEL + "."));
        }
        var wanted = start.map(ClientSecrets.Start::kind).map(SessionKind::modelName).orElseGet(knock::model);
        var recogniser = wanted.filter(model -> model.contains("transcribe") || model.contains("whisper"));
        if (recogniser.isPresent()) {
            // Reported words; the code is a guess.
            return Optional.of(away(BAD_REQUEST, "invalid_model", "Model \"" + recogniser.get()
                    + "\" is a transcription model and cannot be used as the realtime session model. Connect with intent=transcription instead."));
        }
        return wanted.filter(model -> !access.models().isEmpty() && !access.models().contains(model))
                .map(model -> away(BAD_REQUEST, "invalid_model", "Model \"" + model + "\" is not supported in realtime mode."));
    }

    /** Why a key does not open this door; empty when it does. */
    static Optional<ErrorDetails> unknown(Optional<String> key, Access.Strict access) {
        if (key.isEmpty()) {
            return Optional.of(new ErrorDetails("invalid_request_error", Optional.empty(),
                    "Missing bearer or basic authentication in header", Optional.empty(), Optional.empty()));
        }
        return key.filter(given -> !access.keys().contains(given))
                .map(given -> ErrorDetails.invalidRequest("invalid_api_key", "Incorrect API key provided: " + masked(given) + "."));
    }

    private static Admission away(int closeCode, String code, String message) {
        return new TurnedAway(ErrorDetails.invalidRequest(code, message), closeCode);
    }

    /** At most the last four characters, as the live service shows it; short keys not at all. */
    private static String masked(String key) {
        return key.length() < 12 ? "****" : "****" + key.substring(key.length() - 4);
    }
}
