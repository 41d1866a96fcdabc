package dev.sidetone.agent;

import dev.sidetone.agent.Asked.*;
import dev.sidetone.agent.Form.Field;
import dev.sidetone.agent.Form.Phase;
import dev.sidetone.agent.Understanding.Found;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call, held along a {@link Form}: what the caller said goes in, what the agent says comes out. It stands in for a language
 * model: it looks for the next open question after each turn, takes whatever answers it recognises in whatever order they come,
 * reads back, corrects, and leaves open what the caller does not know.
 *
 * <p>Pure: no clock, no I/O. One call, one instance, one thread at a time.
 */
public final class Dialogue {

    // A caller is asked three times at most: once, in other words, and in other words again.
    private static final int PATIENCE = 3;
    // So many silent turns in a row mean that the line is dead, not that the caller thinks.
    private static final int DEAD_LINE = 6;

    private final Form form;
    private final Answers answers;
    private final Wording wording;
    /** How often a question was asked in vain, by its key. */
    private final Map<String, Integer> vain = new HashMap<>();
    /** What was said already and is said differently, or not at all, the next time: keys of questions, and asides. */
    private final Set<String> said = new HashSet<>();
    private Asked asked = new Opening();
    /** The question alone, for a caller who did not hear it. */
    private String question = "";

    public Dialogue(Form form) {
        this.form = form;
        this.answers = new Answers(form);
        this.wording = new Wording(form, answers.values());
    }

    /** The greeting. */
    public String open() {
        question = wording.says("greeting", 0);
        return question;
    }

    /**
     * Takes one turn and answers it.
     *
     * @param text what was heard, in any form of writing; empty for silence
     * @return what the agent says next, never empty
     */
    public String hear(String text) {
        var words = Words.of(text);
        if (finished()) return wording.says("after_end", 0);
        if (words.isEmpty()) return silence();
        vain.remove("silence");
        return join(asides(words), reply(words));
    }

