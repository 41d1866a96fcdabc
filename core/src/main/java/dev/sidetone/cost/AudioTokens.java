package dev.sidetone.cost;

import dev.sidetone.protocol.Usage;
import dev.sidetone.protocol.Usage.Tokens;
import java.time.Duration;

/**
 * The audio tokens a response must have used by the published rules, to be held against what was reported: services are
 * recorded to report no audio for requests that refer to an audio item, although its words came back.
 *
 * @param input of all audio the model was given: every user audio in its context, and of its own only the latest
 * @param output of what it spoke
 */
public record AudioTokens(long input, long output) {

    // OpenAI, "Managing costs": user audio is 1 token per 100 ms, assistant audio 1 token per 50 ms. Recorded: 2796 ms -> 27.
    private static final Duration PER_USER_TOKEN = Duration.ofMillis(100);
    private static final Duration PER_ASSISTANT_TOKEN = Duration.ofMillis(50);

    /** Tokens of one user item; a begun token does not count. */
    public static long ofUser(Duration audio) {
        return audio.dividedBy(PER_USER_TOKEN);
    }

    /** Tokens of one reply; a begun token does not count (recorded lengths are whole multiples, so this is an assumption). */
    public static long ofAssistant(Duration audio) {
        return audio.dividedBy(PER_ASSISTANT_TOKEN);
    }

    public boolean differsFrom(Usage reported) {
        return input != reported.input().audio() || output != reported.output().audio();
    }

    /** The reported usage with these audio counts in place of its own. */
    public Usage in(Usage reported) {
        var input = new Tokens(reported.input().text(), this.input, reported.input().image());
        var output = new Tokens(reported.output().text(), this.output, reported.output().image());
        long more = input.sum() - reported.input().sum() + output.sum() - reported.output().sum();
        return new Usage(reported.total() + more, input, reported.cached(), reported.cachedByModality(), output, reported.reasoning());
    }
}
