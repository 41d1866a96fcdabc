package dev.sidetone.turn;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known about one turn when its transcript is judged. Parts that have not arrived yet are pending or absent; a
 * judgement is made again when they have.
 *
 * @param outOfBand never pending
 * @param speech how long the detector heard the caller; absent where the service did not say
 * @param languages ISO 639-1 codes the caller may speak, where the program knows them; empty: any
 */
public record Evidence(Heard outOfBand, Heard builtIn, Said said, Optional<Duration> speech, Set<String> languages) {

    /**
     * What was said in the call apart from this turn's own words, oldest first: by the agent its replies as far as they were spoken,
     * the one to this turn last once it is known, and by the caller the transcripts of the turns before this one. Immutable.
     */
    public static final class Said {
        public static final Said NOTHING = new Said(List.of(), List.of());

        private final List<Line> agent;
        private final List<Line> caller;

        public Said(List<String> byAgent, List<String> byCaller) {
            this(byAgent.stream().map(Line::new), byCaller.stream().map(Line::new));
        }

        Said(Stream<Line> agent, Stream<Line> caller) {
            this.agent = agent.toList();
            this.caller = caller.toList();
        }

        public List<String> byAgent() {
            return agent.stream().map(Line::text).toList();
        }

        public List<String> byCaller() {
            return caller.stream().map(Line::text).toList();
        }

        List<Line> agent() {
            return agent;
        }

        List<Line> caller() {
            return caller;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Said said && said.agent.equals(agent) && said.caller.equals(caller);
        }

        @Override
        public int hashCode() {
            return Objects.hash(agent, caller);
        }

        /** Speech is personal data: only counts are printed. */
        @Override
        public String toString() {
            return "Said[" + agent.size() + " by the agent, " + caller.size() + " by the caller]";
        }
    }

    public Evidence {
        if (!outOfBand.settled()) throw new IllegalArgumentException("there is no transcript to judge yet");
        languages = Set.copyOf(languages);
    }
}
