package dev.sidetone.speech;

import dev.sidetone.agent.CachedVoice;
import dev.sidetone.agent.Form;
import dev.sidetone.agent.MaryVoice;
import dev.sidetone.agent.Voice;
import dev.sidetone.audio.Pcm;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.SpeechModel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The model for one's own machine: hears with a local recogniser, holds a claims call along a form, speaks with a local
 * voice. It knows what the audio and the prompts tell it and nothing else.
 *
 * <p>Its two hearings differ as those of the service do. The built-in transcription is the recogniser's plain reading,
 * taken while the audio streams in. A response, in the conversation or beside it, listens again to the whole turn,
 * and knows what its instructions and its context say to expect.
 *
 * <p>Its {@link Senses} can be had without its dialogue, for another model that finds the words.
 *
 * <p>Thread-safe. Takes about 400 MB; load one for each process.
 */
public final class LocalModel implements SpeechModel, Senses {

    private final Recogniser recogniser;
    private final Voice voice;
    private final Form form;
    /**
     * Synthesis is pure computing: on virtual threads it would hold the few carriers that all connections share, so it
     * runs here, as many at once as there are cores. The recogniser has such threads of its own.
     */
    private final ExecutorService heavy;

    private LocalModel(Recogniser recogniser, Voice voice, Form form, ExecutorService heavy) {
        this.recogniser = recogniser;
        this.voice = voice;
        this.form = form;
        this.heavy = heavy;
    }

    /**
     * Loads recogniser, voice, detector and form, side by side; takes a second or two.
     *
     * @throws java.io.UncheckedIOException when the speech model can be neither unpacked nor read
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public static LocalModel open() throws InterruptedException {
        var heavy = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("local-model-", 1).factory());
        try {
            var voice = heavy.submit(() -> new CachedVoice(MaryVoice.load()));
            var recogniser = Recogniser.load();
            // The network of the detector loads with the first one made.
            new Silero();
            return new LocalModel(recogniser, result(voice::get), Form.load("claims-intake"), heavy);
        } catch (RuntimeException | InterruptedException e) {
            heavy.shutdownNow();
            throw e;
        }
    }

    @Override
    public ModelSession open(String model) {
        return new LocalSession(this, form);
    }

    @Override
    public CallHearing hearing() {
        return new LocalHearing(recogniser);
    }

    @Override
    public Pcm say(String sentence) throws InterruptedException {
        return compute(() -> voice.say(sentence));
    }

    /** Runs work where computing belongs and waits for it. */
    private <T> T compute(Callable<T> work) throws InterruptedException {
        var running = heavy.submit(work);
        try {
            return result(running::get);
        } catch (InterruptedException e) {
            running.cancel(false);
            throw e;
        }
    }

    private interface Waiting<T> {
        T await() throws InterruptedException, ExecutionException;
    }

    private static <T> T result(Waiting<T> waiting) throws InterruptedException {
        try {
            return waiting.await();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        heavy.shutdown();
        recogniser.close();
    }
}
