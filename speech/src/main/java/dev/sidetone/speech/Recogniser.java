package dev.sidetone.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The speech model, loaded once, and the native recognisers that run on it. One serves everything that hears; loading
 * takes about a second and 200 MB.
 *
 * <p>Thread-safe. What it hands out is not, except {@link SecondHearing}.
 */
public final class Recogniser implements AutoCloseable {

    /** Idle recognisers kept for the next turn: a fresh one spends half a second of computing on what a used one knows. */
    private static final int KEPT = 4;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Model model;
    private final DecodingThreads decoding = new DecodingThreads(this);
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@code lock}. */
    private final ArrayDeque<Recognizer> idle = new ArrayDeque<>();
    /** Recognisers lent out; the model outlives them. Guarded by {@code lock}. */
    private int lent;
    /** Guarded by {@code lock}. */
    private boolean closed;

    private Recogniser(Model model) {
        this.model = model;
    }

    /**
     * Loads the model that ships with Sidetone, unpacking it into the user's cache the first time.
     *
     * @throws UncheckedIOException when it can be neither unpacked nor read
     */
    public static Recogniser load() {
        return load(ModelFolder.ofUser());
    }

    static Recogniser load(ModelFolder folder) {
        var path = folder.path();
        try {
            NativeMemory.keepLow();
            // Not even warnings: for each word of a grammar that its dictionary lacks it would print one.
            LibVosk.vosk_set_log_level(-2);
            return new Recogniser(new Model(path.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("the speech model in " + path + " could not be loaded: delete that folder and try again", e);
        }
    }

    /** A new streaming hearing of one turn. */
    public PlainPass plainPass() {
        return new PlainPass(free(0));
    }

    /** The hearing that listens again, to whole turns; any number of threads may use it. */
    public SecondHearing secondHearing() {
        return new SecondHearing(decoding);
    }

    Decoding decoding() {
        return decoding;
    }

    /** A decoder with the model's whole language; closing it gives it back. */
    Decoder free(int alternatives) {
        return Decoder.of(borrow(), alternatives, this::giveBack);
    }

    /** A decoder that knows these phrases only, and whatever lies between them in a model of word pairs. */
    Decoder restricted(List<String> phrases, int alternatives) {
        lend();
        return Decoder.of(new Recognizer(model, Decoder.RATE, JSON.writeValueAsString(phrases)), alternatives, this::discard);
    }

    private Recognizer borrow() {
        lock.lock();
        try {
            lend();
            if (!idle.isEmpty()) return idle.pop();
            return new Recognizer(model, Decoder.RATE);
        } catch (IOException e) {
            lent--;
            throw new UncheckedIOException("a recogniser could not be made", e);
        } finally {
            lock.unlock();
        }
    }

    private void lend() {
        lock.lock();
        try {
            if (closed) throw new IllegalStateException("the recogniser is closed");
            lent++;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Recognizer recognizer) {
        recognizer.reset();
        lock.lock();
        try {
            if (!closed && idle.size() < KEPT) {
                idle.push(recognizer);
                lent--;
                return;
            }
        } finally {
            lock.unlock();
        }
        discard(recognizer);
    }

    private void discard(Recognizer recognizer) {
        recognizer.close();
        lock.lock();
        try {
            lent--;
            freeModelWhenUnused();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it: nothing new is handed out, and the memory goes when the last hearing under way has ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) return;
            closed = true;
            decoding.close();
            idle.forEach(Recognizer::close);
            idle.clear();
            freeModelWhenUnused();
        } finally {
            lock.unlock();
        }
    }

    /** Call with the lock held. */
    private void freeModelWhenUnused() {
        if (closed && lent == 0) model.close();
    }
}
