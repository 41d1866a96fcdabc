package dev.sidetone.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Owner of which calls there are: those that wait for their line, those that run and those that are past. Any thread. */
final class Calls {

    /** A call that waits for its line, or runs. @param running once the line has come */
    private static final class Live {
        private final Kept kept;
        private final Listening way;
        private Optional<CallVisitor> running = Optional.empty();

        Live(Kept kept, Listening way) {
            this.kept = kept;
            this.way = way;
        }
    }

    /** What asking for a call came to. */
    sealed interface Asked {
        record Given(String call, String ticket) implements Asked {}

        record Full(int calls) implements Asked {}
    }

    /** What a number of a call leads to. */
    sealed interface Found {
        record Here(Kept kept, Optional<CallVisitor> running) implements Found {}

        /** It was one, and was forgotten to make room. */
        record Forgotten() implements Found {}

        record Unknown() implements Found {}
    }

    private final PageCall.Env env;
    private final ReentrantLock lock = new ReentrantLock();
    private final Tickets tickets = new Tickets();
    private final Map<String, Live> live = new HashMap<>();
    /** The newest last. */
    private final Deque<Kept> past = new ArrayDeque<>();
    private int given;
    private boolean closed;

    Calls(ConsoleSettings settings, InstantSource clock) {
        this.env = new PageCall.Env(settings.agent(), settings.limits(), clock, this::tidy);
    }

    /** @throws IllegalArgumentException when the wish cannot be granted, in one line for the user */
    Asked ask(JsonNode wish) {
        var way = Listening.first(env.agent().offer()).changed(wish, env.agent().offer());
        return guarded(() -> {
            tickets.expire(env.clock().instant(), live::remove);
            if (closed || live.size() >= env.limits().calls()) return new Asked.Full(env.limits().calls());
            var kept = Kept.of("c" + ++given, env.clock());
            live.put(kept.call(), new Live(kept, way));
            return new Asked.Given(kept.call(), tickets.issue(kept.call(), env.clock().instant()));
        });
    }

    /** Opens the line of a call. @return empty when the ticket is not good for it */
    Optional<PageLine> line(String call, String ticket) {
        return guarded(() -> {
            var one = live.get(call);
            if (one == null || !tickets.take(ticket, env.clock().instant()).equals(Optional.of(call))) return Optional.empty();
            var visitor = new CallVisitor(env, Kept.of(call, env.clock()), one.way, this::over);
            one.running = Optional.of(visitor);
            return Optional.of(new PageLine(visitor, env.clock()));
        });
    }

    private void over(Kept kept) {
        guarded(() -> {
            live.remove(kept.call());
            past.add(kept);
            while (past.size() > env.limits().past()) past.remove();
            return true;
        });
        tidy();
    }

    /** Drops audio until what is kept keeps to its bound: of past calls first, the oldest before others; in need, of those that run. */
    private void tidy() {
        guarded(() -> {
            var all = new ArrayList<>(past);
            live.values().stream().flatMap(one -> one.running.stream()).map(CallVisitor::kept).sorted(Comparator.comparingInt(Calls::number)).forEach(all::add);
            long bytes = all.stream().mapToLong(one -> one.tape().bytes()).sum();
            for (var one : all) {
                if (bytes <= env.limits().audioBytes()) break;
                bytes -= one.tape().bytes();
                one.tape().erase();
            }
            return true;
        });
    }

    Found find(String call) {
        return guarded(() -> {
            var running = Optional.ofNullable(live.get(call));
            if (running.isPresent()) return new Found.Here(running.get().running.map(CallVisitor::kept).orElse(running.get().kept), running.get().running);
            var ended = past.stream().filter(one -> one.call().equals(call)).findFirst();
            if (ended.isPresent()) return new Found.Here(ended.get(), Optional.empty());
            return call.matches("c[1-9]\\d{0,8}") && Integer.parseInt(call.substring(1)) <= given ? new Found.Forgotten() : new Found.Unknown();
        });
    }

    /** All that are known, the newest first; without those whose line never came. */
    ObjectNode list() {
        var all = guarded(() -> {
            var known = new ArrayList<Kept>(past);
            live.values().stream().flatMap(one -> one.running.stream()).map(CallVisitor::kept).forEach(known::add);
            return known;
        });
        all.sort((one, other) -> Integer.compare(number(other), number(one)));
        var node = JsonNodeFactory.instance.objectNode();
        var list = node.putArray("calls");
        all.forEach(kept -> list.add(kept.summary()));
        return node;
    }

    private static int number(Kept kept) {
        return Integer.parseInt(kept.call().substring(1));
    }

    /** Lets nobody in any more, ends what runs and waits for it. */
    void close(Duration patience) throws InterruptedException {
        List<CallVisitor> running = guarded(() -> {
            closed = true;
            return live.values().stream().flatMap(one -> one.running.stream()).toList();
        });
        running.forEach(CallVisitor::stop);
        long until = System.nanoTime() + patience.toNanos();
        for (var one : running) one.awaitEnd(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
    }

    private <T> T guarded(java.util.function.Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
