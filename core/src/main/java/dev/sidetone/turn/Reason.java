package dev.sidetone.turn;

import java.time.Duration;
import java.util.regex.Pattern;

/** Why there is no text where one could have been. */
public sealed interface Reason {

    /** A word for records and scripts; stable. */
    default String word() {
        return switch (this) {
            case AsrFailed ignored -> "asr_failed";
            case Refused ignored -> "refused";
            case Failed ignored -> "failed";
            case Cancelled ignored -> "cancelled";
            case Incomplete ignored -> "incomplete";
            case NoText ignored -> "no_text";
            case Expired ignored -> "expired";
            case CallOver over -> over.end().word();
            case ItemDeleted ignored -> "item_deleted";
            case NeverCommitted ignored -> "never_committed";
            case SwitchedOff ignored -> "switched_off";
            case NotAsked ignored -> "not_asked";
            case KeptSilent ignored -> "kept_silent";
            case NotExpected ignored -> "not_expected";
            case AnsweredTogether ignored -> "answered_together";
            case Unfit ignored -> "unfit";
            case ProgramFailed ignored -> "program_failed";
        };
    }

    /** One clause for people. */
    default String inWords() {
        return switch (this) {
            case AsrFailed failed -> "the built-in recogniser failed (" + failed.code() + ")";
            case Refused refused -> "the request was refused (" + refused.code() + ")";
            case Failed failed -> "the response failed (" + failed.code() + ")";
            case Cancelled cancelled -> "the response was cancelled (" + cancelled.why() + ")";
            case Incomplete incomplete -> "the response was cut short (" + incomplete.limit() + ")";
            case NoText ignored -> "the response completed without a text";
            case Expired expired -> "no answer within " + expired.limit().toMillis() / 1000.0 + " s";
            case CallOver over -> over.end().inWords();
            case ItemDeleted ignored -> "the item was deleted";
            case NeverCommitted ignored -> "the speech was announced but never committed";
            case SwitchedOff ignored -> "switched off";
            case NotAsked not -> "not asked: " + not.why();
            case KeptSilent ignored -> "the program had the agent stay silent";
            case NotExpected ignored -> "none was expected";
            case AnsweredTogether together -> "answered together with " + together.itemId();
            case Unfit unfit -> "the answer did not fit (" + unfit.why() + ")";
            case ProgramFailed failed -> "the program's own code failed (" + failed.kind() + ")";
        };
    }

    /** The built-in transcription reported failure. @param code the peer's, for instance {@code audio_unintelligible} */
    record AsrFailed(String code) implements Reason {}

    /** The service refused our request by an {@code error} event. @param code its code, or its type where it has none */
    record Refused(String code) implements Reason {

        private static final Pattern NOT_FOR_WHAT_IT_HOLDS = Pattern.compile("(?i)rate_?limit|too_many|quota|billing|server_error|internal_error"
                + "|overload|unavailable|timeout|expired|api_key|auth|permission|active_response");

        /**
         * Whether another request may be taken, one that holds less or is put in another form. Not where the service is out of
         * breath, or the account out of money: to ask again would make it worse. Which code a bad reference or a conversation that is
         * too long has is not published, so every other code counts as such.
         */
        boolean forWhatItHolds() {
            return !NOT_FOR_WHAT_IT_HOLDS.matcher(code).find();
        }
    }

    /** The response began and ended as failed. */
    record Failed(String code) implements Reason {}

    record Cancelled(String why) implements Reason {}

    /** The response was cut by a limit: half a transcript would look like a whole one, so it is none. */
    record Incomplete(String limit) implements Reason {}

    /** Completed, but no message came out; not to be mistaken for silence, which is a message without words. */
    record NoText() implements Reason {}

    record Expired(Duration limit) implements Reason {}

    record CallOver(EndReason end) implements Reason {}

    record ItemDeleted() implements Reason {}

    record NeverCommitted() implements Reason {}

    record SwitchedOff() implements Reason {}

    /** We chose not to ask: {@link TranscribePolicy}. @param why one clause */
    record NotAsked(String why) implements Reason {}

    /** {@link Ruling.StaySilent}. */
    record KeptSilent() implements Reason {}

    record NotExpected() implements Reason {}

    /** The agent answered this turn and a later one with one reply, which stands in the later one. */
    record AnsweredTogether(String itemId) implements Reason {}

    /** A task's answer could not be read as what it should be. @param why one clause, without what the answer says */
    record Unfit(String why) implements Reason {}

    /** What the program brought for a task threw. @param kind of the exception: its message may quote what was said */
    record ProgramFailed(String kind) implements Reason {}
}
