package dev.sidetone.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Owner of what the page was told of a call, in order, and of what of it stays for later: a past call shows with the same frames. Any
 * thread.
 */
final class Story {

    /** Of these the newest stays, in the place of the one before. */
    private static final Set<String> NEWEST = Set.of("connected", "listening", "totals", "notes", "underruns", "ended");

    /** Of these each one stays. */
    private static final Set<String> EACH = Set.of("interrupted", "said", "budget", "problem", "recording", "line");

    /** Of these kinds together; a call of an hour has some hundreds. */
    private static final int MOST = 2_000;

    private final String call;
    private final Instant began;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ObjectNode> newest = new LinkedHashMap<>();
    private final Deque<ObjectNode> others = new ArrayDeque<>();
    private final Map<Integer, ObjectNode> turns = new LinkedHashMap<>();
    private Consumer<String> page = text -> {};

    Story(String call, InstantSource clock) {
        this.call = call;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** Whoever is told from now on. */
    void to(Consumer<String> page) {
        lock.lock();
        try {
            this.page = page;
        } finally {
            lock.unlock();
        }
    }

    /** Tells a frame, which is this story's from now on. */
    void tell(ObjectNode frame) {
        lock.lock();
        try {
            frame.put("t", sinceBeginning().toMillis());
            keep(frame);
            page.accept(frame.toString());
        } finally {
            lock.unlock();
        }
    }

    private void keep(ObjectNode frame) {
        var type = frame.path("type").asString("");
        if (type.equals("turn")) turns.put(frame.path("turn").path("number").asInt(), frame);
        if (NEWEST.contains(type)) newest.put(type, frame);
        if (!EACH.contains(type)) return;
        others.add(frame);
        if (others.size() > MOST) others.remove();
    }

    Duration sinceBeginning() {
        return Duration.between(began, clock.instant());
    }

    /** A line of the list of calls. @param length of the caller's audio */
    ObjectNode summary(Duration length) {
        lock.lock();
        try {
            var totals = Optional.ofNullable(newest.get("totals"));
            var ended = Optional.ofNullable(newest.get("ended"));
            return JsonNodeFactory.instance.objectNode().put("call", call).put("began", began.toString()).put("length_ms", length.toMillis())
                    .put("state", ended.isPresent() ? "ended" : "running").put("end", ended.map(frame -> frame.path("words").stringValue()).orElse(null))
                    .put("turns", turns.size()).put("usd", totals.map(frame -> frame.path("total_usd").stringValue(null)).orElse(null))
                    .put("ratio", totals.map(frame -> frame.path("ratio").stringValue(null)).orElse(null));
        } finally {
            lock.unlock();
        }
    }

    /** The same with everything that was told and still matters, in order. */
    ObjectNode whole(Duration length) {
        lock.lock();
        try {
            var node = summary(length);
            var events = node.putArray("events");
            var all = new java.util.ArrayList<>(others);
            all.addAll(newest.values());
            all.addAll(turns.values());
            all.sort(java.util.Comparator.comparingLong(frame -> frame.path("t").longValue()));
            all.forEach(events::add);
            return node;
        } finally {
            lock.unlock();
        }
    }

    /** The turn objects, by number. */
    java.util.List<ObjectNode> turns() {
        lock.lock();
        try {
            return turns.values().stream().map(frame -> (ObjectNode) frame.get("turn"))
                    .sorted(java.util.Comparator.comparingInt(turn -> turn.path("number").asInt())).toList();
        } finally {
            lock.unlock();
        }
    }
}
