package dev.sidetone.turn;

import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import java.util.Optional;

/**
 * What was used, as the service reported it. Absent means: nothing was reported, which is not the same as zero.
 *
 * @param reply of the conversation's responses
 * @param outOfBand of our requests beside it
 * @param builtIn of the built-in recogniser; a repeated report of one item replaces the earlier one, as the item is billed once
 */
public record Meters(Optional<Usage> reply, Optional<Usage> outOfBand, Optional<TranscriptionUsage> builtIn) {

    public static final Meters NONE = new Meters(Optional.empty(), Optional.empty(), Optional.empty());

    Meters withReply(Optional<Usage> more) {
        return new Meters(sum(reply, more), outOfBand, builtIn);
    }

    Meters withOutOfBand(Optional<Usage> more) {
        return new Meters(reply, sum(outOfBand, more), builtIn);
    }

    /** The newest report counts, unless it says nothing where an earlier one said something. */
    Meters withBuiltIn(TranscriptionUsage newest) {
        var silent = newest instanceof TranscriptionUsage.Unreported && builtIn.isPresent();
        return silent ? this : new Meters(reply, outOfBand, Optional.of(newest));
    }

    public static Optional<Usage> sum(Optional<Usage> one, Optional<Usage> other) {
        if (one.isEmpty()) return other;
        return other.isEmpty() ? one : Optional.of(sum(one.get(), other.get()));
    }

    /** Adds two reports. The cached tokens stay known by modality only when both say so; their total always does. */
    public static Usage sum(Usage one, Usage other) {
        var cached = one.cachedByModality().flatMap(a -> other.cachedByModality().map(a::plus));
        return new Usage(one.total() + other.total(), one.input().plus(other.input()), one.cached() + other.cached(), cached,
                one.output().plus(other.output()), one.reasoning() + other.reasoning());
    }
}
