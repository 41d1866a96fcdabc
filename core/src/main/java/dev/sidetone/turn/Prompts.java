package dev.sidetone.turn;

/** The prompts that ship with Sidetone, and the form in which users bring their own. */
public final class Prompts {

    private Prompts() {}

    public static String claimsIntake() {
        return shipped("claims-intake");
    }

    public static String verbatim() {
        return shipped("verbatim");
    }

    public static String verbatimShort() {
        return shipped("verbatim-short");
    }

    /** The file as it stands in the jar, version comment and placeholders included: what a user copies and edits. */
    public static String source(String name) {
        throw new UnsupportedOperationException();
    }

    /** Strips a first-line version comment and fills {@code {{domain_rules}}}. */
    public static String prepare(String source, String domainRules) {
        throw new UnsupportedOperationException();
    }

    private static String shipped(String name) {
        return prepare(source(name), "");
    }
}
