package dev.sidetone.eval;

import java.time.Instant;
import java.util.List;

/**
 * What an evaluation came to.
 *
 * @param at when it ended
 */
public record EvalReport(Evaluation.Heard heard, Where where, Instant at, List<Scored> scored, List<StrategyFigures> strategies) {

    /**
     * Who heard.
     *
     * @param kind a word for the endpoint
     * @param address without a query, which may hold keys
     * @param simulated whether a local server counted the usage and nobody is charged
     * @param sessions at once: waiting times depend on it
     * @param version of Sidetone
     */
    public record Where(String kind, String address, boolean simulated, int sessions, String version) {}

    public EvalReport {
        scored = List.copyOf(scored);
        strategies = List.copyOf(strategies);
    }

    public static EvalReport of(Evaluation.Heard heard, Where where) {
        var scored = Scored.of(heard);
        return new EvalReport(heard, where, Instant.now(), scored, StrategyFigures.of(heard.plan(), scored));
    }

    /** Whether every call was held to its end. */
    public boolean complete() {
        return heard.missing().isEmpty();
    }
}
