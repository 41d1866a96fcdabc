package dev.sidetone.client;

import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Prompts;

/** The out-of-band transcription of the caller's turns. */
public sealed interface Transcription {

    /** @param prompt the transcriber's rules */
    record On(String prompt, ContextPolicy context) implements Transcription {
        public On context(ContextPolicy context) {
            return new On(prompt, context);
        }

        /** Prompts are the user's property: they do not print. */
        @Override
        public String toString() {
            return "On[" + context.word() + "]";
        }
    }

    record Off() implements Transcription {}

    /** The shipped verbatim prompt, hearing the latest turn. */
    static On verbatim() {
        return by(Prompts.verbatim());
    }

    static On by(String prompt) {
        return new On(prompt, new ContextPolicy.LatestTurn());
    }

    static Off off() {
        return new Off();
    }
}
