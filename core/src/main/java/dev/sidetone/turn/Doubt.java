package dev.sidetone.turn;

import java.util.Locale;

/** A way in which a text from the model fails to be a transcript of the turn it was asked about. */
public enum Doubt {
    /** It talks back: the model went on as the agent. */
    ANSWERED("answered instead of writing down"),
    /** It declines, apologises or speaks of itself. */
    REFUSED("declined to write down"),
    REPEATS_AGENT("repeats what the agent said"),
    REPEATS_EARLIER_TURN("repeats an earlier turn of the caller"),
    /** Headings, quotation marks, Markdown or remarks around the words. */
    LABELLED("wrote more than the words"),
    WRONG_LANGUAGE("is in another language or script than the caller"),
    TOO_MANY_WORDS("has more words than can be said in the time"),
    TOO_FEW_WORDS("has far fewer words than were said in the time"),
    /** The response ended at its token limit. */
    CUT_OFF("was cut off"),
    /** Nothing, although the service found speech and its recogniser heard words. */
    EMPTY("is empty although words were heard"),
    /** Words, although there was no speech and nobody else heard any. */
    INVENTED("has words although nothing was said");

    private final String clause;

    Doubt(String clause) {
        this.clause = clause;
    }

    /** A word for records and scripts; stable. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One clause for people, its subject being the transcript. */
    public String inWords() {
        return clause;
    }
}
