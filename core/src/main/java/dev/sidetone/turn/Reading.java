package dev.sidetone.turn;

/**
 * What became of reading an answer.
 *
 * @param <T> what it was to be read into
 */
public sealed interface Reading<T> {

    record Value<T>(T value) implements Reading<T> {
        /** What models say of callers is personal data. */
        @Override
        public String toString() {
            return "Value";
        }
    }

    /** @param why one clause, told to the model and kept in the result: without what the answer says */
    record Unfit<T>(String why) implements Reading<T> {}

    static <T> Reading<T> of(T value) {
        return new Value<>(value);
    }

    static <T> Reading<T> unfit(String why) {
        return new Unfit<>(why);
    }
}
