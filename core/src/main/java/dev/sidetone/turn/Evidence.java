package dev.sidetone.turn;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
     * What was said in the call apart from this turn's own words, oldest first.
     *
     * @param byAgent replies as far as they were spoken, the one to this turn last once it is known
     * @param byCaller the transcripts of the turns before this one
     */
    public record Said(List<String> byAgent, List<String> byCaller) {
        public static final Said NOTHING = new Said(List.of(), List.of());

        public Said {
            byAgent = List.copyOf(byAgent);
            byCaller = List.copyOf(byCaller);
        }

        /** Speech is personal data: only counts are printed. */
        @Override
        public String toString() {
            return "Said[" + byAgent.size() + " by the agent, " + byCaller.size() + " by the caller]";
        }
    }

    public Evidence {
        if (!outOfBand.settled()) throw new IllegalArgumentException("there is no transcript to judge yet");
        languages = Set.copyOf(languages);
    }
}
