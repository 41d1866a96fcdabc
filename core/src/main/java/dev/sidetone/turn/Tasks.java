package dev.sidetone.turn;

import dev.sidetone.protocol.Json;

/** The tasks that ship with Sidetone. Their prompts are English; the answers come in the caller's language where words are asked for. */
public final class Tasks {

    private Tasks() {}

    /** The call in at most five sentences: what the caller wanted, what was settled, what is open. */
    public static Task<String> summary() {
        return text("summary", Prompts.prepare(Prompts.source("summary"), ""));
    }

    /**
     * What the conversation establishes, as an object by a JSON schema. The answer is checked against the schema: the value is never
     * one that does not fit.
     *
     * @param schema JSON schema (2020-12) of an object; the descriptions in it tell the model what to look for
     * @throws IllegalArgumentException when it is no such schema
     */
    public static Task<Json> extract(Json schema) {
        return extract("extract", schema);
    }

    /** The same under a name of its own, for programs that extract different things. */
    public static Task<Json> extract(String name, Json schema) {
        return new Asked<>(name, Prompts.prepare(Prompts.source("extract"), ""), Form.fields(schema, Reading::of));
    }

    /** Whether the agent's reply contradicts what the caller said, by the record's texts alone; about turns that have both. */
    public static Task<ReplyCheck> check() {
        return new CheckTask();
    }

    /** A text of your own; an empty one does not fit. @param instructions replace the session's for this request */
    public static Task<String> text(String name, String instructions) {
        return new Asked<>(name, instructions, Form.text(said -> said.isBlank() ? Reading.unfit("it is empty") : Reading.of(said)));
    }

    private record Asked<T>(String name, String instructions, Form<T> form) implements Task<T> {
        private Asked {
            Mark.checkTask(name);
        }

        /** Prompts are the user's property: they do not print. */
        @Override
        public String toString() {
            return "Task[" + name + "]";
        }
    }
}
