package dev.sidetone.turn;

import dev.sidetone.protocol.Usage;
import java.util.List;
import java.util.Optional;

/**
 * One request for a transcript, and what came of it.
 *
 * @param context what the model was given to hear
 * @param notes in force when it was asked, a line each; empty where the context has none
 * @param answer pending only while the turn is open
 * @param verdict of the guard; {@link Verdict.NothingToJudge} until there is a text
 * @param usage of this request alone
 */
public record Attempt(
        Manner manner, ContextPolicy context, List<String> notes, Heard answer, Verdict verdict, Optional<Usage> usage) {

    /** How the transcript is asked for. */
    public enum Manner {
        /** By the transcriber's rules. */
        USUAL,
        /** In few words, the latest turn alone, and forced into the argument of a function call: a model cannot chat there. */
        STRICT_CALL,
        /** The same as plain text, for peers that take no tools. */
        STRICT_TEXT
    }

    public Attempt {
        notes = List.copyOf(notes);
    }

    static Attempt made(Action.AskForTranscript ask) {
        return new Attempt(ask.manner(), ask.context(), ask.notes(), new Heard.Pending(), new Verdict.NothingToJudge(), Optional.empty());
    }

    boolean pending() {
        return !answer.settled();
    }

    /** For what it holds: another may be taken. */
    boolean refused() {
        return answer instanceof Heard.Nothing(Reason.Refused why) && why.forWhatItHolds();
    }

    boolean doubted() {
        return verdict instanceof Verdict.Doubted;
    }

    Attempt used(Optional<Usage> more) {
        return new Attempt(manner, context, notes, answer, verdict, Meters.sum(usage, more));
    }

    /** The newest text counts; what is not a text does not undo one. */
    Attempt answered(Heard heard) {
        var news = heard instanceof Heard.Text || !(answer instanceof Heard.Text);
        return news ? new Attempt(manner, context, notes, heard, verdict, usage) : this;
    }

    Attempt judged(Verdict verdict) {
        return new Attempt(manner, context, notes, answer, verdict, usage);
    }

    /** What was said is personal data: notes show as their number. */
    @Override
    public String toString() {
        return "Attempt[" + manner + ", " + context.word() + ", " + notes.size() + " notes, " + answer + ", " + verdict + "]";
    }
}
