package dev.sidetone.server;

/** A response that the model cannot make. Its message reaches the client: one sentence, no speech in it. */
public final class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    /** @param code as in {@code status_details.error.code}, for instance {@code server_error} */
    public ModelFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
