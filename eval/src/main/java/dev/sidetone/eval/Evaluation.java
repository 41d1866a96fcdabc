package dev.sidetone.eval;

import dev.sidetone.client.RealtimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs a plan: some calls at a time, each remembered in the journal as soon as it is over. The first session is had before
 * others are asked for, so that a wrong key is one refusal and not many; once one stood, a call that fails is missing in
 * the results and the others go on.
 */
public final class Evaluation {

    /** @param done calls, those of an earlier run included */
    public record Progress(int done, int missing, int all) {}

    /** A call that could not be held to its end. @param why one line */
    record Missing(Trial trial, String why) {}

    /** What was heard, by trial, and what was not. */
    public record Heard(Plan plan, Map<String, List<Hearing>> hearings, List<Missing> missing) {}

    private final Plan plan;
    private final Sessions sessions;
    private final Journal journal;
    private final Consumer<Progress> watcher;
    private final Queue<Missing> missing = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<RuntimeException> refused = new AtomicReference<>();
    private final CountDownLatch stands = new CountDownLatch(1);

    private Evaluation(Plan plan, Sessions sessions, Journal journal, Consumer<Progress> watcher) {
        this.plan = plan;
        this.sessions = sessions;
        this.journal = journal;
        this.watcher = watcher;
    }

    /** Checks the journal before anything is loaded or paid for. @return how many calls it already holds */
    public static int resumable(Plan plan, Path file) {
        try (var journal = Journal.open(file, plan)) {
            return (int) plan.trials().stream().filter(trial -> journal.of(trial).isPresent()).count();
        }
    }

    /**
     * @param parallel sessions at once
     * @param watcher called from several threads
     * @throws RealtimeException when not one session can be had
     * @throws InterruptedException when stopped; the journal keeps what is done
     */
    public static Heard run(Plan plan, Sessions sessions, Path file, int parallel, Consumer<Progress> watcher) throws InterruptedException {
        Heard heard;
        try (var journal = Journal.open(file, plan)) {
            heard = new Evaluation(plan, sessions, journal, watcher).run(parallel);
        }
        if (heard.missing.isEmpty()) delete(file);
        return heard;
    }

    private static void delete(Path journal) {
        try {
            Files.deleteIfExists(journal);
        } catch (IOException e) {
            throw EvalException.output(journal, e);
        }
    }

    private Heard run(int parallel) throws InterruptedException {
        var trials = plan.trials();
        var open = new ConcurrentLinkedQueue<>(trials.stream().filter(trial -> journal.of(trial).isEmpty()).toList());
        done.set(trials.size() - open.size());
        tell();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < Math.min(parallel, open.size()); i++) {
            boolean first = i == 0;
            workers.add(Thread.ofVirtual().name("eval-" + i).start(() -> work(open, first)));
        }
        try {
            for (var worker : workers) worker.join();
        } catch (InterruptedException e) {
            workers.forEach(Thread::interrupt);
            for (var worker : workers) worker.join();
            throw e;
        }
        if (refused.get() != null) throw refused.get();
        var hearings = new LinkedHashMap<String, List<Hearing>>();
        trials.forEach(trial -> journal.of(trial).ifPresent(heard -> hearings.put(trial.key(), heard)));
        return new Heard(plan, hearings, List.copyOf(missing));
    }

    private void work(Queue<Trial> open, boolean first) {
        try {
            if (!first) stands.await();
            for (var trial = open.poll(); trial != null && refused.get() == null; trial = open.poll()) hold(trial);
        } catch (InterruptedException e) {
            // Stopped: whoever interrupted knows.
        } catch (RuntimeException | Error e) {
            refused.compareAndSet(null, e instanceof RuntimeException known ? known : new IllegalStateException(e));
        } finally {
            if (first) stands.countDown();
        }
    }

    private void hold(Trial trial) throws InterruptedException {
        try {
            journal.keep(trial, sessions.hold(trial, stands::countDown));
            done.incrementAndGet();
        } catch (RealtimeException e) {
            if (stands.getCount() > 0) throw e;
            missing.add(new Missing(trial, e.getMessage()));
        } catch (Sessions.CutOff e) {
            missing.add(new Missing(trial, e.getMessage()));
        }
        tell();
    }

    private void tell() {
        watcher.accept(new Progress(done.get(), missing.size(), plan.repeats() * plan.dataset().calls().size() * plan.strategies().size()));
    }
}
