package dev.sidetone.turn;

import java.util.EnumSet;

/**
 * Judges whether a text is a transcript of the turn it was asked about. Pure: the same evidence always gives the same
 * verdict, and nothing is kept.
 */
public final class TranscriptGuard {

    private TranscriptGuard() {}

    public static Verdict judge(Evidence evidence) {
        return switch (evidence.outOfBand()) {
            case Heard.Text text -> Verdict.of(doubtsAbout(text.text(), evidence));
            case Heard.Nothing(Reason.Incomplete ignored) -> Verdict.of(EnumSet.of(Doubt.CUT_OFF));
            case Heard.Nothing ignored -> new Verdict.NothingToJudge();
            case Heard.Pending ignored -> throw new IllegalArgumentException("there is no transcript to judge yet");
        };
    }

    private static EnumSet<Doubt> doubtsAbout(String text, Evidence evidence) {
        var doubts = EnumSet.noneOf(Doubt.class);
        boolean wordsHeard = evidence.builtIn() instanceof Heard.Text builtIn && !builtIn.silence();
        if (text.isBlank() && wordsHeard) doubts.add(Doubt.EMPTY);
        return doubts;
    }
}
