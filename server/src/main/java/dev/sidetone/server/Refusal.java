package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.WireProblem;
import java.util.Optional;

/**
 * A client event that cannot be followed. Thrown where the rule stands, answered in one place: the connection turns it into
 * an {@code error} event with the id of the client's event, and nothing has changed.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient WireProblem problem;

    Refusal(WireProblem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    static Refusal of(String code, String message) {
        return new Refusal(new WireProblem(code, Optional.empty(), message));
    }

    static Refusal at(String param, String code, String message) {
        return new Refusal(new WireProblem(code, Optional.of(param), message));
    }

    ErrorDetails causedBy(Optional<String> eventId) {
        var hint = problem.code().equals("unknown_parameter") ? problem.param().map(BetaNames::hint).orElse("") : "";
        return new ErrorDetails("invalid_request_error", Optional.of(problem.code()), problem.message() + hint, problem.param(), eventId);
    }
}
