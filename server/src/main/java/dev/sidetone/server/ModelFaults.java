package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Modality;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What goes wrong on purpose between one connection and its model: requests refused, responses and transcriptions late, slow,
 * failed or missing. Called by the connection's thread, which makes the counting exact.
 */
final class ModelFaults {

    /** The voice of a slow response comes in pieces as long as the server's deltas. */
    private static final int PIECE = 3 * Pcm.RATE / 10;

    private final Occasions occasions;

    ModelFaults(Faults faults) {
        occasions = new Occasions(faults);
    }

    /** @throws Refusal when this out-of-band request is to be refused */
    void refuse(boolean outOfBand) {
        if (!outOfBand) return;
        occasions.strikeOne(Fault.RefusedOutOfBand.class).ifPresent(fault -> {
            throw Refusal.of(fault.code(), fault.message());
        });
    }

    /** The model as the next response finds it; of several faults the one planned first comes first. */
    ModelSession ofResponse(ModelSession model, boolean outOfBand) {
        var struck = model;
        for (var fault : occasions.strike(Fault.OnResponse.class, one -> one.lane().holds(outOfBand)).reversed()) struck = struck(struck, fault);
        return struck;
    }

    private static ModelSession struck(ModelSession model, Fault.OnResponse fault) {
        return switch (fault) {
            case Fault.LateReply late -> afterwards(late.by(), model);
            case Fault.LateOutOfBand late -> afterwards(late.by(), model);
            case Fault.FailedOutOfBand failed -> failing(model, new ModelFailure(failed.code(), failed.message()));
            // Code reported of the live service, words ours.
            case Fault.RateLimited ignored -> failing(model, new ModelFailure(RunningResponse.RATE_LIMITED, "Rate limit reached for tokens per minute; try again later."));
            case Fault.EndlessOutOfBand ignored -> new Wrapped(model, (prompt, output) -> never());
            case Fault.SlowResponse slow -> new Wrapped(model, (prompt, output) ->
                    model.respond(prompt, new Slowed(output, prompt.modality() == Modality.AUDIO, slow.between())));
        };
    }

    private static ModelSession afterwards(Pause by, ModelSession model) {
        return new Wrapped(model, (prompt, output) -> {
            by.await();
            model.respond(prompt, output);
        });
    }

    private static ModelSession failing(ModelSession model, ModelFailure failure) {
        return new Wrapped(model, (prompt, output) -> {
            throw failure;
        });
    }

    /** The model as the next transcription finds it; of several faults the one planned first comes first. */
    ModelSession ofTranscription(ModelSession model) {
        var due = occasions.strike(Fault.OnTranscript.class, any -> true);
        if (due.isEmpty()) return model;
        return new Wrapped(model, model::respond) {
            @Override
            public Transcriber transcriber(TranscriptionRequest request) {
                return new FaultyTranscriber(model.transcriber(request), due);
            }
        };
    }

    /** Until interrupted. */
    private static void never() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private interface Responding {
        void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException;
    }

    /** Never closed: the session inside belongs to the connection. */
    private static class Wrapped implements ModelSession {
        private final ModelSession inside;
        private final Responding responding;

        Wrapped(ModelSession inside, Responding responding) {
            this.inside = inside;
            this.responding = responding;
        }

        @Override
        public Transcriber transcriber(TranscriptionRequest request) {
            return inside.transcriber(request);
        }

        @Override
        public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
            responding.respond(prompt, output);
        }

        @Override
        public void close() {}
    }

    /** Puts everything out piece by piece, with a pause after each. */
    private record Slowed(ResponseOutput inside, boolean sounds, Pause between) implements ResponseOutput {

        @Override
        public void text(String delta) {
            for (var word : Pieces.words(delta)) {
                inside.text(word);
                rest();
            }
        }

        @Override
        public void spoken(String delta) {
            for (var word : Pieces.words(delta)) {
                inside.spoken(word);
                rest();
            }
        }

        @Override
        public void audio(Pcm voice) {
            if (!sounds) return;
            for (int from = 0; from < voice.samples().length; from += PIECE) {
                int to = Math.min(voice.samples().length, from + PIECE);
                inside.audio(new Pcm(Arrays.copyOfRange(voice.samples(), from, to), voice.rate()));
                rest();
            }
        }

        @Override
        public void call(String name, String arguments) {
            inside.call(name, arguments);
            rest();
        }

        @Override
        public boolean stopped() {
            return inside.stopped();
        }

        private void rest() {
            if (stopped()) return;
            try {
                between.await();
            } catch (InterruptedException cancelled) {
                // The model learns of it at its next blocking call or question.
                Thread.currentThread().interrupt();
            }
        }
    }

    private record FaultyTranscriber(Transcriber inside, List<Fault.OnTranscript> faults) implements Transcriber {

        @Override
        public List<String> accept(Pcm audio) {
            return inside.accept(audio);
        }

        @Override
        public Outcome finish() {
            try {
                for (var fault : faults) {
                    switch (fault) {
                        case Fault.LateTranscript late -> late.by().await();
                        case Fault.MissingTranscript ignored -> never();
                        case Fault.FailedTranscript failed -> {
                            return new Outcome.Failed(failed.error());
                        }
                    }
                }
            } catch (InterruptedException abandoned) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("abandoned", abandoned);
            }
            return inside.finish();
        }

        @Override
        public void close() {
            inside.close();
        }
    }
}
