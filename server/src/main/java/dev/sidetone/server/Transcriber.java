package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ErrorDetails;
import java.util.List;

/** The built-in transcription of one item. Blocking; used by one thread at a time; {@link #close} may come at any moment. */
public interface Transcriber extends AutoCloseable {

    /**
     * Hears more of the item (24 kHz, in order, no gaps).
     *
     * @return new pieces of text to send as deltas, often none
     */
    List<String> accept(Pcm audio);

    /** The item is complete. */
    Outcome finish();

    /** Gives up its resources, also when {@link #finish} was never called. */
    @Override
    void close();

    sealed interface Outcome {
        /**
         * What was heard.
         *
         * @param lastDeltas pieces not yet sent as deltas
         * @param tokens how sure the recogniser is of each token or word; empty where it does not say
         */
        record Transcript(List<String> lastDeltas, String text, List<Token> tokens) implements Outcome {
            public Transcript(List<String> lastDeltas, String text) {
                this(lastDeltas, text, List.of());
            }

            @Override
            public String toString() {
                return "Transcript[" + text.length() + " chars]";
            }
        }

        /** @param probability above 0, at most 1 */
        record Token(String text, double probability) {
            @Override
            public String toString() {
                return "Token[" + text.length() + " chars, " + probability + "]";
            }
        }

        record Failed(ErrorDetails error) implements Outcome {}
    }
}
