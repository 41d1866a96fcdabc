package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import java.util.Optional;

/** Where the caller's voice comes from. */
@FunctionalInterface
public interface AudioSource {
    /** The next stretch of audio at {@link Pcm#RATE}, 10 ms to 1 s long; blocks until there is one; empty at the end. */
    Optional<Pcm> next() throws InterruptedException;
}
