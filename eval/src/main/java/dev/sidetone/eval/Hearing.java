package dev.sidetone.eval;

import dev.sidetone.cost.Meter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What came of one utterance in one call, before anybody looks at its reference.
 *
 * @param turns numbers of the turns in which the server heard it; none when it took no notice
 * @param guard what the guard did about it, a clause; absent when it had nothing to do
 */
record Hearing(String utterance, List<Integer> turns, Texts texts, Optional<String> guard, Waits waits, Spent spent) {

    /**
     * The transcripts, those of several turns joined.
     *
     * @param transcript the one to go by; empty when there is none
     * @param why it is this one, a clause
     */
    record Texts(String transcript, String why, Optional<String> outOfBand, Optional<String> builtIn) {

        static final Texts NONE = new Texts("", "the server heard no turn", Optional.empty(), Optional.empty());

        /** Speech is personal data: only its size is printed. */
        @Override
        public String toString() {
            return "Texts[" + transcript.length() + " chars, " + why + "]";
        }
    }

    /** From the end of speech, of the last turn; whole milliseconds, as they are kept. */
    record Waits(Optional<Duration> outOfBand, Optional<Duration> builtIn) {
        Waits {
            outOfBand = outOfBand.map(wait -> wait.truncatedTo(ChronoUnit.MILLIS));
            builtIn = builtIn.map(wait -> wait.truncatedTo(ChronoUnit.MILLIS));
        }

        static final Waits NONE = new Waits(Optional.empty(), Optional.empty());
    }

    /** @param tokens of the out-of-band requests */
    record Spent(Tokens tokens, Meter outOfBand, Meter builtIn, Meter reply) {
        static final Spent NOTHING = new Spent(Tokens.NONE, Meter.NOTHING, Meter.NOTHING, Meter.NOTHING);
    }

    /** @param cached a part of the input */
    record Tokens(long text, long audio, long cached, long output) {

        static final Tokens NONE = new Tokens(0, 0, 0, 0);

        Tokens plus(Tokens other) {
            return new Tokens(text + other.text, audio + other.audio, cached + other.cached, output + other.output);
        }
    }

    Hearing {
        turns = List.copyOf(turns);
    }

    /** Of an utterance that the server took no notice of. */
    static Hearing none(String utterance) {
        return new Hearing(utterance, List.of(), Texts.NONE, Optional.empty(), Waits.NONE, Spent.NOTHING);
    }
}
