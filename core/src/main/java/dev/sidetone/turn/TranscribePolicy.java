package dev.sidetone.turn;

import dev.sidetone.turn.Evidence.Said;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Decides for each turn, once, whether its out-of-band transcript is asked for. Pure: the same occasion always gives the same choice.
 *
 * <p>One of your own is an {@link Own}:
 * <pre>{@code
 * TranscribePolicy.Own firstTurns = occasion -> occasion.number() <= 3
 *         ? new TranscribePolicy.Choice.Ask("names and numbers come first")
 *         : new TranscribePolicy.Choice.Skip("the caller has said who they are");
 * }</pre>
 */
public sealed interface TranscribePolicy {

    /** Made on the thread that feeds the ledger: be quick. */
    Choice choose(Occasion occasion);

    /** How long a turn that can be asked about waits for its built-in transcript before the choice is made without it. */
    default Duration patience() {
        return Duration.ZERO;
    }

    sealed interface Choice {
        /** @param why one clause for the record's notes; blank leaves no note */
        record Ask(String why) implements Choice {}

        /** @param why one clause for the record */
        record Skip(String why) implements Choice {}
    }

    /**
     * What is known of a turn when the choice is made.
     *
     * @param number 1 for the first turn of the call
     * @param said in the call before this turn: the agent's last line is the question it answers
     * @param languages ISO 639-1 codes the caller may speak, where the program knows them; empty: any
     */
    record Occasion(String itemId, int number, BuiltIn builtIn, Said said, Set<String> languages) {
        public Occasion {
            languages = Set.copyOf(languages);
        }
    }

    /**
     * What the built-in recogniser made of the turn.
     *
     * @param heard pending where patience ran out before it came
     * @param leastSure the probability, 0 to 1, of the word it was least sure of; absent where the service sends no log-probabilities
     * @param speech how long the detector heard the caller; absent where the service did not say
     */
    record BuiltIn(Heard heard, Optional<Double> leastSure, Optional<Duration> speech) {}

    /** Each turn. */
    record Always() implements TranscribePolicy {
        @Override
        public Choice choose(Occasion occasion) {
            return new Choice.Ask("");
        }
    }

    /** No turn. */
    record Never() implements TranscribePolicy {
        @Override
        public Choice choose(Occasion occasion) {
            return new Choice.Skip("the policy is never to ask");
        }
    }

    /**
     * Only where a cheap sign says that the built-in transcript may be wrong, or that a value is at stake; and a share of the other
     * turns, so that what is missed stays known. English questions and the scripts and languages of {@link LanguageDetector} are read.
     *
     * @param share of the turns without a sign that is asked all the same, 0 to 1; which ones depends on the item's id alone
     */
    record WhenItPays(double share) implements TranscribePolicy {

        // Recorded services deliver the built-in transcript within 2 s of the end of speech.
        private static final Duration PATIENCE = Duration.ofSeconds(2);

        public WhenItPays {
            if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("a share lies between 0 and 1, not " + share);
        }

        @Override
        public Choice choose(Occasion occasion) {
            return Signs.in(occasion).<Choice>map(Choice.Ask::new).orElseGet(() -> place(occasion.itemId()) < share
                    ? new Choice.Ask("sampled")
                    : new Choice.Skip("nothing says that the built-in transcript is wrong, or that a value is at stake"));
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        /** Spreads ids evenly over 0 to 1. */
        private static double place(String itemId) {
            var sum = new CRC32();
            sum.update(itemId.getBytes(StandardCharsets.UTF_8));
            return sum.getValue() / (double) (1L << 32);
        }
    }

    /** A policy of the user's own. */
    @FunctionalInterface
    non-sealed interface Own extends TranscribePolicy {}

    /**
     * Reads {@code always}, {@code never}, {@code pays} or {@code pays:SHARE}.
     *
     * @throws IllegalArgumentException in one line fit for a user
     */
    static TranscribePolicy parse(String text) {
        if (text.matches("pays:[01](\\.\\d{1,6})?") && Double.parseDouble(text.substring(5)) <= 1) return new WhenItPays(Double.parseDouble(text.substring(5)));
        return switch (text) {
            case "always" -> new Always();
            case "never" -> new Never();
            case "pays" -> new WhenItPays(DEFAULT_SHARE);
            default -> throw new IllegalArgumentException("\"" + text + "\" does not say when to ask: use always, never, pays, or pays:SHARE"
                    + " with a share of the other turns from 0 to 1 (for instance pays:0.1)");
        };
    }

    /** One turn in twenty: some for every call, at a twentieth of the price. */
    double DEFAULT_SHARE = 0.05;
}
