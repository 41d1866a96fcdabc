package dev.sidetone.turn;

import dev.sidetone.protocol.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Task} came to: each that is set off ends as exactly one of these.
 *
 * @param task its name
 * @param itemId of the turn it is about; absent at the end of the call, and when asked by hand
 * @param tries the requests it took, in order; none when the call was over before
 * @param usage of all of them; absent when nothing was reported. It stands in no turn's record, but in the call's totals
 */
public record TaskResult<T>(String task, Optional<String> itemId, Outcome<T> outcome, List<Try> tries, Optional<Usage> usage) {

    public TaskResult {
        tries = List.copyOf(tries);
    }

    public sealed interface Outcome<T> {

        record Value<T>(T value) implements Outcome<T> {
            /** What models say of callers is personal data. */
            @Override
            public String toString() {
                return "Value";
            }
        }

        record Nothing<T>(Reason why) implements Outcome<T> {}
    }

    /** How a request asks. */
    public enum Way {
        TEXT,
        /** Forced into a function call. */
        CALL,
        /** A JSON object as text, of a peer that refused the function call. */
        JSON_TEXT
    }

    /** One request. @param why it gave no value; absent for the one that did */
    public record Try(Way way, Optional<Reason> why) {}

    public Optional<T> value() {
        return switch (outcome) {
            case Outcome.Value<T> value -> Optional.of(value.value());
            case Outcome.Nothing<T> ignored -> Optional.empty();
        };
    }
}
