package dev.sidetone.server;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import dev.sidetone.protocol.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The session in force: owner of the effective {@code session} object. An update is merged deeply, or refused as a whole
 * (recorded: a rejected update changes nothing). Touched by the connection's thread only.
 */
final class SessionConfig {

    /** Settings that are one value even when written as an object: replaced, never merged into. */
    private static final Set<String> WHOLE =
            Set.of("format", "voice", "truncation", "tracing", "tool_choice", "prompt", "noise_reduction", "reasoning");

    private final SessionKind kind;
    private final Instant expires;
    private ObjectNode effective;

    SessionConfig(String id, SessionKind kind, Instant expires) {
        this.kind = kind;
        this.expires = expires;
        this.effective = kind.fresh(id, expires);
    }

    /**
     * @param voiceHeard whether the conversation already holds audio of the agent: then its voice stays
     * @throws Refusal when anything in it is wrong; the session is as before
     */
    void update(Json partial, boolean voiceHeard) {
        var patch = partial.node();
        kind.check(patch);
        checkAgainstSession(patch);
        var merged = effective.deepCopy();
        merge(patch, merged);
        checkDetection(merged);
        checkHints(patch, merged);
        checkTracing(merged);
        if (merged.path("instructions").asString("-").isEmpty()) {
            // Recorded: an empty text brings the stock instructions back, it does not clear them.
            merged.put("instructions", SessionDefaults.INSTRUCTIONS);
        }
        if (voiceHeard && !at(merged, "audio", "output", "voice").equals(at(effective, "audio", "output", "voice"))) {
            throw Refusal.of("cannot_update_voice", "Cannot update a conversation's voice if assistant audio is present.");
        }
        effective = merged;
    }

    private void checkAgainstSession(JsonNode patch) {
        if (patch.path("output_modalities").size() > 1 || (patch.has("output_modalities") && patch.get("output_modalities").isEmpty())) {
            throw Refusal.at("session.output_modalities", "invalid_value",
                    "Invalid modalities: choose either ['text'] or ['audio'].");
        }
        if (at(patch, "audio", "input", "transcription").isObject() && transcriptionModel().isEmpty()
                && !at(patch, "audio", "input", "transcription").has("model")) {
            throw Rule.missing("session.audio.input.transcription.model");
        }
    }

    /** Which hints each recogniser of the service takes (API reference); other names, deployments of one's own, may take any. */
    private static final Map<String, Set<String>> HINTS = Map.of(
            "gpt-transcribe", Set.of("languages", "keywords", "prompt"),
            "gpt-live-transcribe", Set.of("languages", "keywords", "prompt"),
            "gpt-4o-transcribe", Set.of("language", "prompt"),
            "gpt-4o-mini-transcribe", Set.of("language", "prompt"),
            "whisper-1", Set.of("language", "prompt"),
            "gpt-realtime-whisper", Set.of("language", "delay"));

    /** Only what this update says: a hint left over from another model is simply not used. Code and words are a guess. */
    private static void checkHints(JsonNode patch, JsonNode merged) {
        var model = at(merged, "audio", "input", "transcription", "model").asString("");
        var taken = HINTS.get(model);
        if (taken == null) return;
        for (var hint : at(patch, "audio", "input", "transcription").properties()) {
            if (hint.getKey().equals("model") || hint.getValue().isNull() || taken.contains(hint.getKey())) continue;
            var path = "session.audio.input.transcription." + hint.getKey();
            throw Refusal.at(path, "unsupported_parameter", "Unsupported parameter: '" + path + "' is not supported with the transcription model '" + model + "'.");
        }
    }

    /** That it cannot be changed once set is documented; code and words are a guess. */
    private void checkTracing(JsonNode merged) {
        var set = effective.path("tracing");
        if (set.isNull() || set.isMissingNode() || set.equals(merged.path("tracing"))) return;
        throw Refusal.at("session.tracing", "cannot_update_tracing", "Tracing of a session cannot be changed once it is set.");
    }

    /** Reported of transcription sessions only: in a conversation the same model and detection go together (recorded). */
    private void checkDetection(JsonNode merged) {
        boolean whisper = at(merged, "audio", "input", "transcription", "model").asString("").equals("gpt-realtime-whisper");
        if (kind instanceof SessionKind.Transcription && whisper && at(merged, "audio", "input", "turn_detection").isObject()) {
            throw Refusal.at("session.audio.input.turn_detection", "invalid_parameter", "Turn detection is not supported for this transcription model.");
        }
    }

    private void merge(JsonNode patch, ObjectNode into) {
        for (var field : patch.properties()) {
            var name = field.getKey();
            var value = field.getValue();
            if (!value.isObject() || WHOLE.contains(name)) {
                into.set(name, normalised(name, value));
            } else {
                merge(value, mergeTarget(name, value, into));
            }
        }
    }

    private ObjectNode mergeTarget(String name, JsonNode patch, ObjectNode parent) {
        var present = parent.get(name);
        boolean fresh = !(present instanceof ObjectNode)
                || (name.equals("turn_detection") && !present.get("type").equals(patch.get("type")));
        if (!fresh) return (ObjectNode) present;
        var target = switch (name) {
            case "turn_detection" -> patch.get("type").stringValue().equals("semantic_vad")
                    ? SessionDefaults.semanticVad()
                    : kind.serverVad();
            case "transcription" -> SessionDefaults.transcription();
            default -> parent.objectNode();
        };
        parent.set(name, target);
        return target;
    }

