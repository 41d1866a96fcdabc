package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ErrorDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The built-in transcription of one item, on a virtual thread of its own: it hears while the caller still speaks, and its
 * result waits for nobody and nobody for it. Methods are called by the connection's thread.
 */
final class Transcription {

    /** What the transcriber is to do next. */
    private sealed interface Step {
        record Hear(Pcm audio) implements Step {}

        record Finish(Duration length) implements Step {}
    }

    /** Where results go: back to the connection's thread. */
    interface Results {
        void delta(String itemId, String text) throws InterruptedException;

        void finished(TranscriptionRequest request, Duration length, Transcriber.Outcome outcome) throws InterruptedException;

        /** The recogniser broke. */
        void broke(Exception defect) throws InterruptedException;
    }

    private final TranscriptionRequest request;
    private final Results results;
    /** Recorded: only the streaming models write while the caller speaks; the others' deltas all follow the commit. */
    private final boolean deltasAtOnce;
    // Holds no more than the audio of the item, which the input buffer bounds.
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final List<String> held = new ArrayList<>();
    private final Thread thread;

    private Transcription(ModelSession model, TranscriptionRequest request, boolean deltasAtOnce, Results results) {
        this.request = request;
        this.results = results;
        this.deltasAtOnce = deltasAtOnce;
        this.thread = Thread.ofVirtual().name("transcription-" + request.itemId()).unstarted(() -> run(model));
    }

    static Transcription begin(ModelSession model, TranscriptionRequest request, boolean deltasAtOnce, Results results) {
        var transcription = new Transcription(model, request, deltasAtOnce, results);
        transcription.thread.start();
        return transcription;
    }

    void hear(Pcm audio) {
        if (audio.samples().length > 0) steps.add(new Step.Hear(audio));
    }

    void finish(Duration length) {
        steps.add(new Step.Finish(length));
    }

    /** The audio was cleared, or the connection ends: no result is wanted. */
    void abandon() {
        thread.interrupt();
    }

    boolean ended() {
        return !thread.isAlive();
    }

    Thread thread() {
        return thread;
    }

    private void run(ModelSession model) {
        var length = Duration.ZERO;
        try {
            Transcriber.Outcome outcome;
            try (var transcriber = model.transcriber(request)) {
                length = hearAll(transcriber);
                outcome = transcriber.finish();
            }
            if (outcome instanceof Transcriber.Outcome.Transcript heard) held.addAll(heard.lastDeltas());
            for (var delta : held) results.delta(request.itemId(), delta);
            results.finished(request, length, outcome);
        } catch (InterruptedException abandoned) {
            // Nobody waits for the result.
        } catch (Exception e) {
            failed(length, e);
        }
    }

    private Duration hearAll(Transcriber transcriber) throws InterruptedException {
        while (true) {
            switch (steps.take()) {
                case Step.Hear(Pcm audio) -> {
                    held.addAll(transcriber.accept(audio));
                    if (!deltasAtOnce) continue;
                    for (var delta : held) results.delta(request.itemId(), delta);
                    held.clear();
                }
                case Step.Finish(Duration length) -> {
                    return length;
                }
            }
        }
    }

    /** A recogniser that breaks spoils its transcript, nothing else; but not before the client knows the item. */
    private void failed(Duration length, Exception cause) {
        try {
            while (length.isZero()) {
                if (steps.take() instanceof Step.Finish(Duration whole)) length = whole;
            }
            results.broke(cause);
            var error = new ErrorDetails("server_error", Optional.of("transcription_failed"),
                    "Input transcription failed for item '" + request.itemId() + "': " + cause.getClass().getSimpleName() + ".",
                    Optional.empty(), Optional.empty());
            results.finished(request, length, new Transcriber.Outcome.Failed(error));
        } catch (InterruptedException abandoned) {
            // Nobody waits for the result.
        }
    }
}
