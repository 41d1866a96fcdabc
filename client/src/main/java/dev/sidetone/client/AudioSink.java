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

    /** The caller interrupts: forget what was not played yet. */
    default void stop() {}
}
