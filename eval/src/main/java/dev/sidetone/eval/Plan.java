package dev.sidetone.eval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation is made of.
 *
 * @param repeats how often each call is held with each strategy
 * @param options whatever else the results depend on, in words, by the name of the option
 */
public record Plan(Dataset dataset, List<Strategy> strategies, int repeats, Map<String, String> options) {

    public Plan {
        strategies = List.copyOf(strategies);
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
        if (repeats < 1) throw EvalException.usage("--repeat " + repeats + " measures nothing; use 1 or more");
        var keys = new HashSet<String>();
        for (var strategy : strategies) {
            if (!keys.add(strategy.key())) {
                throw EvalException.usage("the strategy " + strategy.key() + " is asked for twice; give files of different names, each once");
            }
        }
    }

    /** Strategies alternate, so that one that is cut short has measured them all alike. */
    List<Trial> trials() {
        var trials = new ArrayList<Trial>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            for (var call : dataset.calls()) {
                for (var strategy : strategies) trials.add(new Trial(strategy, call, repeat));
            }
        }
        return trials;
    }
}
