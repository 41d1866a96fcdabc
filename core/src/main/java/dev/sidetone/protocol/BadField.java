package dev.sidetone.protocol;

/** A field that breaks a rule; caught at the reader's door and turned into a {@code Malformed}. Carries no stack: it is an answer, not a fault. */
final class BadField extends RuntimeException {

    private static final long serialVersionUID = 1;

    final transient WireProblem problem;

    BadField(WireProblem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }
}
