package dev.sidetone.server;

import dev.sidetone.audio.Pcm;

/**
 * Where a model puts its answer, piece by piece; the server turns the pieces into events. Used by the one thread that runs
 * the response.
 */
public interface ResponseOutput {

    /** A piece of a written answer. */
    void text(String delta);

    /** A piece of the words of a spoken answer; comes no later than the audio in which it is heard. */
    void spoken(String delta);

    /** A piece of the voice of a spoken answer, 24 kHz, any length. */
    void audio(Pcm voice);

    /** A whole function call, as an output item of its own. */
    void call(String name, String arguments);

    /** Whether the response was cancelled or interrupted: nothing more is wanted. */
    boolean stopped();
}
