package dev.sidetone.turn;

import dev.sidetone.protocol.Json;
import java.util.function.Function;

/**
 * What the answer to a {@link Task} must look like, and how it is read.
 *
 * @param <T> what it is read into
 */
public sealed interface Form<T> {

    /** Words. @param read gets them without spaces around them; they may be empty */
    record Text<T>(Function<String, Reading<T>> read) implements Form<T> {}

    /**
     * An object that fits a schema, handed over by a forced function call; by a peer that refuses such calls, as text.
     *
     * @param read gets only what fits the schema
     */
    record Fields<T>(Schema schema, Function<Json, Reading<T>> read) implements Form<T> {}

    static <T> Form<T> text(Function<String, Reading<T>> read) {
        return new Text<>(read);
    }

    /**
     * @param schema JSON schema (2020-12) of an object
     * @throws IllegalArgumentException when it is none
     */
    static <T> Form<T> fields(Json schema, Function<Json, Reading<T>> read) {
        return new Fields<>(Schema.of(schema), read);
    }
}
