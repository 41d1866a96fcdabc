package dev.sidetone.cli;

import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerRefused;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.server.Witness;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Our own server in this process. It loads in the background from the moment it is asked for, since the speech models take
 * their time; who needs it waits in {@link #running}.
 */
final class LocalServer implements AutoCloseable {

    /** The server with what stands behind it. */
    private record Running(RealtimeServer server, Engine engine) {}

    /** What to run. @param grace how long replies under way may take to finish when it is closed */
    record Plan(ServerSettings settings, Witness witness, Duration grace) {}

    private final FutureTask<Running> start;
    private final Duration grace;

    private LocalServer(Callable<Running> start, Duration grace) {
        this.start = new FutureTask<>(start);
        this.grace = grace;
        Thread.ofPlatform().daemon().name("load-speech").start(this.start);
    }

    /** @param load may take seconds */
    static LocalServer begin(ServerSettings settings, Callable<Engine> load) {
        return begin(new Plan(settings, Witness.NONE, Duration.ZERO), load);
    }

    /** @param load may take seconds */
    static LocalServer begin(Plan plan, Callable<Engine> load) {
        return new LocalServer(() -> {
            var engine = load(load);
            try {
                return new Running(RealtimeServer.start(plan.settings().withDetector(engine.detector()), engine.model(), plan.witness()), engine);
            } catch (ServerRefused e) {
                engine.model().close();
                throw new Failure(ExitCode.PORT, e.getMessage(), e);
            }
        }, plan.grace());
    }

    private static Engine load(Callable<Engine> load) throws Exception {
        try {
            return load.call();
        } catch (Failure | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new Failure(ExitCode.SPEECH, "the local speech models cannot be loaded (" + e.getMessage()
                    + "); build again, or name an --endpoint", e);
        }
    }

    /** @throws Failure when it cannot be had */
    URI running() throws InterruptedException {
        return server().uri();
    }

    Optional<URI> secure() throws InterruptedException {
        return server().secureUri();
    }

    /** What the user should know of what stands behind it. */
    Optional<String> caution() throws InterruptedException {
        return started().engine.caution();
    }

    private RealtimeServer server() throws InterruptedException {
        return started().server;
    }

    private Running started() throws InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw Failure.of(e.getCause());
        }
    }

    @Override
    public void close() {
        if (!start.isDone()) return;
        switch (start.state()) {
            case SUCCESS -> {
                start.resultNow().server.close(grace);
                start.resultNow().engine.model().close();
            }
            case FAILED, CANCELLED, RUNNING -> { }
        }
    }
}
