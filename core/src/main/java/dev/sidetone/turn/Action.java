package dev.sidetone.turn;

import dev.sidetone.cost.Usd;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.Usage;
import java.util.List;
import java.util.Optional;

/** What the ledger wants done, or wants known. */
public sealed interface Action {

    /**
     * Send the request for a transcript.
     *
     * @param attempt 1 for the first request about the turn; at most {@link TurnLedger#MOST_REQUESTS}
     * @param context that yields the input
     * @param notes lines of text that stand in the input
     * @param input what the model is to hear; absent means the conversation as it stands
     */
    record AskForTranscript(
            String itemId, int attempt, Attempt.Manner manner, ContextPolicy context, List<String> notes, Optional<List<Item>> input)
            implements Action {
        public AskForTranscript {
            notes = List.copyOf(notes);
            input = input.map(List::copyOf);
        }

        @Override
        public String toString() {
            return "AskForTranscript[" + itemId + ", " + attempt + ", " + manner + ", " + context.word() + "]";
        }
    }

    /** Stop a response of ours that nobody waits for any more: each token of it costs. */
    record Cancel(String responseId) implements Action {}

    /**
     * Both hearings of a turn are settled and judged; the reply may still run. Comes once for each turn, before its record. What the
     * reply shows later may still change the judgement: the record has the last word.
     */
    record TurnHeard(String itemId, int number, TurnRecord.Hearings heard) implements Action {}

    /**
     * The two transcripts of a turn disagree on something worth a question before anybody acts. Comes at most once for each turn, right
     * before its {@link TurnHeard}.
     *
     * @param mismatches at least one, as {@link TurnRecord.Hearings#mismatches} finds them
     */
    record Mismatched(String itemId, int number, List<Mismatch> mismatches) implements Action {
        public Mismatched {
            mismatches = List.copyOf(mismatches);
        }
    }

    /**
     * Have the agent answer a turn that was held back: {@link TurnPlan#gated}.
     *
     * @param instructions for this answer alone, after the agent's own
     */
    record Answer(String itemId, Optional<String> instructions) implements Action {
        @Override
        public String toString() {
            return "Answer[" + itemId + instructions.map(text -> ", " + text.length() + " chars").orElse("") + "]";
        }
    }

    /**
     * The budget takes a step: from now on less is asked for, or it turns out that nothing can be counted.
     *
     * @param spent out of band so far, as far as it is known
     * @param why one clause
     */
    record Degraded(Budget.Step step, Usd spent, String why) implements Action {}

    /** A turn is settled. */
    record TurnEnded(TurnRecord turn) implements Action {}

    /**
     * Something about an item came after its record, or about an item nobody announced. Not part of any record.
     *
     * @param text the words, when there were any
     * @param meters what it used and no record holds
     */
    record Late(String itemId, What what, Optional<String> text, Meters meters) implements Action {
        public enum What { BUILT_IN, OUT_OF_BAND, REPLY, TRUNCATION }

        @Override
        public String toString() {
            return "Late[" + itemId + ", " + what + text.map(t -> ", " + t.length() + " chars").orElse("") + "]";
        }
    }

    /**
     * A response that answers no turn: a greeting, an answer to typed text, somebody else's out-of-band request.
     *
     * @param usage no record holds it
     */
    record AnsweredNobody(Response response, Optional<Usage> usage) implements Action {}

    /** @param answer never pending */
    record TaskEnded(String taskId, Heard answer, Optional<Usage> usage) implements Action {}
}
