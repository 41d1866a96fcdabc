package dev.sidetone.turn;

/** Decides whether a text is to be trusted as the transcript of a turn. Asked on the thread that feeds the ledger: be quick. */
@FunctionalInterface
public interface Guard {

    /** @param evidence as far as it is known; the same turn is judged again when more is */
    Verdict judge(Evidence evidence);

    /** The guard that ships: {@link TranscriptGuard}. */
    static Guard standard() {
        return TranscriptGuard::judge;
    }

    /** Trusts every text. */
    static Guard off() {
        return evidence -> evidence.outOfBand() instanceof Heard.Text ? new Verdict.Trusted() : new Verdict.NothingToJudge();
    }
}
