package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import java.util.ArrayList;
import java.util.List;

/**
 * The built-in transcription: the recogniser's own reading of one turn, taken while the audio streams in, and nothing
 * done to it afterwards. Lower case, numbers in words, no punctuation.
 *
 * <p>A word is reported once it will not change any more: when the recogniser itself ends an utterance (half a second
 * of silence or more after speech) or at {@link #finish}. Its guesses in between do change, so they are not shown.
 *
 * <p>Belongs to one thread at a time. Must be finished or closed.
 */
public final class PlainPass implements AutoCloseable {

    private final Decoder decoder;
    private final Resampler resampler = new Resampler(Pcm.RATE, Decoder.RATE);
    private final List<Word> heard = new ArrayList<>();
    private boolean open = true;

    PlainPass(Decoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Hears some more of the turn.
     *
     * @param pcm24k samples at 24 kHz, any number
     * @return the words that became final with them, often none
     */
    public List<Word> accept(short[] pcm24k) {
        if (!open) throw new IllegalStateException("this turn is finished");
        var samples = resampler.push(pcm24k);
        if (samples.length == 0 || !decoder.accept(samples)) return List.of();
        var words = decoder.utterance();
        heard.addAll(words);
        return words;
    }

    /** Ends the turn. All its words; those not yet reported by {@link #accept} are new. */
    public Words finish() {
        if (!open) throw new IllegalStateException("this turn is finished");
        decoder.accept(resampler.finish());
        heard.addAll(decoder.rest());
        close();
        return new Words(heard);
    }

    /** Gives the turn up, if it is not finished. */
    @Override
    public void close() {
        if (!open) return;
        open = false;
        decoder.close();
    }
}
