package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;

/** What hears and speaks, for whoever finds the words in between. One serves any number of calls. Thread-safe. */
public interface Senses extends AutoCloseable {

    /** The hearing of one call, so that nothing leaks from one caller to the next. */
    CallHearing hearing();

    /**
     * Speaks one sentence.
     *
     * @return speech at {@link Pcm#RATE}; of no length when there is nothing to say
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    Pcm say(String sentence) throws InterruptedException;

    @Override
    void close();
}
