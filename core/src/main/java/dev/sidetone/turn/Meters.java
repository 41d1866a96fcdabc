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

    /** Both together. Built-in reports of different kinds cannot be added: the one that says more stays. */
    public Meters plus(Meters more) {
        var heard = builtIn.isPresent() && more.builtIn.isPresent()
                ? Optional.of(sum(builtIn.get(), more.builtIn.get())) : builtIn.or(more::builtIn);
        return new Meters(sum(reply, more.reply), sum(outOfBand, more.outOfBand), heard);
    }

    private static TranscriptionUsage sum(TranscriptionUsage one, TranscriptionUsage other) {
        return switch (one) {
            case TranscriptionUsage.Seconds a when other instanceof TranscriptionUsage.Seconds b ->
                    new TranscriptionUsage.Seconds(a.seconds().add(b.seconds()));
            case TranscriptionUsage.Tokens a when other instanceof TranscriptionUsage.Tokens b -> new TranscriptionUsage.Tokens(
                    a.total() + b.total(), a.inputText() + b.inputText(), a.inputAudio() + b.inputAudio(), a.output() + b.output());
            case TranscriptionUsage.Unreported ignored -> other;
            case TranscriptionUsage.Seconds ignored -> one;
            case TranscriptionUsage.Tokens ignored -> one;
        };
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
