package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import java.time.Duration;

/** What the server keeps of an item's audio. */
sealed interface Sound {

    /** The item has none. */
    record Silent() implements Sound {}

    record Caller(Pcm audio) implements Sound {}

    record Agent(AgentSpeech speech) implements Sound {}

    /**
     * There was some, but the oldest audio of a long call is let go.
     *
     * @param words what was heard of the agent's, empty for the caller
     */
    record Dropped(Duration length, String words) implements Sound {
        @Override
        public String toString() {
            return "Dropped[" + length.toMillis() + " ms]";
        }
    }

    default long bytes() {
        return switch (this) {
            case Caller(Pcm audio) -> 2L * audio.samples().length;
            case Agent(AgentSpeech speech) -> 2L * speech.samples();
            case Silent() -> 0;
            case Dropped ignored -> 0;
        };
    }
}
