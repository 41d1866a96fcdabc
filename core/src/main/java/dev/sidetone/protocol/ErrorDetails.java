package dev.sidetone.protocol;

import java.util.Optional;

/**
 * An error as a peer tells it.
 *
 * @param type for instance {@code invalid_request_error}
 * @param eventId the client event that caused it, when that had an id
 */
public record ErrorDetails(
        String type, Optional<String> code, String message, Optional<String> param, Optional<String> eventId) {

    public static ErrorDetails invalidRequest(String code, String message) {
        return new ErrorDetails("invalid_request_error", Optional.of(code), message, Optional.empty(), Optional.empty());
    }

    /** The code, or the type where there is none. */
    public String inShort() {
        return code.orElse(type);
    }

    /** The peer's own words may quote what was said or a key: only the kind is printed. */
    @Override
    public String toString() {
        return "ErrorDetails[" + type + code.map(c -> "." + c).orElse("") + param.map(p -> " at " + p).orElse("") + "]";
    }
}