    private static JsonNode normalised(String name, JsonNode value) {
        return switch (name) {
            case "format" -> value.path("type").asString().equals("audio/pcm") ? SessionDefaults.pcm() : value.deepCopy();
            case "tools" -> toolsInOrder(value);
            default -> value.deepCopy();
        };
    }

    /** Recorded: functions come back as type, name, description, parameters, in whatever order they were sent. */
    private static JsonNode toolsInOrder(JsonNode tools) {
        var ordered = tools.deepCopy();
        for (var tool : ordered) {
            if (!(tool instanceof ObjectNode function) || !function.path("type").asString().equals("function")) continue;
            for (var key : List.of("type", "name", "description", "parameters")) {
                var value = function.remove(key);
                if (value != null) function.set(key, value);
            }
        }
        return ordered;
    }

    Instant expires() {
        return expires;
    }

    SessionKind kind() {
        return kind;
    }

    String instructions() {
        return effective.get("instructions").stringValue();
    }

    Modality modality() {
        return modality(effective.path("output_modalities"));
    }

    static Modality modality(JsonNode modalities) {
        return modalities.path(0).asString().equals("text") ? Modality.TEXT : Modality.AUDIO;
    }

    Json toolChoice() {
        return new Json(effective.get("tool_choice"));
    }

    List<Json> tools() {
        var tools = new ArrayList<Json>();
        effective.get("tools").forEach(tool -> tools.add(new Json(tool)));
        return tools;
    }

    boolean toolsAllowed() {
        return !effective.path("tool_choice").asString("").equals("none");
    }

    OptionalInt maxOutputTokens() {
        var limit = effective.get("max_output_tokens");
        return limit.isInt() ? OptionalInt.of(limit.intValue()) : OptionalInt.empty();
    }

    AudioFormat inputFormat() {
        return format(at(effective, "audio", "input", "format"));
    }

    AudioFormat outputFormat() {
        return format(at(effective, "audio", "output", "format"));
    }

    static AudioFormat format(JsonNode format) {
        var name = format.path("type").asString();
        for (var known : AudioFormat.values()) {
            if (known.wireName().equals(name)) return known;
        }
        return AudioFormat.PCM16;
    }

    String voice() {
        return voice(at(effective, "audio", "output", "voice"));
    }

    static String voice(JsonNode voice) {
        return voice.isString() ? voice.stringValue() : voice.path("id").asString();
    }

    double speed() {
        return at(effective, "audio", "output", "speed").asDouble(1);
    }

    ContextWindow.Truncation truncation() {
        var truncation = effective.path("truncation");
        var own = at(truncation, "token_limits", "post_instructions");
        return new ContextWindow.Truncation(!truncation.asString("").equals("disabled"), truncation.path("retention_ratio").asDouble(1),
                own.isInt() ? OptionalInt.of(own.intValue()) : OptionalInt.empty());
    }

    Optional<String> transcriptionModel() {
        return text(at(effective, "audio", "input", "transcription", "model"));
    }

    Optional<TranscriptionRequest> transcriptionOf(String itemId) {
        var transcription = at(effective, "audio", "input", "transcription");
        return transcriptionModel().map(name ->
                new TranscriptionRequest(itemId, name, text(transcription.path("language")), text(transcription.path("prompt")),
                        effective.path("include").size() > 0));
    }

    /** How turns are found; empty when the client commits by itself. */
    Optional<TurnDetector.Vad> vad() {
        var detection = at(effective, "audio", "input", "turn_detection");
        if (!detection.isObject()) return Optional.empty();
        boolean answers = kind instanceof SessionKind.Conversation;
        boolean create = answers && detection.get("create_response").booleanValue();
        boolean interrupt = answers && detection.get("interrupt_response").booleanValue();
        if (detection.get("type").stringValue().equals("semantic_vad")) {
            return Optional.of(new TurnDetector.Vad(0.5, 300, patience(detection.get("eagerness").stringValue()), create, interrupt));
        }
        return Optional.of(new TurnDetector.Vad(
                detection.get("threshold").doubleValue(), detection.get("prefix_padding_ms").intValue(),
                detection.get("silence_duration_ms").intValue(), create, interrupt));
    }

    /** After how much silence the agent speaks up by itself. */
    Optional<Duration> idleTimeout() {
        if (kind instanceof SessionKind.Transcription) return Optional.empty();
        var timeout = at(effective, "audio", "input", "turn_detection", "idle_timeout_ms");
        return timeout.isNumber() ? Optional.of(Duration.ofMillis(timeout.longValue())) : Optional.empty();
    }

    /**
     * How long {@code semantic_vad} waits after a sentence, in milliseconds. The live service waits up to 8, 4 or 2 s where a
     * sentence seems unfinished; nothing here judges that, and waiting so long after every sentence would be no conversation.
     * So eagerness only lengthens or shortens the silence. A guess: the service's waits after whole sentences are not known.
     */
    private static int patience(String eagerness) {
        return switch (eagerness) {
            case "low" -> 1_200;
            case "high" -> 300;
            default -> 600;
        };
    }

    Session told() {
        var voice = Optional.of(voice()).filter(name -> !name.isEmpty());
        return new Session(
                effective.get("id").stringValue(), kind.modelName(), List.of(modality()), inputFormat(), outputFormat(),
                voice, transcriptionModel(), new Json(effective));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private static JsonNode at(JsonNode node, String... path) {
        for (var name : path) node = node.path(name);
        return node;
    }
}
