package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays the agent's voice: a loudspeaker, a browser, a telephone line. {@link #play} and {@link #stop} come on one thread of its own,
 * which may block as a loudspeaker does until there is room; what does not fit the queue before it is dropped and counted. A stop comes
 * when {@code play} has returned: a sink whose device may stand still rather takes what it is given, and forgets it when it is stopped.
 * One that is {@link #quick} is spared the thread.
 *
 * <p>What the caller heard of a reply is decided by {@link #sounded}. So keep little ahead of the ear, or what can be
 * thrown away: what lies in a buffer and cannot be taken back sounds on after a stop.
 */
@FunctionalInterface
public interface AudioSink {

    /** A {@link #quick} sink that only takes audio: a queue to a telephone line, a recording. */
    static AudioSink quick(Consumer<Pcm> taker) {
        return new AudioSink() {
            @Override
            public void play(Pcm audio) {
                taker.accept(audio);
            }

            @Override
            public boolean quick() {
                return true;
            }
        };
    }

    /**
     * Whether {@link #play} and {@link #stop} only put away what they are given, in microseconds, whatever happens. They come on the session's own
     * thread then, and each piece of voice at once and whole as the server sent it: that spares a change of threads for each, where a machine holds
     * hundreds of calls. The gaps of the network are the sink's to bridge, {@link Sidetone#jitter} is without effect. A sink that says so
     * and waits holds up its call; one that waits for its own call, for {@link Call#ask} say, waits for ever. Asked once, when the call begins.
     */
    default boolean quick() {
        return false;
    }

    /** Audio that follows what came before, at most 20 ms at a time if it is not {@link #quick}; see {@link AgentAudio#audio} for its rate. */
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
