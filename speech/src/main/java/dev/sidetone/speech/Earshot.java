package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The sound of one turn and all that was decoded of it. Whoever asks for what somebody else asked for before, or is
 * asking for at this moment, waits for that and computes nothing: in a call the reply and the transcript beside it listen
 * to the same turn at the same time.
 *
 * <p>Thread-safe. Threads wait here, but never compute: that is the recogniser's threads' work, and no such work waits for other
 * such work.
 */
final class Earshot {

    /** Hearing a turn freely takes about a tenth of its length: waiting longer for another's words would gain nothing. */
    private static final int PATIENCE = 10;

    private final Decoding decoding;
    private final short[] samples;
    private final Optional<Future<Words>> streamed;
    private final Duration patience;
    /** Decodings finished and under way, by the phrases of their grammar; the free one has none. */
    private final ConcurrentMap<List<String>, FutureTask<List<Hypothesis>>> decodings = new ConcurrentHashMap<>();

    /**
     * @param audio of the whole turn
     * @param streamed the words of a free hearing that began while the turn was spoken, if there was one; it may never complete
     */
    Earshot(Decoding decoding, Pcm audio, Optional<Future<Words>> streamed) {
        this.decoding = decoding;
        this.samples = Resampler.resample(audio, Decoder.RATE).samples();
        this.streamed = streamed;
        this.patience = audio.duration().dividedBy(PATIENCE);
    }

    /** What is heard in it when nothing is expected. */
    Words freely() throws InterruptedException {
        var words = streamed();
        if (words.isPresent()) return words.get();
        return new Words(result(started(List.of())).stream().flatMap(reading -> reading.words().stream()).toList());
    }

    private Optional<Words> streamed() throws InterruptedException {
        if (streamed.isEmpty()) return Optional.empty();
        try {
            return Optional.of(streamed.get().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return Optional.empty();
        }
    }

    /** What is heard in it by a grammar of these phrases, best first. */
    List<Hypothesis> restricted(List<String> phrases) throws InterruptedException {
        return result(started(phrases));
    }

    /** Begins what will be asked for next, if a core has nothing else to do. */
    void ahead(List<String> phrases) {
        if (decoding.idle()) started(phrases);
    }

    private Future<List<Hypothesis>> started(List<String> phrases) {
        var task = new FutureTask<>(() -> decoding.decoded(samples, phrases));
        var earlier = decodings.putIfAbsent(phrases, task);
        if (earlier != null) return earlier;
        try {
            decoding.compute(task);
        } catch (RuntimeException e) {
            task.cancel(false);
            throw e;
        }
        return task;
    }

    private static <T> T result(Future<T> decoding) throws InterruptedException {
        try {
            return decoding.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (CancellationException e) {
            throw new IllegalStateException("the recogniser is closed", e);
        }
    }
}
