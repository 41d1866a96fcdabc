package dev.sidetone.eval;

import dev.sidetone.turn.ContextPolicy;

/** One way to ask for a transcript: what the model may hear, and the rules it follows. */
public record Strategy(ContextPolicy context, Prompt prompt) {

    /**
     * The transcriber's rules.
     *
     * @param name of the shipped prompt or of the file, without its folder
     * @param rules of the trade, named likewise; {@code none} without
     * @param text as it is sent
     */
    public record Prompt(String name, String rules, String text) {

        /** Prompts are the user's property: they do not print. */
        @Override
        public String toString() {
            return "Prompt[" + name + ", " + rules + "]";
        }
    }

    /** Its name in reports, the same in each run with the same options: {@code latest/verbatim/claims}. */
    public String key() {
        return context.word() + "/" + prompt.name + "/" + prompt.rules;
    }

    /** Tells prompts apart whose files have one name. */
    String print() {
        return Folders.print(prompt.text);
    }

    boolean isWholeSession() {
        return context instanceof ContextPolicy.WholeSession;
    }
}
