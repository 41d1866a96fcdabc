package dev.sidetone.turn;

import dev.sidetone.turn.Testimony.Witness;
import java.util.regex.Pattern;

/** Whether the model spoke as itself, or as the agent, instead of writing down. */
final class Manner {

    // Talk to somebody: what an answer has and a story has not. Only counts where the built-in text says something else.
    private static final Pattern ADDRESS = Pattern.compile(
            "\\b(you|your|yours|let me|i can|i will|i'll|i've noted|we can|we will|we'll|su|sus|usted|votre|vous|ihre?n?|sie|seu|sua|você|suo|sua|lei|uw)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    // Apologies and the like, as callers have them too: only against the built-in text as well.
    private static final Pattern APOLOGY = Pattern.compile(
            "\\b(sorry|apologi[sz]e|apologies|unable|not able|can't|cannot|couldn't|could not|didn't catch|transcri\\w*|siento|désolée?|leid|desculpe|spiace)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    // How a caller's question begins, in the built-in text, which has no question marks.
    private static final String BEFORE = "^(hey |hi |hello |so |um |okay |and |but )*";
    private static final String VERB = "(is|are|was|were|do|does|did|can|could|will|would|should|have|has|am|may)";
    private static final Pattern QUESTION = Pattern.compile(
            BEFORE + "(what|where|when|why|who|how|which|" + VERB + " (i|you|we|they|he|she|it|my|your|the|this|that|there))\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERB_FIRST = Pattern.compile(BEFORE + VERB + "\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANSWER = Pattern.compile("^(yes|no|sure|of course|certainly|absolutely|it depends|unfortunately)\\b", Pattern.CASE_INSENSITIVE);
    private static final int FEWEST_WORDS = 4;
    // Two sentences of this many words that share nothing were not made from one recording.
    private static final int FEWEST_UNRELATED_WORDS = 7;
    private static final double UNRELATED = 0.15;

    private Manner() {}

    static boolean answers(Testimony testimony) {
        return testimony.sentences().stream().anyMatch(sentence -> answers(sentence, testimony)) || isUnrelated(testimony)
                || statesWhatWasAsked(testimony);
    }

    private static boolean answers(Sentence sentence, Testimony testimony) {
        var witness = testimony.witness(sentence.words());
        if (witness == Witness.CONFIRMS) return false;
        if (Phrases.AGENT.in(sentence.text())) return true;
        if (witness != Witness.CONTRADICTS || sentence.words().size() < FEWEST_WORDS) return false;
        return sentence.asks() || ADDRESS.matcher(sentence.text()).find();
    }

    private static boolean isUnrelated(Testimony testimony) {
        var words = testimony.words();
        var other = testimony.builtInWords();
        boolean comparable = Math.min(words.sizeBeyondCodes(), other.sizeBeyondCodes()) >= FEWEST_UNRELATED_WORDS && !testimony.speaksAnotherLanguage();
        return comparable && words.within(other) < UNRELATED && other.within(words) < UNRELATED;
    }

    /** The caller asked, and here stands a statement in other words. */
    private static boolean statesWhatWasAsked(Testimony testimony) {
        var builtIn = testimony.builtIn().orElse("").strip();
        if (builtIn.isEmpty()) return false;
        boolean asked = QUESTION.matcher(builtIn).find() || VERB_FIRST.matcher(builtIn).find() && ANSWER.matcher(testimony.text().strip()).find();
        boolean states = testimony.sentences().stream().noneMatch(sentence -> sentence.asks() || QUESTION.matcher(sentence.text()).find());
        return asked && states && testimony.words().size() >= FEWEST_WORDS && testimony.builtInWords().size() >= FEWEST_WORDS
                && testimony.witness(testimony.words()) != Witness.CONFIRMS && !testimony.speaksAnotherLanguage();
    }

    static boolean refuses(Testimony testimony) {
        return testimony.sentences().stream().anyMatch(sentence -> refuses(sentence, testimony));
    }

    private static boolean refuses(Sentence sentence, Testimony testimony) {
        var witness = testimony.witness(sentence.words());
        if (witness == Witness.CONFIRMS) return false;
        if (Phrases.REFUSAL.in(sentence.text())) return true;
        if (witness != Witness.CONTRADICTS || sentence.words().size() < FEWEST_WORDS) return false;
        return APOLOGY.matcher(sentence.text().replace('’', '\'')).find();
    }
}
