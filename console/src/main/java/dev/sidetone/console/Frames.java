package dev.sidetone.console;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Frames for the page. */
final class Frames {

    private Frames() {}

    static ObjectNode of(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    static ObjectNode problem(String words, String whatToDo) {
        return of("problem").put("words", words).put("what_to_do", whatToDo);
    }

    static ObjectNode line(String state, String words) {
        return of("line").put("state", state).put("words", words);
    }

    static ObjectNode listening(Listening listening, int fromTurn) {
        return of("listening").put("context", listening.context().word()).put("prompt", listening.prompt().id()).put("from_turn", fromTurn);
    }
}
