package dev.sidetone.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The function calls of one answer while their parts arrive. Servers mark the parts of a call in different ways: by index, by
 * id, by both, or by the same index for all calls. Used by one thread.
 */
final class CallDrafts {

    /** A complete call. @param arguments a JSON object */
    record Call(String name, String arguments) {}

    private static final class Draft {
        private final int index;
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        Draft(int index) {
            this.index = index;
        }
    }

    private final List<Draft> drafts = new ArrayList<>();

    boolean isEmpty() {
        return drafts.isEmpty();
    }

    /** @param part one element of {@code tool_calls} of a delta, or of a whole message */
    void add(JsonNode part) {
        var id = part.path("id").asString("");
        var name = part.path("function").path("name").asString("");
        var arguments = part.path("function").path("arguments");
        var draft = continued(part.path("index").asInt(-1), id, name).orElseGet(() -> {
            drafts.add(new Draft(part.path("index").asInt(-1)));
            return drafts.getLast();
        });
        if (!id.isEmpty()) draft.id = id;
        if (!name.isEmpty()) draft.name = name;
        draft.arguments.append(arguments.isObject() ? arguments.toString() : arguments.asString(""));
    }

    /** The call that a part belongs to; none when it begins another. */
    private Optional<Draft> continued(int index, String id, String name) {
        var same = drafts.reversed().stream().filter(draft -> index < 0 || draft.index == index).findFirst();
        return same.filter(draft -> id.isEmpty() || draft.id.isEmpty() || draft.id.equals(id))
                // Named again without an id of its own, after a whole call: the next one.
                .filter(draft -> name.isEmpty() || draft.id.equals(id) && !id.isEmpty() || draft.arguments.isEmpty() || !isObject(draft.arguments.toString()));
    }

    /** @return absent when one of them has no name, or arguments that are no JSON object */
    Optional<List<Call>> complete() {
        var calls = new ArrayList<Call>();
        for (var draft : drafts) {
            // Functions without parameters are often called with nothing.
            var arguments = draft.arguments.toString().isBlank() ? "{}" : draft.arguments.toString();
            if (draft.name.isEmpty() || !isObject(arguments)) return Optional.empty();
            calls.add(new Call(draft.name, arguments));
        }
        return Optional.of(calls);
    }

    private static boolean isObject(String json) {
        try {
            return JsonMapper.shared().readTree(json).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
