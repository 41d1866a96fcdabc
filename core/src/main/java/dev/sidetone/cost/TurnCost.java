package dev.sidetone.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What one turn cost, on three meters. A turn may need several responses on one of them: {@link Meter#sum}.
 *
 * @param reply the responses of the conversation itself, at the session model's price
 * @param outOfBand the transcripts asked for beside the conversation, at the session model's price
 * @param builtIn the peer's own transcription, at the transcription model's price
 */
public record TurnCost(Meter reply, Meter outOfBand, Meter builtIn) {

    public static final TurnCost NOTHING = new TurnCost(Meter.NOTHING, Meter.NOTHING, Meter.NOTHING);

    /** All three; a meter that has no price leaves its reason in it. */
    public Meter total() {
        return Meter.sum(List.of(reply, outOfBand, builtIn));
    }

    /**
     * How many times the built-in transcript the out-of-band one cost, as reported, to two places; empty unless both are
     * known and the built-in one cost something.
     */
    public Optional<BigDecimal> ratio() {
        return comparable() ? outOfBand.reported().least().ratioTo(builtIn.reported().least()) : Optional.empty();
    }

    boolean comparable() {
        return outOfBand.reported() instanceof Cost.Known && builtIn.reported() instanceof Cost.Known;
    }
}
