package dev.sidetone.speech;

import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import dev.sidetone.server.ResponseOutput;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Tells a request for a transcript from the other tasks that may be asked beside a conversation, however it is worded. Tasks
 * such as a summary may name a transcript too: as what they are given, not as what they are to make.
 */
public final class TranscriptionTask {

    /** The task itself. */
    private static final Pattern TO_TRANSCRIBE = Pattern.compile(
            "(?i)\\btranscrib(?:e|es|ing|er|ers)\\b|\\btranscription (?:engine|system|service|assistant|model|task)\\b");
    /** Said of the task or of what it works on. */
    private static final Pattern A_TRANSCRIPT = Pattern.compile("(?i)\\btranscript(?:s|ion|ions)?\\b|\\bverbatim\\b");
    private static final Pattern ANOTHER_TASK = Pattern.compile(
            "(?i)\\b(?:summari[sz]\\w*|summary|summaries|sum up|extract\\w*|classif\\w*|categori[sz]\\w*|translat\\w*|sentiment|paraphras\\w*"
                    + "|rewrite|rephrase|json|function|tool)\\b");
    /** Before a word, in its sentence: what follows is not to be done. */
    private static final Pattern NOT = Pattern.compile("(?i)(?:\\b(?:not|never|no|nor|without|instead of|rather than)\\b|n['’]t\\b)[^.!?;:\\n]*$");

    private TranscriptionTask() {}

    /**
     * Whether a request beside the conversation is one for a transcript, by its instructions or by a last system message. A
     * forced function call is one only where the function takes nothing but the string {@code transcript}.
     */
    public static boolean isStatedBy(ModelPrompt prompt) {
        if (!prompt.outOfBand()) return false;
        boolean formed = switch (prompt.tools().choice()) {
            case Choice.Function ignored -> CallForm.in(prompt).isPresent();
            case Choice.Required ignored -> false;
            case Choice.Auto ignored -> true;
            case Choice.None ignored -> true;
            case Choice.Other ignored -> true;
        };
        return formed && (isStatedBy(prompt.instructions()) || isStatedLast(prompt));
    }

    private static boolean isStatedLast(ModelPrompt prompt) {
        return !prompt.context().isEmpty() && prompt.context().getLast() instanceof Seen.SystemText(String item, String text) && isStatedBy(text);
    }

    /** Puts the words out in the form that the request asks for. */
    public static void handOver(String words, ModelPrompt prompt, ResponseOutput output) {
        CallForm.in(prompt).ifPresentOrElse(form -> output.call(form.function(), form.arguments(words)), () -> output.text(words));
    }

    static boolean isStatedBy(String instructions) {
        var other = first(ANOTHER_TASK, instructions);
        var task = first(TO_TRANSCRIBE, instructions);
        if (task.isPresent()) return other.isEmpty() || task.getAsInt() < other.getAsInt();
        return other.isEmpty() && first(A_TRANSCRIPT, instructions).isPresent();
    }

    /** Where it stands first without being ruled out. */
    private static OptionalInt first(Pattern words, String instructions) {
        return words.matcher(instructions).results().mapToInt(found -> found.start())
                .filter(at -> !NOT.matcher(instructions.substring(0, at)).find()).findFirst();
    }
}
