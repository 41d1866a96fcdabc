package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ServerEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * Applies a plan of faults to one connection; the one place where the server misbehaves on purpose. Called by the
 * connection's thread, which makes the counting exact.
 */
final class FaultInjection {

    private final List<Faults.Planned> plan;
    /** How often the occasion of each planned fault came. */
    private final int[] occasions;
    private boolean stalled;

    FaultInjection(Faults faults) {
        plan = faults.plan();
        occasions = new int[plan.size()];
    }

    /** Hands an event to the outbox, or what becomes of it. */
    void send(ServerEvent event, Outbox outbox) throws InterruptedException {
        if (stalled) return;
        var injected = due(Fault.Inject.class, fault -> fault.before().isInstance(event));
        if (injected.isPresent()) outbox.put(new Outbox.Parcel.Raw(injected.get().frame()));
        outbox.put(new Outbox.Parcel.Event(event));
        if (event instanceof ServerEvent.TranscriptionCompleted && due(Fault.DuplicateTranscript.class).isPresent()) {
            outbox.put(new Outbox.Parcel.Event(event));
        }
        if (due(Fault.Cut.class, fault -> fault.after().isInstance(event)).isPresent()) outbox.put(new Outbox.Parcel.Cut());
        if (due(Fault.Stall.class, fault -> fault.after().isInstance(event)).isPresent()) stalled = true;
    }

    /** @throws Refusal when this out-of-band request is to be refused */
    void refuse(boolean outOfBand) {
        if (!outOfBand) return;
        due(Fault.RefusedOutOfBand.class).ifPresent(fault -> {
            throw Refusal.of(fault.code(), fault.message());
        });
    }

    /** The model as the next response finds it. */
    ModelSession ofResponse(ModelSession model, boolean outOfBand) {
        if (!outOfBand) {
            return due(Fault.LateReply.class).map(late -> responding(model, (prompt, output) -> {
                late.by().await();
                model.respond(prompt, output);
            })).orElse(model);
        }
        var late = due(Fault.LateOutOfBand.class);
        var failed = due(Fault.FailedOutOfBand.class);
        var endless = due(Fault.EndlessOutOfBand.class);
        if (late.isEmpty() && failed.isEmpty() && endless.isEmpty()) return model;
        return responding(model, (prompt, output) -> {
            if (late.isPresent()) late.get().by().await();
            if (failed.isPresent()) throw new ModelFailure(failed.get().code(), failed.get().message());
            if (endless.isPresent()) never();
            model.respond(prompt, output);
        });
    }

    /** The model as the next transcription finds it. */
    ModelSession ofTranscription(ModelSession model) {
        var late = due(Fault.LateTranscript.class);
        var missing = due(Fault.MissingTranscript.class);
        var failed = due(Fault.FailedTranscript.class);
        if (late.isEmpty() && missing.isEmpty() && failed.isEmpty()) return model;
        return new Wrapped(model, model::respond) {
            @Override
            public Transcriber transcriber(TranscriptionRequest request) {
                return new FaultyTranscriber(model.transcriber(request), late, missing, failed);
            }
        };
    }

    private <F extends Fault> Optional<F> due(Class<F> kind) {
        return due(kind, any -> true);
    }

    private <F extends Fault> Optional<F> due(Class<F> kind, Predicate<F> occasion) {
        Optional<F> due = Optional.empty();
        for (int i = 0; i < occasions.length; i++) {
            var planned = plan.get(i);
            if (!kind.isInstance(planned.fault()) || !occasion.test(kind.cast(planned.fault()))) continue;
            occasions[i]++;
            if (planned.nth() == 0 || planned.nth() == occasions[i]) due = Optional.of(kind.cast(planned.fault()));
        }
        return due;
    }

    /** Until interrupted. */
    private static void never() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private interface Responding {
        void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException;
    }

    private static ModelSession responding(ModelSession model, Responding responding) {
        return new Wrapped(model, responding);
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

    private record FaultyTranscriber(
            Transcriber inside, Optional<Fault.LateTranscript> late, Optional<Fault.MissingTranscript> missing,
            Optional<Fault.FailedTranscript> failed) implements Transcriber {

        @Override
        public List<String> accept(Pcm audio) {
            return inside.accept(audio);
        }

        @Override
        public Outcome finish() {
            try {
                if (missing.isPresent()) never();
                if (late.isPresent()) late.get().by().await();
            } catch (InterruptedException abandoned) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("abandoned", abandoned);
            }
            return failed.<Outcome>map(fault -> new Outcome.Failed(fault.error())).orElseGet(inside::finish);
        }

        @Override
        public void close() {
            inside.close();
        }
    }
}
