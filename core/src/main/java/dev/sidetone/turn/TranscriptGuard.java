package dev.sidetone.turn;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/**
 * Judges whether a text is a transcript of the turn it was asked about. Pure: the same evidence always gives the same
 * verdict, and nothing is kept.
 *
 * <p>Each doubt has a rule of its own. All of them weigh the built-in transcript: what it confirms, the caller said, be it an
 * apology, a question or an order; what it merely does not confirm is doubted only for a reason of its own, since it is often
 * the one that is wrong.
 */
public final class TranscriptGuard {

    private static final Map<Doubt, Judgement> RULES = new EnumMap<>(Map.ofEntries(
            Map.entry(Doubt.ANSWERED, Manner::answers), Map.entry(Doubt.REFUSED, Manner::refuses),
            Map.entry(Doubt.REPEATS_AGENT, Echo::ofAgent), Map.entry(Doubt.REPEATS_EARLIER_TURN, Echo::ofEarlierTurn),
            Map.entry(Doubt.LABELLED, Wrapping::around), Map.entry(Doubt.WRONG_LANGUAGE, Tongue::another),
            Map.entry(Doubt.TOO_MANY_WORDS, Pace::tooMany), Map.entry(Doubt.TOO_FEW_WORDS, Pace::tooFew),
            Map.entry(Doubt.CUT_OFF, Pace::cutOff), Map.entry(Doubt.EMPTY, Silence::empty), Map.entry(Doubt.INVENTED, Silence::invented)));

    /** How the API names the limit when a filter, not the length, ended the response. */
    private static final String CONTENT_FILTER = "content_filter";

    private TranscriptGuard() {}

    public static Verdict judge(Evidence evidence) {
        return judge(evidence, LanguageDetector.builtIn());
    }

    /** @param detector for the language of the text and of what stands beside it */
    public static Verdict judge(Evidence evidence, LanguageDetector detector) {
        return switch (evidence.outOfBand()) {
            case Heard.Text text -> Verdict.of(doubtsAbout(new Testimony(text.text(), evidence, detector)));
            case Heard.Nothing(Reason.Incomplete(var limit)) ->
                Verdict.of(EnumSet.of(limit.equals(CONTENT_FILTER) ? Doubt.REFUSED : Doubt.CUT_OFF));
            case Heard.Nothing ignored -> new Verdict.NothingToJudge();
            case Heard.Pending ignored -> throw new IllegalArgumentException("there is no transcript to judge yet");
        };
    }

    private static EnumSet<Doubt> doubtsAbout(Testimony testimony) {
        var doubts = EnumSet.noneOf(Doubt.class);
        RULES.forEach((doubt, rule) -> {
            if (rule.doubts(testimony)) doubts.add(doubt);
        });
        return doubts;
    }
}
