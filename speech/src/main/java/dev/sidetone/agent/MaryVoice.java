package dev.sidetone.agent;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sound.sampled.AudioInputStream;
import marytts.datatypes.MaryData;
import marytts.datatypes.MaryDataType;
import marytts.datatypes.MaryXML;
import marytts.features.FeatureProcessorManager;
import marytts.features.FeatureRegistry;
import marytts.language.en.Prosody;
import marytts.modules.AcousticModeller;
import marytts.modules.InternalModule;
import marytts.modules.JPhonemiser;
import marytts.modules.ModuleRegistry;
import marytts.modules.OpenNLPPosTagger;
import marytts.modules.PronunciationModel;
import marytts.modules.synthesis.HMMSynthesizer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The local voice: MaryTTS 5.2.1 with the female US English voice cmu-slt-hsmm, in this process and in pure Java.
 *
 * <p>Only the six stages an English sentence passes are started, by hand: MaryTTS's own start brings up every module of every
 * language and needs a tokeniser that is in no registry. {@link Spoken} takes the tokeniser's place, so that codes and numbers
 * are said the way this project wants them.
 *
 * <p>The same sentence gives the same samples every time. MaryTTS keeps its registries in static fields and its tagger is not
 * thread-safe, so one lock guards all of it; use one instance a process.
 */
public final class MaryVoice implements Voice {

    private static final String NAME = "cmu-slt-hsmm";

    /** SAMPA of the letters' names, as the engine's own phone set writes them. The lexicon has only some, and "a" as a word. */
    private static final Map<Character, String> LETTER_NAMES = Map.ofEntries(
            Map.entry('A', "' EI"), Map.entry('B', "' b i"), Map.entry('C', "' s i"), Map.entry('D', "' d i"),
            Map.entry('E', "' i"), Map.entry('F', "' E f"), Map.entry('G', "' dZ i"), Map.entry('H', "' EI tS"),
            Map.entry('I', "' AI"), Map.entry('J', "' dZ EI"), Map.entry('K', "' k EI"), Map.entry('L', "' E l"),
            Map.entry('M', "' E m"), Map.entry('N', "' E n"), Map.entry('O', "' @U"), Map.entry('P', "' p i"),
            Map.entry('Q', "' k j u"), Map.entry('R', "' A r"), Map.entry('S', "' E s"), Map.entry('T', "' t i"),
            Map.entry('U', "' j u"), Map.entry('V', "' v i"), Map.entry('W', "' d V - b @ l - j u"),
            Map.entry('X', "' E k s"), Map.entry('Y', "' w AI"), Map.entry('Z', "' z i"));

    private final ReentrantLock lock = new ReentrantLock();
    /** Words to acoustic parameters, in order. Guarded by {@link #lock}, as are the two below. */
    private final List<InternalModule> stages;
    private final HMMSynthesizer synthesizer;
    private final marytts.modules.synthesis.Voice voice;

    private MaryVoice(List<InternalModule> stages, HMMSynthesizer synthesizer) {
        this.stages = stages;
        this.synthesizer = synthesizer;
        this.voice = marytts.modules.synthesis.Voice.getVoice(NAME);
    }

    /** The engine registers its parts once in a process, so there is one voice; guarded by {@link #LOADING}. */
    private static Optional<MaryVoice> loaded = Optional.empty();
    private static final ReentrantLock LOADING = new ReentrantLock();

    /**
     * The voice; the first call loads it, which takes about a second: make it while the recogniser loads.
     *
     * @throws IllegalStateException when a part of the voice is missing from the class path
     */
    public static MaryVoice load() {
        LOADING.lock();
        try {
            if (loaded.isEmpty()) loaded = Optional.of(fresh());
            return loaded.get();
        } finally {
            LOADING.unlock();
        }
    }

    private static MaryVoice fresh() {
        try {
            ModuleRegistry.setRegistrationComplete();
            FeatureRegistry.setFeatureProcessorManager(Locale.US, new FeatureProcessorManager("en_US"));
            List<InternalModule> stages = List.of(new OpenNLPPosTagger("en", "en.pos"), new JPhonemiser("en_US."), new Prosody(),
                    new PronunciationModel(Locale.US), new AcousticModeller(Locale.US));
            for (var stage : stages) stage.startup();
            var synthesizer = new HMMSynthesizer();
            synthesizer.startup();
            return new MaryVoice(stages, synthesizer);
        } catch (Exception e) {
            throw new IllegalStateException("the local voice " + NAME + " could not be loaded: " + e.getMessage()
                    + "; check that the MaryTTS jars are complete", e);
        }
    }

    @Override
    public Pcm say(String sentence) {
        var pieces = Spoken.of(sentence);
        if (pieces.stream().allMatch(Spoken.Break.class::isInstance)) return Pcm.of(new short[0]);
        lock.lock();
        try {
            var data = new MaryData(MaryDataType.WORDS, Locale.US);
            data.setDocument(document(pieces));
            for (var stage : stages) {
                data.setDefaultVoice(voice);
                data = stage.process(data);
            }
            var audio = synthesizer.synthesize(tokensAndBoundaries(data.getDocument()), voice, null);
            var inner = Resampler.resample(spoken(audio), Pcm.RATE);
            return Pcm.of(Loudness.level(inner.samples()));
        } catch (Exception e) {
            // What was to be said may hold a caller's data: the length must do.
            throw new IllegalStateException("the local voice failed on a sentence of " + sentence.length() + " characters", e);
        } finally {
            lock.unlock();
        }
    }

    private static Document document(List<Spoken> pieces) {
        var document = MaryXML.newDocument();
        document.getDocumentElement().setAttribute("xml:lang", "en-US");
        var paragraph = MaryXML.appendChildElement(document.getDocumentElement(), MaryXML.PARAGRAPH);
        var sentence = MaryXML.appendChildElement(paragraph, MaryXML.SENTENCE);
        for (var piece : pieces) {
            var token = MaryXML.appendChildElement(sentence, MaryXML.TOKEN);
            switch (piece) {
                case Spoken.Word word -> token.setTextContent(word.text());
                case Spoken.Break mark -> token.setTextContent(String.valueOf(mark.mark()));
                case Spoken.Letter letter -> {
                    token.setTextContent(String.valueOf(letter.letter()));
                    token.setAttribute("ph", LETTER_NAMES.get(letter.letter()));
                }
            }
        }
        return document;
    }

    private static List<Element> tokensAndBoundaries(Document document) {
        var found = new ArrayList<Element>();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var element = (Element) all.item(i);
            if (element.getTagName().equals(MaryXML.TOKEN) || element.getTagName().equals(MaryXML.BOUNDARY)) found.add(element);
        }
        return found;
    }

    /** The engine's stream answers a read of what it has only; reading to the end in one call stops after the first block. */
    private static Pcm spoken(AudioInputStream audio) throws IOException {
        var bytes = new byte[Math.toIntExact(audio.getFrameLength()) * 2];
        int filled = 0;
        while (filled < bytes.length) {
            int read = audio.read(bytes, filled, bytes.length - filled);
            if (read <= 0) throw new IOException("the engine announced " + bytes.length + " bytes and gave " + filled);
            filled += read;
        }
        return Pcm.ofBytes(bytes, Math.round(audio.getFormat().getSampleRate()));
    }
}
