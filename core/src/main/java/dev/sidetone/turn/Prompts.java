package dev.sidetone.turn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The prompts that ship with Sidetone, and the form in which users bring their own: the first line may be a version comment
 * ({@code <!-- … -->}), which is never sent, and <code>{{domain_rules}}</code> marks where rules of the trade go.
 */
public final class Prompts {

    private static final String DOMAIN_RULES = "{{domain_rules}}";

    /** What {@link #source} knows. */
    public static final List<String> NAMES =
            List.of("claims-intake", "verbatim", "verbatim-domain-claims", "verbatim-short", "summary", "extract", "check");

    private Prompts() {}

    /** The agent that takes down a claim by telephone. */
    public static String claimsIntake() {
        return prepare(source("claims-intake"), "");
    }

    /** The transcriber, without rules of any trade. */
    public static String verbatim() {
        return verbatim("");
    }

    /** The transcriber's rules for insurance claims: how a policy number is written. */
    public static String claimsRules() {
        return prepare(source("verbatim-domain-claims"), "");
    }

    /** @param domainRules of the trade, such as how a policy number is written; empty for none */
    public static String verbatim(String domainRules) {
        return prepare(source("verbatim"), domainRules);
    }

    /** The transcriber's rules in brief, for requests that carry the long ones already. */
    public static String verbatimShort() {
        return prepare(source("verbatim-short"), "");
    }

    /** The transcriber in few words, for the second request after a doubted answer. @param domainRules as for {@link #verbatim(String)} */
    public static String verbatimStrict(String domainRules) {
        return prepare(source("verbatim-strict"), domainRules);
    }

    /**
     * The instructions of a session that shares its prefix with the requests for transcripts ({@link ContextPolicy.SharedPrefix}): the
     * agent's, then the transcriber's, said to hold only on demand. Each reply of the agent pays for both, mostly cached.
     */
    public static String shared(String agent, String transcriber) {
        return prepare(source("shared-prefix"), "").replace("{{agent}}", agent).replace("{{transcriber}}", transcriber);
    }

    /**
     * A shipped prompt as it stands in the jar, version comment and placeholder included: what a user copies and edits.
     *
     * @throws IllegalArgumentException when no prompt has this name
     */
    public static String source(String name) {
        try (var in = Prompts.class.getResourceAsStream("prompts/" + name + ".md")) {
            if (in == null) throw new IllegalArgumentException("no prompt \"" + name + "\" ships with this build (dev/sidetone/turn/prompts/" + name + ".md)");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the prompt \"" + name + "\" cannot be read from the jar", e);
        }
    }

    /** What is sent of a prompt: without its version comment, with the rules of the trade in their place. */
    public static String prepare(String source, String domainRules) {
        var text = source.startsWith("\ufeff") ? source.substring(1) : source;
        if (text.startsWith("<!--") && text.contains("-->")) text = text.substring(text.indexOf("-->") + 3);
        return text.replace(DOMAIN_RULES, domainRules.strip()).replaceAll("\\n{3,}", "\n\n").strip();
    }
}
