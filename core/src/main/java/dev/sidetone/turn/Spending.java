package dev.sidetone.turn;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Usd;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.Budget.Step;
import dev.sidetone.turn.TurnPlan.Lane;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one call has spent out of band, and what it may still ask for. Owned by the {@link TurnLedger}. */
final class Spending {

    private static final BigDecimal HALF = new BigDecimal("0.5"), FOUR_FIFTHS = new BigDecimal("0.8");

    private Optional<Budget> budget = Optional.empty();
    /** A policy that chooses, be it the user's own, is left to choose: the first step then changes nothing and is not told. */
    private boolean asksAlways;
    private Usd spent = Usd.ZERO;
    private Usd dearest = Usd.ZERO;
    private Optional<Step> step = Optional.empty();
    private boolean toldUnpriced;

    Spending(Optional<Lane> lane) {
        lane(lane);
    }

    /** What it may spend for, from now on. */
    void lane(Optional<Lane> lane) {
        budget = lane.flatMap(Lane::budget);
        asksAlways = lane.filter(one -> one.policy() instanceof TranscribePolicy.Always).isPresent();
    }

    /** The usage of one out-of-band request. @return the steps that follow from it, each told once */
    List<Action> used(Optional<Usage> usage) {
        var told = new ArrayList<Action>();
        if (usage.isEmpty() || budget.isEmpty()) return told;
        var cost = budget.get().book().response(budget.get().model(), usage);
        if (cost instanceof Cost.NotPriced none) {
            if (!toldUnpriced) told.add(new Action.Degraded(Step.UNPRICED, spent, Step.UNPRICED.inWords() + " (" + String.join("; ", none.reasons()) + ")"));
            toldUnpriced = true;
            return told;
        }
        spent = spent.plus(cost.least());
        if (cost.least().compareTo(dearest) > 0) dearest = cost.least();
        var reached = reached(budget.get().most());
        while (reached.isPresent() && (step.isEmpty() || step.get().compareTo(reached.get()) < 0)) {
            step = Optional.of(step.map(now -> Step.values()[now.ordinal() + 1]).orElse(Step.WHEN_IT_PAYS));
            if (step.get() != Step.WHEN_IT_PAYS || asksAlways) told.add(new Action.Degraded(step.get(), spent, budget.get().inWords(step.get())));
        }
        return told;
    }

    private Optional<Step> reached(Usd most) {
        if (spent.plus(dearest).compareTo(most) > 0) return Optional.of(Step.BUILT_IN_ONLY);
        if (spent.compareTo(most.times(FOUR_FIFTHS)) >= 0) return Optional.of(Step.LATEST_TURN);
        return spent.compareTo(most.times(HALF)) >= 0 ? Optional.of(Step.WHEN_IT_PAYS) : Optional.empty();
    }

    /** Why nothing is asked any more, once that is so. */
    Optional<String> over() {
        return step.filter(now -> now == Step.BUILT_IN_ONLY).flatMap(now -> budget.map(of -> of.inWords(now)));
    }

    /** What the budget has changed about a request, for the record. */
    Optional<String> note() {
        return step.filter(now -> now == Step.LATEST_TURN || now == Step.WHEN_IT_PAYS && asksAlways).flatMap(now -> budget.map(of -> of.inWords(now)));
    }

    TranscribePolicy policy(Lane lane) {
        return step.isPresent() && asksAlways ? new TranscribePolicy.WhenItPays(0) : lane.policy();
    }

    ContextPolicy context(Lane lane) {
        return step.filter(now -> now.compareTo(Step.LATEST_TURN) >= 0).<ContextPolicy>map(now -> new ContextPolicy.LatestTurn()).orElse(lane.context());
    }
}
