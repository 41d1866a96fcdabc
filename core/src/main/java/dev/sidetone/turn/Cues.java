package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of plain text of which one stands wherever a regular expression is found. To look for them takes a small part of the time that the expression
 * takes, and hardly any sentence has one. Only what is certain counts: of what may be missing, of classes and of assertions nothing is asked.
 */
final class Cues {

    private static final String QUANTIFIERS = "*?+{";
    /** Escapes of one letter; behind others stands more that is no plain text. */
    private static final String ESCAPES = "bBdDsSwWnt";

    private final String regex;
    private int at;

    private Cues(String regex) {
        this.regex = regex;
    }

    /** @return empty where nothing certain is known */
    static List<String> of(String regex) {
        return new Cues(regex).alternatives();
    }

    /** Up to a closing bracket or the end: one of what any alternative asks for. */
    private List<String> alternatives() {
        var all = new ArrayList<String>();
        boolean certain = true;
        do {
            var one = sequence();
            certain &= !one.isEmpty();
            all.addAll(one);
        } while (next('|'));
        return certain ? all : List.of();
    }

    /** The most telling of what stands in a row. */
    private List<String> sequence() {
        var best = List.<String>of();
        while (at < regex.length() && "|)".indexOf(regex.charAt(at)) < 0) {
            var found = part();
            if (shortest(found) > shortest(best)) best = found;
        }
        return best;
    }

    private List<String> part() {
        if (next('(')) {
            var inside = group();
            return optional() ? List.of() : inside;
        }
        if (isPlain()) return plain();
        if (next('[')) {
            while (!next(']')) at += regex.charAt(at) == '\\' ? 2 : 1;
        } else {
            if (next('\\')) checkEscape(regex.charAt(at));
            at++;
        }
        optional();
        return List.of();
    }

    private void checkEscape(char escaped) {
        if (Character.isLetterOrDigit(escaped) && ESCAPES.indexOf(escaped) < 0) throw new IllegalArgumentException("an escape of another kind: " + regex);
    }

    private List<String> group() {
        boolean asserts = regex.startsWith("?", at) && !regex.startsWith("?:", at);
        if (regex.startsWith("?", at)) at += 2;
        var inside = alternatives();
        at++;
        return asserts ? List.of() : inside;
    }

    private List<String> plain() {
        var text = new StringBuilder();
        while (isPlain()) {
            text.append(regex.charAt(at++));
            if (at >= regex.length() || QUANTIFIERS.indexOf(regex.charAt(at)) < 0) continue;
            if (optional()) text.setLength(text.length() - 1);
            break;
        }
        return text.isEmpty() ? List.of() : List.of(text.toString());
    }

    private boolean isPlain() {
        return at < regex.length() && (regex.charAt(at) == ' ' || regex.charAt(at) == '\'' || Character.isLetterOrDigit(regex.charAt(at)));
    }

    /** Reads a quantifier, if there is one. @return whether what stands before it may be missing */
    private boolean optional() {
        if (at >= regex.length() || QUANTIFIERS.indexOf(regex.charAt(at)) < 0) return false;
        boolean missing = regex.charAt(at) != '+';
        at = regex.charAt(at) == '{' ? regex.indexOf('}', at) + 1 : at + 1;
        next('?');
        return missing;
    }

    private boolean next(char sign) {
        if (at >= regex.length() || regex.charAt(at) != sign) return false;
        at++;
        return true;
    }

    private static int shortest(List<String> cues) {
        return cues.stream().mapToInt(String::length).min().orElse(0);
    }
}
