package dev.sidetone.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.vosk.Recognizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One native recogniser: takes 16 kHz samples, gives readings. Owned by one thread at a time and, as a whole, by
 * {@link Recogniser}. Must be closed: no garbage collector sees its memory.
 */
final class Decoder implements AutoCloseable {

    /** Samples a second the model was trained on. At 8 kHz it silently returns nothing. */
    static final int RATE = 16_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Recognizer recognizer;
    private final Consumer<Recognizer> owner;

    private Decoder(Recognizer recognizer, int alternatives, Consumer<Recognizer> owner) {
        this.recognizer = recognizer;
        this.owner = owner;
        recognizer.setWords(true);
        recognizer.setMaxAlternatives(alternatives);
    }

    /**
     * @param alternatives how many readings {@link #finish} gives; 0 for one reading with word confidences
     * @param owner who takes the native recogniser when this is closed
     */
    static Decoder of(Recognizer recognizer, int alternatives, Consumer<Recognizer> owner) {
        return new Decoder(recognizer, alternatives, owner);
    }

    /**
     * Decodes some more audio.
     *
     * @return whether the recogniser thinks an utterance has ended; it goes on within the same utterance unless
     *         {@link #utterance} is called
     */
    boolean accept(short[] samples) {
        return recognizer.acceptWaveForm(samples, samples.length);
    }

    /** The words since the last utterance ended; ends the utterance. */
    List<Word> utterance() {
        return words(JSON.readTree(recognizer.getResult()));
    }

    /** The words since the last utterance ended, and the end of the audio. */
    List<Word> rest() {
        return words(JSON.readTree(recognizer.getFinalResult()));
    }

    /** The readings of everything accepted, best first, and the end of the audio. Empty readings are left out. */
    List<Hypothesis> finish() {
        var readings = new ArrayList<Hypothesis>();
        for (JsonNode alternative : JSON.readTree(recognizer.getFinalResult()).path("alternatives")) {
            var words = words(alternative);
            if (!words.isEmpty()) readings.add(new Hypothesis(alternative.path("confidence").asDouble(), words));
        }
        return readings;
    }

    @Override
    public void close() {
        owner.accept(recognizer);
    }

    private static List<Word> words(JsonNode reading) {
        var words = new ArrayList<Word>();
        for (JsonNode word : reading.path("result")) {
            words.add(new Word(word.path("word").asString(), seconds(word.path("start")), seconds(word.path("end")),
                    word.path("conf").asDouble(1)));
        }
        return words;
    }

    private static Duration seconds(JsonNode value) {
        return Duration.ofMillis(Math.round(value.asDouble() * 1000));
    }
}
