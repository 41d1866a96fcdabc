package dev.sidetone.turn;

import java.time.Duration;

/**
 * How long a turn waits for its parts before it is recorded without them.
 *
 * @param itemGrace from the commit to asking, when the peer never announces the item itself
 * @param commit from the end of speech to its commit
 * @param hearing from the end of speech (out of band: from the request) to a transcript
 * @param replyStart from the commit, or from the last tool call, to the beginning of a reply
 * @param reply from the beginning of a reply to its end
 * @param speech from the start of speech to its end
 */
public record Limits(Duration itemGrace, Duration commit, Duration hearing, Duration replyStart, Duration reply, Duration speech) {

    /**
     * Recorded services announce the item within 2 ms of the commit and transcribe within 2 s; local models on a slow
     * machine may need ten times that. A reply holds at most 4,096 tokens, about 200 s of audio even at playing speed. A
     * caller may talk long: the speech limit only frees what a peer forgot.
     */
    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(20),
            Duration.ofSeconds(240), Duration.ofMinutes(15));

    public Limits {
        for (var limit : new Duration[] {itemGrace, commit, hearing, replyStart, reply, speech}) {
            if (!limit.isPositive()) throw new IllegalArgumentException("a limit must be positive: " + limit);
        }
    }

    public Limits withHearing(Duration hearing) {
        return new Limits(itemGrace, commit, hearing, replyStart, reply, speech);
    }

    public Limits withReplyStart(Duration replyStart) {
        return new Limits(itemGrace, commit, hearing, replyStart, reply, speech);
    }
}
