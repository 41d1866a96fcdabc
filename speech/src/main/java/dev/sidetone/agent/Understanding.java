package dev.sidetone.agent;

import dev.sidetone.agent.Form.Field;
import dev.sidetone.agent.Form.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one turn says about the fields of a form: the answer to the question, and whatever else it tells. Pure; it never
 * completes a value that was not said in full.
 *
 * @param asked the question the turn came after
 * @param known what is known so far
 */
record Understanding(Form form, Asked asked, Map<String, Value> known) {

    // Fewer words than this name a kind of claim ("I would like to report a car accident"); more say what happened.
    private static final int ENOUGH_TO_TELL = 10;

    // One or two words without a figure ("okay", "well yes") tell nothing.
    private static final int SHORTEST_TEXT = 3;

    record Found(String text, boolean spelled) {
        static Found of(String text) {
            return new Found(text, false);
        }
    }

    /** All that can be taken from the turn, in the form's order. Values already known are found again only when meant. */
    Map<Field, Found> of(Words words) {
        var found = new LinkedHashMap<Field, Found>();
        for (var field : form.fields().values()) {
            var value = asked.isAbout(field) ? answer(field, words) : aside(field, words);
            value.filter(v -> mayReplace(field, v, words)).ifPresent(v -> found.put(field, v));
        }
        return found;
    }

    /** A name or a free text said as nothing but the answer; only for turns that mean nothing else. */
    Optional<Found> loose(Field field, Words words) {
        return switch (field.kind()) {
            case NAME -> PersonName.answered(words).map(name -> new Found(name.text(), name.spelled()));
            case TEXT -> Optional.of(String.join(" ", words.written()))
                    .filter(text -> words.size() >= SHORTEST_TEXT || text.matches(".*\\d.*")).map(Found::of);
            case POLICY, PHONE, DATE, TIME, CHOICE, YES_NO, CODE -> Optional.empty();
        };
    }

    /** The field a turn speaks of by name, the longest name first: "policy number" before "number". */
    Optional<Field> named(Words words) {
        Field best = null;
        int length = 0;
        for (var field : form.fields().values()) {
            for (String name : field.called()) {
                if (name.length() > length && words.has(name)) {
                    best = field;
                    length = name.length();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private Optional<Found> answer(Field field, Words words) {
        return switch (field.kind()) {
            case NAME -> named(words, field);
            case POLICY -> Identifiers.policyNumber(words).map(Found::of);
            case PHONE -> Identifiers.phoneNumber(words).map(Found::of);
            case DATE -> WhenSaid.date(words).map(Found::of);
            case TIME -> WhenSaid.time(words).map(Found::of);
            case CHOICE -> choice(field, words);
            case YES_NO -> topic(field, words).or(() -> plain(words));
            case CODE -> Identifiers.attempt(words).map(Found::of);
            case TEXT -> Optional.empty();
        };
    }

    private Optional<Found> aside(Field field, Words words) {
        boolean missing = !known.containsKey(field.id());
        boolean meant = missing || correcting(words) || named(words).filter(field::equals).isPresent();
        return switch (field.kind()) {
            case NAME -> PersonName.volunteered(words).map(name -> new Found(name.text(), name.spelled()));
            case POLICY -> Identifiers.policyNumber(words).map(Found::of);
            case PHONE -> Identifiers.phoneNumber(words).map(Found::of);
            case DATE -> ofIncident(words) ? WhenSaid.date(words).map(Found::of) : Optional.empty();
            case TIME -> askedWhen() || !missing && meant || ofIncident(words) && WhenSaid.date(words).isPresent()
                    ? WhenSaid.time(words).map(Found::of) : Optional.empty();
            case CHOICE -> meant ? choice(field, words) : Optional.empty();
            case YES_NO -> meant ? topic(field, words) : Optional.empty();
            case CODE -> !missing && meant ? Identifiers.attempt(words).map(Found::of) : Optional.empty();
            case TEXT -> missing ? story(field, words) : Optional.empty();
        };
    }

    /** In a read-back "no, Becker, B-E-C-K-E-R" corrects, "yes, Becker is right" does not. */
    private Optional<Found> named(Words words, Field field) {
        boolean confirming = asked instanceof Asked.Confirm;
        var name = confirming && YesNo.in(words).isPresent() ? PersonName.volunteered(words).or(() -> spelledOnly(words)) : PersonName.volunteered(words);
        return name.map(n -> new Found(n.text(), n.spelled()));
    }

    private static Optional<PersonName> spelledOnly(Words words) {
        return PersonName.answered(words).filter(PersonName::spelled);
    }

    /** A date of birth, named so or given where a text was asked for, is not the day of the incident. */
    private boolean ofIncident(Words words) {
        boolean askedForText = asked instanceof Asked.About(var field) && field.kind() == Kind.TEXT && !field.rules().optional();
        return !askedForText && !words.has("birth") && !words.has("born") && !words.has("birthday");
    }

    private boolean askedWhen() {
        return asked instanceof Asked.About(var field) && (field.kind() == Kind.DATE || field.kind() == Kind.TIME);
    }

    boolean correcting(Words words) {
        return form.hears("correction", words);
    }

    private boolean mayReplace(Field field, Found found, Words words) {
        var before = known.get(field.id());
        if (before == null || asked.isAbout(field)) return true;
        boolean readBack = asked instanceof Asked.Check || asked instanceof Asked.Change;
        boolean unmistakable = switch (field.kind()) {
            case NAME, POLICY, PHONE, DATE, TIME -> true;
            case CHOICE, YES_NO, CODE, TEXT -> false;
        };
        boolean meant = correcting(words) || readBack && unmistakable || named(words).filter(field::equals).isPresent();
        return meant && !before.text().equals(found.text());
    }

    /** The option with the most of its phrases in the turn; the first of equals. */
    private static Optional<Found> choice(Field field, Words words) {
        String best = "";
        long most = 0;
        for (var option : field.phrases().entrySet()) {
            long hits = option.getValue().stream().filter(words::has).count();
            if (hits > most) {
                best = option.getKey();
                most = hits;
            }
        }
        return most > 0 ? Optional.of(Found.of(best)) : Optional.empty();
    }

    private static Optional<Found> topic(Field field, Words words) {
        return new Topic(field.phrases().get("yes"), field.phrases().get("no")).in(words).map(Understanding::asFound);
    }

    /**
     * A plain yes or no as the answer. "No, nobody was hurt" after a question about the car is no answer to that question,
     * "yes, and nobody was hurt" is.
     */
    private Optional<Found> plain(Words words) {
        boolean aboutOther = form.fields().values().stream()
                .anyMatch(field -> field.kind() == Kind.YES_NO && !asked.isAbout(field) && topic(field, words).isPresent());
        boolean joined = List.of("and", "but").contains(words.withoutLeadingFillers().at(1));
        return aboutOther && !joined ? Optional.empty() : YesNo.in(words).map(Understanding::asFound);
    }

    private static Found asFound(YesNo answer) {
        return Found.of(answer == YesNo.YES ? "yes" : "no");
    }

    /** What happened, told at length in answer to the greeting or to the field it goes with. */
    private Optional<Found> story(Field field, Words words) {
        boolean place = asked instanceof Asked.Opening
                || asked instanceof Asked.About(var about) && field.rules().with().filter(about.id()::equals).isPresent();
        boolean told = field.rules().with().isPresent() && place && words.size() >= ENOUGH_TO_TELL;
        return told ? Optional.of(Found.of(String.join(" ", words.written()))) : Optional.empty();
    }
}
