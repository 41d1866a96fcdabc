package dev.sidetone.eval;

import dev.sidetone.cost.Meter;
import dev.sidetone.cost.TurnCost;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A settled turn with its price. A server may hear one utterance as several. */
record HeardTurn(TurnRecord turn, TurnCost cost) {

    /** All that was heard of one utterance. @param turns in order */
    static Hearing joined(String utterance, List<HeardTurn> turns) {
        if (turns.isEmpty()) return Hearing.none(utterance);
        var last = turns.getLast().turn;
        var texts = new Hearing.Texts(join(turns, turn -> turn.transcript().text()).orElse(""), clauses(turns, turn -> Optional.of(turn.transcript().why())).orElse(""),
                join(turns, turn -> text(turn.outOfBand())), join(turns, turn -> text(turn.builtIn())));
        var waits = new Hearing.Waits(last.outOfBand() instanceof Heard.Text ? last.took().toOutOfBand() : Optional.<Duration>empty(),
                last.builtIn() instanceof Heard.Text ? last.took().toBuiltIn() : Optional.<Duration>empty());
        return new Hearing(utterance, turns.stream().map(heard -> heard.turn.number()).toList(), texts, clauses(turns, Interventions::of), waits, spent(turns));
    }

    private static Hearing.Spent spent(List<HeardTurn> turns) {
        var tokens = turns.stream().flatMap(heard -> heard.turn.meters().outOfBand().stream())
                .map(used -> new Hearing.Tokens(used.input().text(), used.input().audio(), used.cached(), used.output().sum()))
                .reduce(Hearing.Tokens.NONE, Hearing.Tokens::plus);
        return new Hearing.Spent(tokens, sum(turns, TurnCost::outOfBand), sum(turns, TurnCost::builtIn), sum(turns, TurnCost::reply));
    }

    private static Meter sum(List<HeardTurn> turns, Function<TurnCost, Meter> meter) {
        return Meter.sum(turns.stream().map(heard -> meter.apply(heard.cost)).toList());
    }

    private static Optional<String> join(List<HeardTurn> turns, Function<TurnRecord, Optional<String>> text) {
        var there = turns.stream().map(heard -> text.apply(heard.turn)).flatMap(Optional::stream).toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(there.stream().filter(part -> !part.isBlank()).collect(Collectors.joining(" ")));
    }

    private static Optional<String> clauses(List<HeardTurn> turns, Function<TurnRecord, Optional<String>> clause) {
        var all = turns.stream().map(heard -> clause.apply(heard.turn)).flatMap(Optional::stream).distinct().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    private static Optional<String> text(Heard heard) {
        return switch (heard) {
            case Heard.Text text -> Optional.of(text.text());
            case Heard.Nothing ignored -> Optional.empty();
            case Heard.Pending ignored -> Optional.empty();
        };
    }
}
