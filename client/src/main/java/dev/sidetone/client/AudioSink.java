package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.Optional;

/**
 * Plays the agent's voice: a loudspeaker, a browser, a telephone line. {@link #play} and {@link #stop} come on one thread of its own,
 * which may block as a loudspeaker does until there is room; what does not fit the queue before it is dropped and counted. A stop comes
 * when {@code play} has returned: a sink whose device may stand still rather takes what it is given, and forgets it when it is stopped.
 *
 * <p>What the caller heard of a reply is decided by {@link #sounded}. So keep little ahead of the ear, or what can be
 * thrown away: what lies in a buffer and cannot be taken back sounds on after a stop.
 */
@FunctionalInterface
public interface AudioSink {

    /** Audio that follows what came before, at most 20 ms at a time; see {@link AgentAudio#audio} for its rate. */
    void play(Pcm audio);

    /** The same, for sinks that must know which reply it belongs to; it is this method that is called. */
    default void play(AgentAudio stretch) {
        play(stretch.audio());
    }

    /**
     * The caller interrupts: fall silent at once and forget what was not played yet. What was queued before this sink does not come
     * any more, and the reply that was cut off gives no more audio; the next reply is played as usual.
     */
    default void stop() {}

    /**
     * How much of all that was ever given to {@link #play} has really sounded. It never goes back; silence of the sink's own does not
     * count, and neither does what {@link #stop} made it forget. Asked from any thread, and right after {@code stop} for the moment
     * of the interruption; it must not block for longer than a few milliseconds.
     *
     * @return empty where the sink cannot know: then audio counts as heard at the pace of the clock, from when it was given
     */
    default Optional<Duration> sounded() {
        return Optional.empty();
    }
}
