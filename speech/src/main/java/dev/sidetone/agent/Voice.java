package dev.sidetone.agent;

import dev.sidetone.audio.Pcm;

/**
 * Text in, speech out. One call speaks one sentence; {@link Sentences} cuts a longer text, so that a listener hears the first
 * sentence while the next is still being made.
 *
 * <p>An implementation may be used from any thread.
 */
@FunctionalInterface
public interface Voice {

    /**
     * Speaks one sentence.
     *
     * @param sentence written as for reading: digits, codes, times and dollar amounts are said the way people say them
     * @return speech at {@link Pcm#RATE}; of no length when there is nothing to say
     */
    Pcm say(String sentence);
}
