package dev.sidetone.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strategy's figures over all utterances and by category. */
record StrategyFigures(Strategy strategy, Figures all, Map<String, Figures> byCategory) {

    static List<StrategyFigures> of(Plan plan, List<Scored> scored) {
        return plan.strategies().stream().map(strategy -> of(strategy, plan.dataset().categories(),
                scored.stream().filter(one -> one.trial().strategy().equals(strategy)).toList())).toList();
    }

    private static StrategyFigures of(Strategy strategy, List<String> categories, List<Scored> scored) {
        var by = new LinkedHashMap<String, Figures>();
        for (var category : categories) {
            by.put(category, Figures.of(scored.stream().filter(one -> one.reference().category().equals(category)).toList()));
        }
        return new StrategyFigures(strategy, Figures.of(scored), by);
    }
}
