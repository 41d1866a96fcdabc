package dev.sidetone.agent;

import java.util.Optional;
import java.util.regex.Pattern;

/** Policy and phone numbers in what was heard. Nothing is repaired: what does not fit is not a number. */
final class Identifiers {

    // The pattern of prompts/claims-intake.md: four, a hyphen, four. One digit at least, or a spelled name of eight letters would fit.
    private static final Pattern POLICY = Pattern.compile("(?=.*\\d)([A-Z\\d]{4})-?([A-Z\\d]{4})");
    private static final Pattern PHONE = Pattern.compile("1?(\\d{3})(\\d{3})(\\d{4})");

    private Identifiers() {}

    /** The last policy number said, as {@code XXXX-XXXX}: whoever corrects himself says the right one last. */
    static Optional<String> policyNumber(Words words) {
        return Characters.in(words).reversed().stream().map(characters -> POLICY.matcher(characters.text()))
                .filter(java.util.regex.Matcher::matches).map(match -> match.group(1) + "-" + match.group(2)).findFirst();
    }

    /** The last phone number of ten digits, with or without a leading 1, as {@code 415-555-0172}. */
    static Optional<String> phoneNumber(Words words) {
        return Characters.in(words).reversed().stream().map(characters -> PHONE.matcher(characters.lettersAndDigits()))
                .filter(java.util.regex.Matcher::matches)
                .map(match -> match.group(1) + "-" + match.group(2) + "-" + match.group(3)).findFirst();
    }

    /** Characters that were meant as a number and are too few or too many for it, for saying so. */
    static Optional<String> attempt(Words words) {
        return Characters.in(words).stream().map(Characters::text)
                .filter(text -> text.length() >= 3 && text.chars().anyMatch(Character::isDigit))
                .reduce((first, second) -> second);
    }
}
