package dev.sidetone.llm;

import dev.sidetone.server.ModelFailure;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes wrong with an endpoint, in one line that says what to do. Of the endpoint's own words only its error code is
 * repeated: a message may quote the prompt, or the key.
 */
record Trouble(LlmEndpoint endpoint) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    ModelFailure unreachable() {
        return failure("llm_unreachable", "Nobody answers at the language model's address " + endpoint.name() + ": start it, or correct the address.");
    }

    ModelFailure untrusted() {
        return failure("llm_tls", "The certificate or TLS of " + endpoint.name() + " is not accepted: correct the address, or let Java trust the certificate.");
    }

    ModelFailure silent() {
        return failure("llm_timeout", "The language model " + endpoint + " was silent for " + endpoint.patience().toSeconds()
                + " s: look at its load, or allow it more time.");
    }

    ModelFailure cutOff() {
        return failure("llm_cut_off", "The language model " + endpoint + " broke off in the middle of its answer: ask again, or look at its log.");
    }

    ModelFailure malformed() {
        return failure("llm_malformed", "What came from " + endpoint.name() + " is no chat completion: check that the address is one of an OpenAI-compatible endpoint.");
    }

    ModelFailure empty(boolean reasoned) {
        return reasoned
                ? failure("llm_empty", "The language model " + endpoint + " only reasoned and gave no answer: raise its limit, or turn its reasoning off.")
                : failure("llm_empty", "The language model " + endpoint + " gave an empty answer: ask again, or look at the instructions.");
    }

    ModelFailure badCall() {
        return failure("llm_bad_call", "The language model " + endpoint + " called a function in a form that cannot be followed:"
                + " ask again, or choose a model that is good with tools.");
    }

    ModelFailure noCall() {
        return failure("llm_no_call", "The language model " + endpoint + " was to call a function and did not: choose a model or server that follows tool_choice.");
    }

    /** An error that the endpoint tells in the middle of a stream that began well. */
    ModelFailure reported(JsonNode error) {
        return failure("llm_error", "The language model " + endpoint + " reported an error while it answered" + code(error).map(code -> " (" + code + ")").orElse("")
                + ": ask again, or look at its log.");
    }

    ModelFailure refused(int status, String body) {
        var error = error(body);
        var code = error.flatMap(this::code);
        var why = " (HTTP " + status + code.map(word -> ", " + word).orElse("") + ")";
        if (code.filter(word -> word.contains("context")).isPresent()) {
            return failure("context_length_exceeded", "The conversation is longer than the language model " + endpoint + " can read" + why
                    + ": give it more context, or set the session's truncation.");
        }
        return switch (status) {
            case 401, 403 -> failure("llm_key_refused", endpoint.key().isPresent()
                    ? endpoint.name() + " refuses the key" + why + ": set the right one."
                    : endpoint.name() + " wants a key" + why + ": set one.");
            case 404 -> error.isPresent()
                    ? failure("llm_model_unknown", endpoint.name() + " does not know the model " + endpoint.model() + why + ": install it there, or name another.")
                    : failure("llm_model_unknown", "There is no chat endpoint at " + endpoint.chat().getPath() + " of " + endpoint.name() + why + ": correct the address.");
            case 429 -> failure("llm_rate_limited", endpoint.name() + " takes no more requests for now" + why + ": wait, or raise its limit or quota.");
            default -> status >= 500
                    ? failure("llm_server_error", "The language model " + endpoint + " failed" + why + ": ask again, or look at its log.")
                    : failure("llm_refused", "The language model " + endpoint + " refuses the request" + why + ": look at its log for the reason.");
        };
    }

    private static Optional<JsonNode> error(String body) {
        try {
            var node = JsonMapper.shared().readTree(body);
            if (!node.isObject()) return Optional.empty();
            // Some servers put the error's fields at the top.
            return node.has("error") ? Optional.of(node.get("error")) : Optional.of(node).filter(flat -> flat.has("message"));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<String> code(JsonNode error) {
        return Optional.of(error.path("code").asString("")).filter(this::showable)
                .or(() -> Optional.of(error.path("type").asString("")).filter(this::showable));
    }

    private boolean showable(String word) {
        return CODE.matcher(word).matches() && endpoint.key().filter(word::contains).isEmpty();
    }

    private static ModelFailure failure(String code, String message) {
        return new ModelFailure(code, message);
    }
}
