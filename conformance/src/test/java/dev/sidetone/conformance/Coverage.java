package dev.sidetone.conformance;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What a run of the fuzzer has touched: a generator that never says something proves nothing about it. */
final class Coverage {

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    void count(String kind, String what) {
        counts.computeIfAbsent(kind, ignored -> new ConcurrentSkipListMap<>()).computeIfAbsent(what, ignored -> new LongAdder()).increment();
    }

    Set<String> seen(String kind) {
        return counts.getOrDefault(kind, Map.of()).keySet();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
