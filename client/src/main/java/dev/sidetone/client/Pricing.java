package dev.sidetone.client;

import dev.sidetone.cost.AudioTokens;
import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.cost.TurnCost;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.Attempt;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Meters;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Prices the turns of one call. It remembers how long the caller spoke in each, for a request that hears earlier turns should
 * be billed for their audio too.
 */
public final class Pricing {

    /** @param transcriptionModel absent when the service does not transcribe */
    public record Models(String session, Optional<String> transcriptionModel) {}

    private final PriceBook book;
    private final Models models;
    private final Map<Integer, Long> callerTokens = new ConcurrentSkipListMap<>();

    public Pricing(PriceBook book, Models models) {
        this.book = book;
        this.models = models;
    }

    public Models models() {
        return models;
    }

    public TurnCost of(TurnRecord turn) {
        turn.speech().expectedAudioTokens().ifPresent(tokens -> callerTokens.put(turn.number(), tokens));
        return new TurnCost(reply(turn), outOfBand(turn), builtIn(turn));
    }

    public PricedTurn priced(TurnRecord turn) {
        return new PricedTurn(turn, of(turn), audioHeard(turn));
    }

    /** What belongs to no turn: greetings, tasks, what came late. */
    public Meter of(Meters outside) {
        return Meter.sum(List.of(
                outside.reply().map(usage -> response(Optional.of(usage))).orElse(Meter.NOTHING),
                outside.outOfBand().map(usage -> response(Optional.of(usage))).orElse(Meter.NOTHING),
                outside.builtIn().map(this::transcription).orElse(Meter.NOTHING)));
    }

    private Meter reply(TurnRecord turn) {
        if (turn.meters().reply().isPresent()) return response(turn.meters().reply());
        return switch (turn.reply()) {
            case Reply.Said ignored -> response(Optional.empty());
            case Reply.Nothing nothing -> unused(nothing.why()) ? Meter.NOTHING : response(Optional.empty());
        };
    }

    private Meter outOfBand(TurnRecord turn) {
        var usage = turn.meters().outOfBand();
        if (usage.isEmpty() && unused(turn.outOfBand())) return Meter.NOTHING;
        var heard = audioHeard(turn);
        if (usage.isEmpty() || heard.isEmpty()) return response(usage);
        // Of wider contexts only the caller's share is known: less than that cannot be true, more can.
        long least = Math.max(heard.get(), usage.get().input().audio());
        boolean alone = answered(turn).stream().allMatch(attempt -> turnsHeard(attempt.context(), turn) == 1);
        return book.response(models.session, usage, new AudioTokens(alone ? heard.get() : least, usage.get().output().audio()));
    }

    /** Tokens of the caller's audio that the transcription of a turn was given, by the published rules, in all requests that were taken. */
    public Optional<Long> audioHeard(TurnRecord turn) {
        if (turn.speech().expectedAudioTokens().isEmpty() || answered(turn).isEmpty()) return Optional.empty();
        long sum = 0;
        for (var attempt : answered(turn)) {
            int turns = turnsHeard(attempt.context(), turn);
            for (int number = Math.max(1, turn.number() - turns + 1); number <= turn.number(); number++) {
                sum += callerTokens.getOrDefault(number, 0L);
            }
        }
        return Optional.of(sum);
    }

    /** The requests that the service reports usage of. */
    private static List<Attempt> answered(TurnRecord turn) {
        return turn.heard().attempts().stream().filter(attempt -> attempt.usage().isPresent()).toList();
    }

    private static int turnsHeard(ContextPolicy context, TurnRecord turn) {
        return switch (context) {
            case ContextPolicy.LatestTurn ignored -> 1;
            case ContextPolicy.Notes ignored -> 1;
            case ContextPolicy.LastTurns last -> last.turns();
            case ContextPolicy.WholeSession ignored -> turn.number();
            case ContextPolicy.SharedPrefix ignored -> turn.number();
        };
    }

    private Meter builtIn(TurnRecord turn) {
        var usage = turn.meters().builtIn();
        if (usage.isEmpty() && unused(turn.builtIn())) return Meter.NOTHING;
        var model = models.transcriptionModel;
        if (model.isEmpty()) return Meter.reported(new Cost.NotPriced("the transcription model is not known"));
        var reported = usage.orElse(new TranscriptionUsage.Unreported());
        return turn.speech().length().map(length -> book.transcription(model.get(), reported, length))
                .orElseGet(() -> transcription(reported));
    }

    private Meter transcription(TranscriptionUsage usage) {
        return Meter.reported(models.transcriptionModel.map(model -> book.transcription(model, usage))
                .orElseGet(() -> new Cost.NotPriced("the transcription model is not known")));
    }

    private Meter response(Optional<Usage> usage) {
        return Meter.reported(book.response(models.session, usage));
    }

    private static boolean unused(Heard heard) {
        return heard instanceof Heard.Nothing nothing && unused(nothing.why());
    }

    /** Whether nothing can have been billed; a failure or a timeout may have been. */
    private static boolean unused(Reason why) {
        return switch (why) {
            case Reason.Refused ignored -> true;
            case Reason.SwitchedOff ignored -> true;
            case Reason.NotAsked ignored -> true;
            case Reason.KeptSilent ignored -> true;
            case Reason.NotExpected ignored -> true;
            case Reason.AnsweredTogether ignored -> true;
            case Reason.NeverCommitted ignored -> true;
            case Reason.ItemDeleted ignored -> false;
            case Reason.AsrFailed ignored -> false;
            case Reason.Failed ignored -> false;
            case Reason.Cancelled ignored -> false;
            case Reason.Incomplete ignored -> false;
            case Reason.NoText ignored -> false;
            case Reason.Expired ignored -> false;
            case Reason.CallOver ignored -> false;
            case Reason.Unfit ignored -> false;
            case Reason.ProgramFailed ignored -> false;
        };
    }
}