    /** What is known so far, by field id, in the order it came. */
    public Map<String, Value> values() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(answers.values()));
    }

    /** Whether the agent has said goodbye. */
    public boolean finished() {
        return asked instanceof Closed;
    }

    /** What the agent asked for, in plain words, so that the answer can be heard better; empty when it asked for nothing. */
    public String expecting() {
        return switch (asked) {
            case Opening o -> "what the caller is calling about";
            case About(var field) -> field.says("expects").orElse("");
            case Confirm(var field) -> "yes or no, or a correction: " + field.says("expects").orElse("");
            case Check c -> "yes or no, or a correction";
            case Change c -> "which detail to change, and its new value";
            case More m -> "yes or no, or anything to add";
            case Closed c -> "";
        };
    }

    /** What is certain: values that were spelled or confirmed, one line each, {@code policyholder: Juhani Virtanen (spelled)}. */
    public List<String> established() {
        return answers.established();
    }

    private String reply(Words words) {
        var understanding = new Understanding(form, asked, answers.values());
        var own = ownData(understanding, words);
        if (own.isPresent()) return own.get();
        var found = understanding.of(words);
        return switch (asked) {
            case Opening o -> proceed(found.isEmpty() ? wording.says("welcome", 0) : answers.take(found, asked, wording));
            case About(var field) -> answer(field, understanding, words, found);
            case Confirm(var field) -> confirmation(field, words, found);
            case Check(var phase) -> check(phase, understanding.named(words), words, found);
            case Change(var phase) -> change(phase, understanding.named(words), words, found);
            case More m -> more(words, found);
            case Closed c -> wording.says("after_end", 0);
        };
    }

    private String answer(Field field, Understanding understanding, Words words, Map<Field, Found> found) {
        if (found.containsKey(field)) return proceed(answers.take(found, asked, wording));
        if (form.hears("unsure", words) && found.isEmpty()) {
            answers.unknown(field);
            return proceed(field.rules().instead().isPresent() ? "" : wording.says("unsure", 0));
        }
        if (form.hears("refuse", words) && found.isEmpty()) {
            String why = wording.says("refused", field);
            return failed() >= 2 ? giveUp() : join(why, ask());
        }
        var meta = meta(words, found);
        if (meta.isPresent()) return meta.get();
        var loose = found.isEmpty() ? understanding.loose(field, words) : Optional.<Found>empty();
        if (loose.isPresent()) return proceed(answers.take(Map.of(field, loose.get()), asked, wording));
        if (!found.isEmpty()) {
            String taken = answers.take(found, asked, wording);
            if (field.rules().optional()) answers.leave(field);
            return proceed(taken);
        }
        var wrong = understanding.named(words).filter(answers::has);
        if (form.hears("correction", words) && wrong.isPresent()) return askAfresh(wrong.get());
        return misunderstood(Identifiers.attempt(words).filter(a -> field.kind() == Form.Kind.POLICY || field.kind() == Form.Kind.PHONE));
    }

    private String confirmation(Field field, Words words, Map<Field, Found> found) {
        var again = found.get(field);
        boolean same = again != null && again.text().equals(answers.values().get(field.id()).text());
        var agreed = YesNo.in(words);
        if (same || again == null && agreed.equals(Optional.of(YesNo.YES))) {
            answers.confirm(field);
            found.remove(field);
            return proceed(found.isEmpty() ? wording.says("thanks", 0) : answers.take(found, asked, wording));
        }
        if (again != null) return failed() >= PATIENCE ? giveUp() : proceed(answers.take(found, asked, wording));
        if (agreed.isPresent() && found.isEmpty()) return askAfresh(field);
        var meta = meta(words, found);
        if (meta.isPresent()) return meta.get();
        return found.isEmpty() ? misunderstood(Optional.empty()) : proceed(answers.take(found, asked, wording));
    }

    private String check(Phase phase, Optional<Field> named, Words words, Map<Field, Found> found) {
        var corrected = found.keySet().stream().filter(answers::has).toList();
        if (!corrected.isEmpty()) return corrected(phase, found, corrected);
        var agreed = YesNo.in(words);
        // A fact told instead of an answer is taken, and the question stays: "no, nobody was hurt" does not reject the read-back.
        if (!found.isEmpty()) return proceed(answers.take(found, asked, wording));
        if (agreed.equals(Optional.of(YesNo.YES))) {
            answers.confirm(phase);
            return proceed(wording.says("thanks", 0));
        }
        if (agreed.isPresent() || form.hears("correction", words)) {
            if (named.isPresent()) return askAfresh(named.get());
            asked = new Change(phase);
            return ask();
        }
        return meta(words, found).orElseGet(() -> misunderstood(Optional.empty()));
    }

    private String change(Phase phase, Optional<Field> named, Words words, Map<Field, Found> found) {
        if (!found.isEmpty()) return corrected(phase, found, List.copyOf(found.keySet()));
        if (named.isPresent()) return askAfresh(named.get());
        if (YesNo.in(words).isPresent() || words.has("nothing")) return proceed("");
        return meta(words, found).orElseGet(() -> misunderstood(Optional.empty()));
    }

    private String corrected(Phase phase, Map<Field, Found> found, List<Field> fields) {
        answers.take(found, asked, wording);
        // The caller said it while correcting, so it is read back in the sentence and not asked about a second time.
        String changed = fields.stream().map(field -> wording.says("corrected", field)).collect(Collectors.joining(" "));
        asked = new Check(phase);
        question = wording.says("check_again", 0);
        return join(changed, question);
    }

    private String more(Words words, Map<Field, Found> found) {
        if (!found.isEmpty()) return join(answers.take(found, asked, wording), ask());
        var agreed = YesNo.in(words);
        if (form.hears("finished", words) || agreed.equals(Optional.of(YesNo.NO)) || form.hears("stop", words)) return close("submitted");
        var meta = meta(words, found);
        if (meta.isPresent()) return meta.get();
        if (agreed.isPresent() && words.size() <= 2) return wording.says("go_ahead", 0);
        answers.add(String.join(" ", words.written()));
        return join(wording.says("noted", 0), close("submitted"));
    }

    /** Said before the answer, once in a call each. */
    private String asides(Words words) {
        return Stream.of("upset", "second_claim").filter(aside -> form.hears(aside, words) && said.add(aside))
                .map(aside -> wording.says(aside, 0)).collect(Collectors.joining(" "));
    }

    private Optional<String> ownData(Understanding understanding, Words words) {
        if (!form.hears("own_data", words)) return Optional.empty();
        return understanding.named(words).map(field -> {
            if (!answers.has(field)) return join(wording.says("own_missing", field), ask());
            asked = new Confirm(field);
            return ask();
        });
    }

    private Optional<String> meta(Words words, Map<Field, Found> found) {
        if (!found.isEmpty()) return Optional.empty();
        if (form.hears("hold", words)) return Optional.of(wording.says("hold", 0));
        if (form.hears("stop", words)) return Optional.of(close("stop"));
        if (form.hears("repeat", words)) return Optional.of(join(wording.says("repeat", 0), question));
        if (form.hears("why", words) && asked instanceof About(var field)) {
            return Optional.of(join(wording.says("why", field), question));
        }
        return form.hears("question", words) ? Optional.of(join(wording.says("off_topic", 0), ask())) : Optional.empty();
    }

    private String silence() {
        if (vain.merge("silence", 1, Integer::sum) >= DEAD_LINE) return close("lost");
        int times = failed();
        return times >= PATIENCE ? giveUp() : join(wording.says("silence", times - 1), ask());
    }

    private String misunderstood(Optional<String> attempt) {
        int times = failed();
        boolean once = asked instanceof About(var field) && field.rules().optional();
        if (once || times >= PATIENCE) return giveUp();
        return join(attempt.map(wording::attempt).orElse(wording.says("not_understood", times - 1)), ask());
    }

    private int failed() {
        return vain.merge(asked.key(), 1, Integer::sum);
    }

    /** Leaves the question open and goes on. */
    private String giveUp() {
        switch (asked) {
            case About(var field) -> answers.leave(field);
            case Confirm(var field) -> answers.leave(field);
            case Check(var phase) -> answers.leave(phase);
            case Change(var phase) -> answers.leave(phase);
            case More m -> {
                return close("submitted");
            }
            case Opening o -> { }
            case Closed c -> { }
        }
        return proceed(asked instanceof Opening ? wording.says("welcome", 0) : wording.says("move_on", 0));
    }

    private String close(String occasion) {
        asked = new Closed();
        return wording.says(occasion, 0);
    }

    private String askAfresh(Field field) {
        if (failed() >= PATIENCE) return giveUp();
        answers.forget(field);
        said.add(field.id());
        asked = new About(field);
        return join(wording.says("thanks", 0), ask());
    }

    private String proceed(String before) {
        asked = answers.next();
        return join(before, ask());
    }

    /** The question for what is asked; in its other wording when it was asked before. */
    private String ask() {
        boolean again = !said.add(asked.key());
        question = switch (asked) {
            case Opening o -> wording.says("greeting", 0);
            case About(var field) -> about(field, again);
            case Confirm(var field) -> field.says("confirm").isPresent() ? wording.of(field, "confirm") : wording.says("own_value", field);
            case Check(var phase) -> wording.check(phase, again);
            case Change c -> wording.says("what_to_change", 0);
            case More m -> wording.says("anything_else", 0);
            case Closed c -> wording.says("after_end", 0);
        };
        return question;
    }

    private String about(Field field, boolean again) {
        if (answers.askForRest(field)) return wording.of(field, "more");
        return wording.of(field, again && field.says("again").isPresent() ? "again" : "ask");
    }

    private static String join(String... sentences) {
        return Stream.of(sentences).filter(sentence -> !sentence.isBlank()).collect(Collectors.joining(" "));
    }
}
