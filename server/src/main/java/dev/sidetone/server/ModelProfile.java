package dev.sidetone.server;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What differs from one model of the live service to another: defaults of its sessions (recorded) and the room it has
 * (published).
 *
 * @param name without the date of a snapshot
 * @param voice with which a session begins
 * @param silenceMs the default {@code silence_duration_ms}; the reference text says 500 for all
 * @param inputTokens what one response may read before the oldest is left out
 * @param reasons whether it takes {@code reasoning} and {@code parallel_tool_calls}, which others refuse, and tells the
 *         {@code phase} of its messages
 */
record ModelProfile(String name, String voice, int silenceMs, int inputTokens, boolean reasons) {

    /**
     * What the second generation adds to every prompt: 12 tokens of instructions and one message were billed as 23, where the
     * first adds 4. A guess, after that one recording: that it is once a prompt and not for each message.
     */
    private static final int SECOND_FRAMING = 7;

    /** 32k of context; published as usable before truncation. */
    private static final int FIRST_INPUT = 28_224;

    /** 128k of context, of which 32k are the answer's; that the rest may be read is a guess after the first generation. */
    private static final int SECOND_INPUT = 96_000;

    /** Voice and silence are recorded for gpt-realtime, its mini, 2.1 and 2.1-mini; 1.5 and 2 follow their families. */
    private static final List<ModelProfile> KNOWN = List.of(
            first("gpt-realtime"), first("gpt-realtime-mini"), first("gpt-realtime-1.5"),
            second("gpt-realtime-2"), second("gpt-realtime-2.1"), second("gpt-realtime-2.1-mini"));

    private static final Pattern SNAPSHOT = Pattern.compile("-\\d{4}-\\d{2}-\\d{2}$");

    private static ModelProfile first(String name) {
        return new ModelProfile(name, "alloy", 200, FIRST_INPUT, false);
    }

    private static ModelProfile second(String name) {
        return new ModelProfile(name, "marin", 500, SECOND_INPUT, true);
    }

    int framing() {
        return reasons ? SECOND_FRAMING : 0;
    }

    /**
     * Whether the latest reply stays in the context as audio. Recorded over nine turns of gpt-realtime; with 2.1-mini it was
     * not counted at all, in the one recording there is.
     */
    boolean rehearsItsVoice() {
        return !reasons;
    }

    /** Snapshots ({@code gpt-realtime-2025-08-28}) are as their model is; an unknown name is taken for {@code gpt-realtime}. */
    static ModelProfile of(String model) {
        var undated = SNAPSHOT.matcher(model).replaceFirst("");
        return KNOWN.stream().filter(known -> known.name().equals(undated)).findFirst().orElse(KNOWN.getFirst());
    }
}
