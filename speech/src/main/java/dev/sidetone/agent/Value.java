package dev.sidetone.agent;

/**
 * What a field of the form holds, and how sure it is.
 *
 * @param text as it would be written; empty when the caller does not know
 */
public record Value(String text, Standing standing) {

    /** How a value came to be known. */
    public enum Standing {
        /** Said once. */
        HEARD,
        /** Asked back without a clear answer: a person has to check it. */
        UNCHECKED,
        /** Spelled letter by letter. */
        SPELLED,
        /** Read back to the caller, who agreed. */
        CONFIRMED,
        /** The caller does not know it or will not say. */
        UNKNOWN
    }

    static Value unknown() {
        return new Value("", Standing.UNKNOWN);
    }

    boolean known() {
        return standing != Standing.UNKNOWN;
    }

    /** After the caller agreed. A spelled value stays spelled, which says more about its letters. */
    Value confirmed() {
        return known() && standing != Standing.SPELLED ? new Value(text, Standing.CONFIRMED) : this;
    }

    /** What a caller says is personal data: only its standing is printed. */
    @Override
    public String toString() {
        return "Value[" + text.length() + " chars, " + standing + "]";
    }
}
