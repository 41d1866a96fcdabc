package dev.sidetone.client;

import dev.sidetone.audio.Pcm;

/**
 * Plays the agent's voice. It runs on a thread of its own and may block as a loudspeaker does; what does not fit its queue is
 * dropped and counted.
 */
@FunctionalInterface
public interface AudioSink {

    /** Audio that follows what came before, at the rate of the session's output format ({@link Pcm#RATE} unless a telephone format was asked for). */
    void play(Pcm audio);

    /**
     * The caller interrupts: forget what was not played yet. It comes on the thread of {@link #play}, after the stretch that is
     * being played, and what was queued behind that stretch does not come any more. The reply that was cut off gives no more
     * audio; the next reply is played as usual.
     */
    default void stop() {}
}
