package dev.sidetone.turn;

import dev.sidetone.cost.PriceBook;
import dev.sidetone.cost.Usd;

/**
 * What a call may spend out of band, counted from the usage that the service reports. As it is used up the lane asks for less, in the
 * order of {@link Step}; nothing is asked for once what is left would not pay for another request as dear as the dearest so far. Requests
 * under way at that moment are paid for still.
 *
 * @param most for all out-of-band requests of the call; more than nothing
 * @param model of the session, by which the book prices usage
 */
public record Budget(Usd most, PriceBook book, String model) {

    /** What the lane asks for less and less, in order; {@link #UNPRICED} stands apart. */
    public enum Step {
        /** From half of it: a policy that asks about each turn gives way to {@link TranscribePolicy.WhenItPays}. Any other goes on, and this is not told. */
        WHEN_IT_PAYS("half of it is spent: only turns where it pays are asked about"),
        /** From four fifths: what is asked is the latest turn alone, without notes. */
        LATEST_TURN("four fifths of it are spent: asked with the latest turn alone"),
        /** Nothing is asked any more. */
        BUILT_IN_ONLY("what is left does not pay for another request: the built-in transcript has to do"),
        /** Usage cannot be priced: the budget holds nothing back. */
        UNPRICED("what is spent is not known: nothing is held back");

        private final String inWords;

        Step(String inWords) {
            this.inWords = inWords;
        }

        /** One clause for people. */
        public String inWords() {
            return inWords;
        }
    }

    public Budget {
        if (most.amount().signum() <= 0) throw new IllegalArgumentException("a budget of " + most + " pays for nothing: ask never instead");
    }

    /** For instance: budget of $0.050000: half of it is spent: … */
    String inWords(Step step) {
        return "budget of " + most + ": " + step.inWords();
    }
}
