package dev.sidetone.server;

import java.util.Locale;

/** A response that ends before it is complete, though nothing failed. What was put out until then stands. */
public final class ModelCut extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** {@code status_details.reason} of an incomplete response. */
    public enum Reason {
        MAX_OUTPUT_TOKENS, CONTENT_FILTER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    public ModelCut(Reason reason) {
        super(reason.word(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
