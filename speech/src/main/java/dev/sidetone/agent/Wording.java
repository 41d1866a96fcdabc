package dev.sidetone.agent;

import dev.sidetone.agent.Form.Field;
import dev.sidetone.agent.Form.Phase;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts what is known into the form's sentences. */
record Wording(Form form, Map<String, Value> values) {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_.]+)}");

    /** A sentence of the form's own, with nothing of one field in it. */
    String says(String occasion, int turn) {
        return fill(form.says(occasion, turn), new HashMap<>());
    }

    /** A sentence of the form's own about a field. */
    String says(String occasion, Field field) {
        return about(field, form.says(occasion, 0));
    }

    /** The field's sentence for an occasion, the one for its present value first ("ack_yes"); "" when it has none. */
    String of(Field field, String occasion) {
        var value = values.get(field.id());
        var special = value == null ? field.says(occasion) : field.says(occasion + "_" + value.text()).or(() -> field.says(occasion));
        return special.map(sentence -> about(field, sentence)).orElse("");
    }

    String check(Phase phase, boolean again) {
        var extra = new HashMap<String, String>();
        extra.put("summary", summary(phase.fields()));
        extra.put("everything", summary(form.fields().values()));
        return fill(again ? phase.checkAgain() : phase.check(), extra);
    }

    String attempt(String heard) {
        return fill(form.says("attempt", 0), new HashMap<>(Map.of("value", heard)));
    }

    private String about(Field field, String sentence) {
        var extra = new HashMap<String, String>();
        extra.put("label", field.label());
        extra.put("reason", field.says("reason").orElse(""));
        var value = values.get(field.id());
        extra.put("value", value == null ? "" : value.text());
        return fill(sentence, extra);
    }

    /** Short sentences, one for each thing that is known: they are easier to follow by ear than one long one. */
    private String summary(Collection<Field> fields) {
        return fields.stream().filter(field -> values.containsKey(field.id()) && values.get(field.id()).known())
                .map(field -> of(field, "read_back")).filter(sentence -> !sentence.isEmpty())
                .map(sentence -> sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1)).collect(Collectors.joining(". "));
    }

    private String fill(String sentence, Map<String, String> extra) {
        extra.put("agent", form.agent());
        values.forEach((id, value) -> {
            extra.put(id, value.text());
            String last = value.text().substring(value.text().lastIndexOf(' ') + 1);
            extra.put(id + ".letters", String.join("-", last.toUpperCase(Locale.ROOT).split("")));
        });
        String filled = PLACE.matcher(sentence)
                .replaceAll(place -> Matcher.quoteReplacement(extra.getOrDefault(place.group(1), "")));
        return filled.replaceAll("\\.{2,}", ".").strip();
    }
}
