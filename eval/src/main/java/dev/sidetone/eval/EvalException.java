package dev.sidetone.eval;

/** Something given to an evaluation that cannot be used. One line: what is wrong, with what, what to do. */
public final class EvalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Whose fault it is, as far as a program's exit code goes. */
    public enum Kind {
        /** A dataset, journal or report that does not say what it should. */
        INPUT,
        /** Options that do not go together. */
        USAGE,
        /** A file that cannot be written. */
        OUTPUT
    }

    private final Kind kind;

    EvalException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static EvalException input(String message) {
        return new EvalException(Kind.INPUT, message);
    }

    static EvalException usage(String message) {
        return new EvalException(Kind.USAGE, message);
    }

    static EvalException output(java.nio.file.Path file, java.io.IOException why) {
        var reason = why instanceof java.nio.file.FileSystemException told && told.getReason() != null ? told.getReason()
                : why.getClass().getSimpleName();
        return new EvalException(Kind.OUTPUT, "cannot write " + file + " (" + reason + "); choose another place");
    }

    public Kind kind() {
        return kind;
    }
}
