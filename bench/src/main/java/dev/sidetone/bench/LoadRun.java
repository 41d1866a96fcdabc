package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One load from the first connection to the last goodbye. */
final class LoadRun {

    /** For what connecting left behind to settle, and again to see what sessions cost that do nothing. */
    private static final Duration REST = Duration.ofSeconds(5);

    /** Opening all at once would measure the accept queue. */
    private static final int OPENING_AT_ONCE = 16;

    /**
     * What to run.
     *
     * @param warmUp not measured: the compiler works, callers come one by one
     */
    record Plan(int sessions, Scene scene, Duration warmUp, Duration duration, Server server) {}

    /** @param options for its JVM */
    record Server(String options, boolean tls) {
        URI of(ServerProcess process) {
            return tls ? URI.create(process.order("secure").split(" ")[0]) : process.uri();
        }
    }

    private final Plan plan;
    private final Delays replies = new Delays();

    LoadRun(Plan plan) {
        this.plan = plan;
    }

    LoadResult run() throws InterruptedException {
        try (var server = ServerProcess.start(plan.scene, plan.sessions + 1, plan.server.options)) {
            warm(server);
            var empty = both(server, true);
            var callers = connect(server);
            Thread.sleep(REST);
            var idle = both(server, true);
            Thread.sleep(REST);
            var stillIdle = both(server, false);
            long start = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            server.order("start " + start);
            var speaking = speak(callers, start);
            Thread.sleep(plan.warmUp);
            open(server);
            var begun = both(server, false);
            Thread.sleep(plan.duration);
            var ended = both(server, false);
            var delays = close(server);
            var loaded = both(server, true);
            speaking.forEach(LoadRun::join);
            var faults = end(callers, server);
            int turns = callers.values().stream().mapToInt(Caller::turnsSpoken).sum();
            int cut = callers.values().stream().mapToInt(Caller::cut).sum();
            return new LoadResult(plan, new LoadResult.Turns(turns, cut), faults, delays, new LoadResult.Used(empty, idle, stillIdle, begun, ended, loaded));
        }
    }

    /** Loads the classes of a session, so that they are not counted as the first one's. */
    private void warm(ServerProcess server) throws InterruptedException {
        var none = new Caller(0, plan.server.of(server), plan.scene, frames(), replies);
        none.end();
    }

    private List<Pcm> frames() {
        var cycle = plan.scene.caller();
        var frames = new ArrayList<Pcm>();
        for (int at = 0; at < cycle.length; at += plan.scene.samples()) frames.add(Pcm.of(Arrays.copyOfRange(cycle, at, at + plan.scene.samples())));
        return frames;
    }

    private LoadResult.Both both(ServerProcess server, boolean collected) {
        var there = Footprint.parse(server.order(collected ? "collected" : "used"));
        return new LoadResult.Both(collected ? Footprint.afterCollection() : Footprint.now(), there, Machine.now(), System.nanoTime());
    }

    private Map<Integer, Caller> connect(ServerProcess server) throws InterruptedException {
        var frames = frames();
        var uri = plan.server.of(server);
        var callers = new ConcurrentHashMap<Integer, Caller>();
        var opening = new Semaphore(OPENING_AT_ONCE);
        forEach(IntStream.rangeClosed(1, plan.sessions).boxed().toList(), number -> {
            opening.acquire();
            try {
                callers.put(number, new Caller(number, uri, plan.scene, frames, replies));
            } finally {
                opening.release();
            }
            return List.of();
        });
        return callers;
    }

    private List<Thread> speak(Map<Integer, Caller> callers, long start) {
        // None begins a cycle that would end after the measured time by more than its own length.
        long end = start + plan.warmUp.plus(plan.duration).toNanos();
        return callers.values().stream().map(caller -> Thread.ofVirtual().name("caller").start(() -> {
            try {
                caller.speak(start, end);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })).toList();
    }

    private void open(ServerProcess server) {
        replies.open();
        server.order("open");
    }

    private LoadResult.BothWays close(ServerProcess server) {
        replies.close();
        server.order("close");
        return new LoadResult.BothWays(Delays.Spread.parse(server.order("delays")), replies.spread());
    }

    private List<String> end(Map<Integer, Caller> callers, ServerProcess server) throws InterruptedException {
        var faults = new ArrayList<>(forEach(callers.entrySet(), entry -> named(entry.getKey(), entry.getValue().end())));
        var sights = server.sessions().stream().collect(Collectors.toMap(LoadSight::session, Function.identity()));
        callers.forEach((number, caller) -> faults.addAll(named(number, caller.compare(sights.get(number)))));
        return faults;
    }

    private static List<String> named(int session, List<String> faults) {
        return faults.stream().map(fault -> "session " + session + ": " + fault).toList();
    }

    private interface Work<T> {
        List<String> on(T one) throws InterruptedException;
    }

    private static <T> List<String> forEach(Iterable<T> all, Work<T> work) throws InterruptedException {
        var said = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<List<String>>>();
            for (var one : all) futures.add(threads.submit(() -> work.on(one)));
            for (var future : futures) said.addAll(future.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a session failed: " + e.getCause().getMessage(), e.getCause());
        }
        return said;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
