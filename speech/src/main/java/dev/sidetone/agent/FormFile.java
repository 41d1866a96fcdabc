package dev.sidetone.agent;

import dev.sidetone.agent.Form.Field;
import dev.sidetone.agent.Form.Kind;
import dev.sidetone.agent.Form.Phase;
import dev.sidetone.agent.Form.Rules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The YAML of a form, checked while it is read: a form that loads can be spoken. */
final class FormFile {

    private static final List<String> NOT_SENTENCES = List.of("kind", "called", "options", "yes", "no", "only_if", "instead", "with", "optional");

    /** What the dialogue says and listens for by these names; a form without one of them would fail in the middle of a call. */
    private static final List<String> SAYS = List.of("greeting", "welcome", "thanks", "silence", "not_understood", "move_on", "attempt",
            "repeat", "why", "refused", "unsure", "hold", "stop", "upset", "off_topic", "second_claim", "corrected", "noted", "own_value",
            "own_missing", "what_to_change", "check_again", "anything_else", "go_ahead", "lost", "submitted", "after_end");
    private static final List<String> HEARS = List.of("own_data", "repeat", "unsure", "refuse", "why", "hold", "stop", "upset", "question",
            "second_claim", "correction", "finished");

    private final String name;

    private FormFile(String name) {
        this.name = name;
    }

    static Form read(String name) {
        try (var yaml = FormFile.class.getResourceAsStream("forms/" + name + ".yaml")) {
            if (yaml == null) throw new IllegalArgumentException("there is no form called " + name);
            return new FormFile(name).form(new Load(LoadSettings.builder().setLabel(name).build()).loadFromInputStream(yaml));
        } catch (IOException | YamlEngineException e) {
            throw new IllegalArgumentException("the form " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads a form from its text, for forms that are not shipped. */
    static Form parse(String name, String yaml) {
        try {
            return new FormFile(name).form(new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("the form " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Form form(Object document) {
        var top = map(document, "the file");
        var fields = new LinkedHashMap<String, Field>();
        map(top.get("fields"), "fields").forEach((id, field) -> fields.put(id, field(id, map(field, id))));
        var phases = new ArrayList<Phase>();
        for (var phase : list(top.get("phases"), "phases")) phases.add(phase(map(phase, "phases"), fields));
        for (var field : fields.values()) {
            field.rules().onlyIf().keySet().forEach(id -> need(fields, id, field.id()));
            field.rules().instead().ifPresent(id -> need(fields, id, field.id()));
            field.rules().with().ifPresent(id -> need(fields, id, field.id()));
        }
        var says = lists(top.get("says"), "says", SAYS);
        return new Form(text(top, "agent", "the file"), says, lists(top.get("hears"), "hears", HEARS), fields, phases);
    }

    private Field field(String id, Map<String, Object> entries) {
        var said = new LinkedHashMap<String, String>();
        entries.forEach((key, entry) -> {
            if (!NOT_SENTENCES.contains(key)) said.put(key, String.valueOf(entry));
        });
        for (String needed : List.of("label", "ask", "expects", "reason")) text(entries, needed, id);
        var kind = kind(text(entries, "kind", id), id);
        var phrases = switch (kind) {
            case CHOICE -> lists(entries.get("options"), id + ".options");
            case YES_NO -> Map.of("yes", strings(entries.get("yes"), id), "no", strings(entries.get("no"), id));
            case NAME, POLICY, PHONE, DATE, TIME, CODE, TEXT -> Map.<String, List<String>>of();
        };
        var onlyIf = new LinkedHashMap<String, String>();
        if (entries.get("only_if") != null) map(entries.get("only_if"), id).forEach((key, value) -> onlyIf.put(key, String.valueOf(value)));
        var rules = new Rules(onlyIf, Optional.ofNullable((String) entries.get("instead")), Optional.ofNullable((String) entries.get("with")),
                Boolean.TRUE.equals(entries.get("optional")));
        return new Field(id, kind, said, strings(entries.get("called"), id), phrases, rules);
    }

    private Phase phase(Map<String, Object> entries, Map<String, Field> fields) {
        var inPhase = strings(entries.get("fields"), "phases").stream().map(id -> need(fields, id, "phases")).toList();
        return new Phase(inPhase, text(entries, "check", "phases"), text(entries, "check_again", "phases"));
    }

    private Field need(Map<String, Field> fields, String id, String place) {
        if (!fields.containsKey(id)) throw wrong(place, "names a field " + id + " that does not exist");
        return fields.get(id);
    }

    private Kind kind(String kind, String id) {
        try {
            return Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong(id, "has a kind that does not exist: " + kind);
        }
    }

    private String text(Map<String, Object> entries, String key, String place) {
        if (!(entries.get(key) instanceof String text)) throw wrong(place, "needs a sentence \"" + key + "\"");
        return text;
    }

    private Map<String, List<String>> lists(Object value, String place) {
        var lists = new LinkedHashMap<String, List<String>>();
        map(value, place).forEach((key, entry) -> lists.put(key, entry instanceof String one ? List.of(one) : strings(entry, place + "." + key)));
        return lists;
    }

    private Map<String, List<String>> lists(Object value, String place, List<String> needed) {
        var lists = lists(value, place);
        for (String key : needed) if (lists.getOrDefault(key, List.of()).isEmpty()) throw wrong(place, "needs \"" + key + "\"");
        return lists;
    }

    private List<String> strings(Object value, String place) {
        return list(value, place).stream().map(String::valueOf).toList();
    }

    private List<?> list(Object value, String place) {
        if (value instanceof List<?> list) return list;
        throw wrong(place, "needs a list");
    }

    private Map<String, Object> map(Object value, String place) {
        if (!(value instanceof Map<?, ?> map)) throw wrong(place, "needs entries with names");
        var entries = new LinkedHashMap<String, Object>();
        map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
        return entries;
    }

    private IllegalArgumentException wrong(String place, String what) {
        return new IllegalArgumentException("the form " + name + " is wrong: " + place + " " + what);
    }
}
