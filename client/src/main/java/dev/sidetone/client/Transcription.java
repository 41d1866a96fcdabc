package dev.sidetone.client;

import dev.sidetone.turn.Budget;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Guard;
import dev.sidetone.turn.OutOfBand;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.TranscribePolicy;
import dev.sidetone.turn.TurnPlan;
import java.util.Optional;
import java.util.Set;

/** The out-of-band transcription of the caller's turns. */
public sealed interface Transcription {

    /**
     * @param rules the transcriber's
     * @param lane what it hears, and who judges what it writes
     */
    record On(OutOfBand.Rules rules, TurnPlan.Lane lane) implements Transcription {

        public On context(ContextPolicy context) {
            return new On(rules, new TurnPlan.Lane(context, lane.guard(), lane.languages(), lane.policy(), lane.budget()));
        }

        public ContextPolicy context() {
            return lane.context();
        }

        /** The rules of the second request that follows a doubted answer, in few words. */
        public On strictly(String prompt) {
            return new On(new OutOfBand.Rules(rules.usual(), prompt), lane);
        }

        /** Judged by this guard; {@link Guard#off()} trusts every text. */
        public On guard(Guard guard) {
            return new On(rules, new TurnPlan.Lane(lane.context(), guard, lane.languages(), lane.policy(), lane.budget()));
        }

        /** @param languages ISO 639-1 codes the caller may speak: a transcript in another is doubted */
        public On languages(Set<String> languages) {
            return new On(rules, new TurnPlan.Lane(lane.context(), lane.guard(), languages, lane.policy(), lane.budget()));
        }

        /** Which turns are asked about; each, unless told otherwise. A turn that is not has the reason {@code not_asked}. */
        public On when(TranscribePolicy policy) {
            return new On(rules, lane.asking(policy));
        }

        /** Asks for less as this is used up: {@link Budget}. Each step is a {@link CallEvent.BudgetStep}. */
        public On within(Budget budget) {
            return new On(rules, lane.within(budget));
        }

        /** Prompts are the user's property: they do not print. */
        @Override
        public String toString() {
            return "On[" + context().word() + "]";
        }
    }

    record Off() implements Transcription {}

    /** How to ask; none when nothing is asked. */
    default Optional<TurnPlan.Lane> asked() {
        return switch (this) {
            case On on -> Optional.of(on.lane());
            case Off ignored -> Optional.empty();
        };
    }

    /** The shipped verbatim prompt, hearing the latest turn and notes of what is established. */
    static On verbatim() {
        return verbatim("");
    }

    /** @param domainRules of the trade, such as how a policy number is written */
    static On verbatim(String domainRules) {
        return by(Prompts.verbatim(domainRules)).strictly(Prompts.verbatimStrict(domainRules));
    }

    /** A prompt of your own. The request that follows a doubted answer has the shipped strict one: see {@link On#strictly}. */
    static On by(String prompt) {
        return new On(new OutOfBand.Rules(prompt, Prompts.verbatimStrict("")), TurnPlan.Lane.hearing(ContextPolicy.notes()));
    }

    static Off off() {
        return new Off();
    }
}
