package dev.sidetone.console;

import dev.sidetone.client.PricedTurn;
import dev.sidetone.cost.CallCost;
import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/**
 * Owner of what is known of each turn beside its record: how it was listened to, which responses answered it and when the first of
 * them was heard. Turns go on counting where the connection was lost and a new session took over. Any thread.
 */
final class Cards {

    /** A turn that is settled. @param scope of the session that heard it */
    private record Settled(PricedTurn priced, Scope scope) {}

    /**
     * Where a session stands in its call.
     *
     * @param turns that came before it
     * @param audio of the caller that came before it
     * @param outside what earlier sessions used outside of any turn
     */
    record Scope(int turns, Duration audio, Meter outside) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Integer, Listening> listening = new TreeMap<>();
    private final Map<String, Set<String>> responses = new HashMap<>();
    private final Map<String, String> turnOf = new HashMap<>();
    /** By response: when its first audio went to the page. */
    private final Map<String, Instant> came = new HashMap<>();
    private final Map<String, Instant> firstHeard = new HashMap<>();
    private final TreeMap<Integer, Settled> settled = new TreeMap<>();
    private int last;

    /** Turns are listened to in this way from this number on. */
    void listening(int from, Listening way) {
        lock.lock();
        try {
            listening.put(from, way);
        } finally {
            lock.unlock();
        }
    }

    /** The scope of a session that begins now. */
    Scope scope(Duration audio, Meter outside) {
        lock.lock();
        try {
            return new Scope(last, audio, outside);
        } finally {
            lock.unlock();
        }
    }

    void announced(int number) {
        lock.lock();
        try {
            last = Math.max(last, number);
        } finally {
            lock.unlock();
        }
    }

    /** Audio of a response goes to the page. */
    void came(String response, Instant now) {
        lock.lock();
        try {
            came.putIfAbsent(response, now);
        } finally {
            lock.unlock();
        }
    }

    void answers(String response, Optional<String> item) {
        lock.lock();
        try {
            item.ifPresent(turn -> {
                responses.computeIfAbsent(turn, one -> new HashSet<>()).add(response);
                turnOf.put(response, turn);
            });
        } finally {
            lock.unlock();
        }
    }

    /** Some of a response was heard. @param began when it began to sound @return whether it is the first that is heard of its turn */
    boolean heard(String response, Instant began) {
        lock.lock();
        try {
            var item = turnOf.get(response);
            return item != null && firstHeard.putIfAbsent(item, began) == null;
        } finally {
            lock.unlock();
        }
    }

    void settled(PricedTurn priced, Scope scope) {
        lock.lock();
        try {
            int number = scope.turns + priced.turn().number();
            last = Math.max(last, number);
            settled.put(number, new Settled(priced, scope));
        } finally {
            lock.unlock();
        }
    }

    /** The number of the settled turn that a response answers. */
    Optional<Integer> numberOf(String response) {
        lock.lock();
        try {
            var item = Optional.ofNullable(turnOf.get(response));
            return item.flatMap(one -> settled.entrySet().stream().filter(entry -> entry.getValue().priced.turn().itemId().equals(one))
                    .map(Map.Entry::getKey).findFirst());
        } finally {
            lock.unlock();
        }
    }

    /** The responses that answered a turn. */
    Set<String> responsesTo(int number) {
        lock.lock();
        try {
            return Optional.ofNullable(settled.get(number)).map(one -> Set.copyOf(responses.getOrDefault(one.priced.turn().itemId(), Set.of())))
                    .orElse(Set.of());
        } finally {
            lock.unlock();
        }
    }

    /** Where in the call a turn was said; empty where the server did not tell. */
    Optional<Tape.Span> speech(int number) {
        lock.lock();
        try {
            return Optional.ofNullable(settled.get(number)).flatMap(one -> {
                var speech = one.priced.turn().speech();
                var before = one.scope.audio();
                return speech.start().flatMap(from -> speech.end().map(to -> new Tape.Span(before.plus(from), before.plus(to))));
            });
        } finally {
            lock.unlock();
        }
    }

    /** The turn object for the page, as far as it is known now. @param tape of the call */
    Optional<ObjectNode> card(int number, Tape tape) {
        lock.lock();
        try {
            return Optional.ofNullable(settled.get(number)).map(one -> {
                var item = one.priced.turn().itemId();
                var wait = one.priced.turn().took().toReplyAudio().flatMap(audio -> playedAfter(item).map(audio::plus));
                var way = Optional.ofNullable(listening.floorEntry(number)).map(Map.Entry::getValue);
                return new Card(one.priced, one.scope, way, wait, tape.span(responses.getOrDefault(item, Set.of()))).json();
            });
        } finally {
            lock.unlock();
        }
    }

    /** How long after the first audio of its replies had come the first of them was heard: both by the clock here, so never negative. */
    private Optional<Duration> playedAfter(String item) {
        var first = responses.getOrDefault(item, Set.of()).stream().flatMap(response -> Optional.ofNullable(came.get(response)).stream()).min(Instant::compareTo);
        return first.flatMap(then -> Optional.ofNullable(firstHeard.get(item)).map(heard -> heard.isBefore(then) ? Duration.ZERO : Duration.between(then, heard)));
    }

    /** The sums of all turns so far. @param outside of any turn */
    ObjectNode totals(Meter outside) {
        List<PricedTurn> turns;
        lock.lock();
        try {
            turns = new ArrayList<>(settled.values().stream().map(Settled::priced).toList());
        } finally {
            lock.unlock();
        }
        var cost = new CallCost(turns.stream().map(PricedTurn::cost).toList());
        // Over the turns that have both transcripts: one that was not asked for cost nothing, and would make the others look cheap.
        var both = new CallCost(cost.turns().stream().filter(turn -> !turn.outOfBand().equals(Meter.NOTHING)).toList()).ratio();
        return Frames.of("totals").put("turns", turns.size()).put("out_of_band_usd", usd(cost.outOfBand())).put("built_in_usd", usd(cost.builtIn()))
                .put("reply_usd", usd(cost.reply())).put("total_usd", usd(Meter.sum(List.of(cost.total(), outside))))
                .put("ratio", both.map(ratio -> ratio.value().toPlainString()).orElse(null));
    }

    private static String usd(Meter meter) {
        return meter.reported() instanceof Cost.Known known ? known.amount().shown().toPlainString() : null;
    }
}
