package dev.sidetone.agent;

import dev.sidetone.agent.Asked.About;
import dev.sidetone.agent.Form.Field;
import dev.sidetone.agent.Form.Kind;
import dev.sidetone.agent.Form.Phase;
import dev.sidetone.agent.Understanding.Found;
import dev.sidetone.agent.Value.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller has answered so far, and which question of the form is open next. Owned by one {@link Dialogue}. */
final class Answers {

    /** The id under which the caller's last words are kept when there was something to add. */
    private static final String ADDITIONAL = "additional";

    private final Form form;
    private final Map<String, Value> values = new LinkedHashMap<>();
    /** Phases that were read back and agreed to, or left open. */
    private final Set<Phase> done = new HashSet<>();
    /** Fields of which only a part was given, and whose rest was asked for: that is asked once. */
    private final Set<Field> restAsked = new HashSet<>();

    Answers(Form form) {
        this.form = form;
    }

    /** A live view, in the order the values came. */
    Map<String, Value> values() {
        return Collections.unmodifiableMap(values);
    }

    boolean has(Field field) {
        return values.containsKey(field.id()) && values.get(field.id()).known();
    }

    /** Values that were spelled or confirmed, one line each. */
    List<String> established() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().standing() == Standing.SPELLED || entry.getValue().standing() == Standing.CONFIRMED)
                .map(entry -> entry.getKey().replace('_', ' ') + ": " + entry.getValue().text() + " ("
                        + entry.getValue().standing().name().toLowerCase(Locale.ROOT) + ")").toList();
    }

    /** Takes values and returns what to say about them; nothing about a value that is read back next anyway. */
    String take(Map<Field, Found> found, Asked asked, Wording wording) {
        var replies = new ArrayList<String>();
        found.forEach((field, value) -> {
            values.put(field.id(), merged(field, value, asked));
            if (!toConfirm(field) && !incomplete(field)) replies.add(wording.of(field, "ack"));
        });
        String all = replies.stream().filter(reply -> !reply.isEmpty()).distinct().collect(Collectors.joining(" "));
        return all.isEmpty() && !replies.isEmpty() ? wording.says("thanks", 0) : all;
    }

    /** A first name that answers the question for it joins the last name that is there. */
    private Value merged(Field field, Found found, Asked asked) {
        var before = values.get(field.id());
        boolean rest = before != null && restAsked.contains(field) && asked instanceof About && isPart(before.text())
                && isPart(found.text()) && !before.text().equalsIgnoreCase(found.text());
        boolean spelled = found.spelled() || rest && before.standing() == Standing.SPELLED;
        return new Value(rest ? found.text() + " " + before.text() : found.text(), spelled ? Standing.SPELLED : Standing.HEARD);
    }

    void unknown(Field field) {
        values.put(field.id(), Value.unknown());
    }

    void forget(Field field) {
        values.remove(field.id());
    }

    void add(String words) {
        values.put(ADDITIONAL, new Value(words, Standing.HEARD));
    }

    void confirm(Field field) {
        values.computeIfPresent(field.id(), (id, value) -> value.confirmed());
    }

    /** Confirms what was read back of a phase and of those before it. */
    void confirm(Phase phase) {
        done.add(phase);
        for (var agreed : form.phases()) {
            agreed.fields().stream().filter(Answers::readBack).forEach(this::confirm);
            if (agreed.equals(phase)) return;
        }
    }

    /** Goes on without an answer: what was heard stays, to be checked by a person. */
    void leave(Field field) {
        values.merge(field.id(), Value.unknown(), (value, none) -> new Value(value.text(), Standing.UNCHECKED));
    }

    void leave(Phase phase) {
        done.add(phase);
    }

    /** The first open question in the order of the form. */
    Asked next() {
        for (var phase : form.phases()) {
            if (done.contains(phase)) continue;
            for (var field : phase.fields()) {
                if (!applies(field)) continue;
                if (!values.containsKey(field.id()) || incomplete(field)) return new About(field);
                if (toConfirm(field)) return new Asked.Confirm(field);
            }
            return new Asked.Check(phase);
        }
        return new Asked.More();
    }

    /** Whether only a part of a name is known and its rest is to be asked for now; true once for each field. */
    boolean askForRest(Field field) {
        return incomplete(field) && restAsked.add(field);
    }

    private boolean applies(Field field) {
        return field.rules().onlyIf().entrySet().stream().allMatch(rule -> {
            var value = values.get(rule.getKey());
            if (value == null) return false;
            return value.known() ? value.text().equals(rule.getValue()) : rule.getValue().equals("unknown");
        });
    }

    private boolean toConfirm(Field field) {
        return field.says("confirm").isPresent() && values.get(field.id()).standing() == Standing.HEARD;
    }

    private boolean incomplete(Field field) {
        return field.kind() == Kind.NAME && field.says("more").isPresent() && has(field) && isPart(values.get(field.id()).text())
                && !restAsked.contains(field);
    }

    private static boolean readBack(Field field) {
        return field.said().keySet().stream().anyMatch(occasion -> occasion.startsWith("read_back"));
    }

    private static boolean isPart(String name) {
        return !name.isEmpty() && !name.contains(" ");
    }
}
