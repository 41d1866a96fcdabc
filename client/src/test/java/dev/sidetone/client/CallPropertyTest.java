package dev.sidetone.client;

import static dev.sidetone.client.Frames.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Ruling;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.Tasks;
import dev.sidetone.turn.TurnRecord;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the server says in whatever order, and however the call ends: each announced item has one record, and the end a reason. */
@Timeout(120)
class CallPropertyTest {

    private static final int CALLS = 300;

    /** A server that mixes its streams at random, loses and repeats frames, and answers requests beside the conversation or not. */
    private static final class Peer {
        private final Random random;
        private final List<List<String>> streams = new ArrayList<>();
        final Set<String> announced = new HashSet<>();

        Peer(long seed) {
            random = new Random(seed);
            for (int i = random.nextInt(5); i >= 0; i--) turn("item_" + i, "resp_" + i);
            streams.add(List.of("not json", "{\"type\":\"peer.ping\",\"event_id\":\"e\"}", "{\"type\":\"response.done\"}", error("odd", "odd", null)));
        }

        private void turn(String item, String reply) {
            streams.add(List.of(started(item, 100), stopped(item, 900), committed(item), added(item)));
            streams.add(List.of(asr(item, "hello")));
            var status = random.nextInt(4) == 0 ? "cancelled" : "completed";
            streams.add(List.of(reply("created", reply, "in_progress", ""), audio(reply, new byte[480]), reply("done", reply, status, "Hi")));
        }

        List<String> frames() {
            var queues = new ArrayList<List<String>>();
            streams.forEach(stream -> queues.add(new ArrayList<>(stream)));
            var frames = new ArrayList<String>();
            while (!queues.isEmpty()) {
                var queue = queues.get(random.nextInt(queues.size()));
                var frame = queue.removeFirst();
                if (queue.isEmpty()) queues.remove(queue);
                if (random.nextInt(12) == 0) continue;
                frames.add(frame);
                if (random.nextInt(12) == 0) frames.add(frame);
            }
            return random.nextInt(3) == 0 ? frames.subList(0, random.nextInt(frames.size() + 1)) : frames;
        }

        /** Frames by which an item comes to be known; a transcript alone announces none. */
        void says(PlayedWire wire, String frame) {
            for (var stream : streams) {
                if (stream.size() == 4 && stream.contains(frame) && frame.contains("item_")) announced.add(frame.replaceAll("(?s).*\"(item_\\d+)\".*", "$1"));
            }
            wire.says(frame);
        }

        /** On the writer's thread, so with luck of its own. */
        static List<String> answers(ClientEvent event, Random luck) {
            if (!(event instanceof ClientEvent.ResponseCreate create) || luck.nextInt(4) == 0) return List.of();
            var id = "beside_" + create.eventId().orElseThrow();
            if (luck.nextInt(4) == 0) return List.of(error("refused", "No.", create.eventId().orElseThrow()));
            return List.of(beside("created", id, "in_progress", "", CallTest.marks(create)), beside("done", id, "completed", "hello", CallTest.marks(create)));
        }
    }

    private static EndReason ended(PlayedWire wire, int how) {
        return switch (how) {
            case 0 -> {
                wire.ends(new Wire.Received.Lost("reset"));
                yield new EndReason.ConnectionLost("reset");
            }
            case 1 -> {
                wire.ends(new Wire.Received.Closed(1001, "time"));
                yield new EndReason.ClosedByPeer(1001, "time");
            }
            default -> new EndReason.HungUp();
        };
    }

    /** What one call came to. */
    private record Outcome(EndReason reason, List<TurnRecord> turns, List<TaskResult<?>> results) {}

    private static Outcome call(long seed) throws Exception {
        var peer = new Peer(seed);
        var luck = new Random(~seed);
        var wire = PlayedWire.opening(event -> Peer.answers(event, luck));
        var turns = Collections.synchronizedList(new ArrayList<TurnRecord>());
        var results = Collections.synchronizedList(new ArrayList<TaskResult<?>>());
        var open = Sidetone.to(Endpoint.of(URI.create("ws://test.invalid/"))).over((endpoint, address) -> wire)
                .beside(Tasks.summary().onEachTurn(), results::add).beside(Tasks.summary().atEnd(), results::add);
        var call = (seed % 3 == 0 ? open.gated(heard -> heard.number() % 2 == 0 ? new Ruling.Answer() : new Ruling.StaySilent()) : open).call(turns::add, wire);
        var task = new FutureTask<>(() -> call.ask(Tasks.text("asked", "Sum up.")));
        Thread.ofVirtual().start(task);
        for (var frame : peer.frames()) peer.says(wire, frame);
        var reason = ended(wire, new Random(seed).nextInt(3));
        var end = wire.end(call);
        assertThat(end.reason()).as("seed %d", seed).isEqualTo(reason);
        assertThat(call.ended()).as("seed %d", seed).contains(reason);
        assertThat(end.undelivered()).as("seed %d", seed).isZero();
        assertThat(turns).as("seed %d", seed).extracting(TurnRecord::itemId).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(peer.announced);
        assertThat(turns).as("seed %d", seed).noneMatch(turn -> turn.outOfBand() instanceof Heard.Pending || turn.builtIn() instanceof Heard.Pending);
        assertThat(task.get()).as("seed %d", seed).isNotNull();
        // Each task that was set off has ended once: one for each turn, one for the end, whatever became of the call.
        assertThat(results).as("seed %d", seed).extracting(result -> result.itemId().orElse("the end"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(peer.announced.stream(), Stream.of("the end")).toList());
        return new Outcome(end.reason(), List.copyOf(turns), List.copyOf(results));
    }

    @Test
    void every_announced_item_has_one_record_and_the_end_its_reason() throws Exception {
        var outcomes = new ArrayList<Outcome>();
        // A call that ends waits for its watchers, mostly idle: many at once take no longer than one.
        try (var pool = Executors.newFixedThreadPool(8)) {
            var calls = LongStream.range(0, CALLS).mapToObj(seed -> (Callable<Outcome>) () -> call(seed)).toList();
            for (var outcome : pool.invokeAll(calls)) outcomes.add(outcome.get());
        }
        var turns = outcomes.stream().flatMap(outcome -> outcome.turns().stream()).toList();
        // The generator must reach each way, or the property says nothing about it.
        assertThat(turns).hasSizeGreaterThan(CALLS);
        assertThat(outcomes).extracting(Outcome::reason).contains(
                new EndReason.HungUp(), new EndReason.ConnectionLost("reset"), new EndReason.ClosedByPeer(1001, "time"));
        var results = outcomes.stream().flatMap(outcome -> outcome.results().stream()).toList();
        assertThat(results).anyMatch(result -> result.value().isPresent()).anyMatch(result -> result.value().isEmpty() && !result.tries().isEmpty())
                .anyMatch(result -> result.tries().isEmpty());
        assertThat(turns).anyMatch(turn -> turn.outOfBand() instanceof Heard.Text).anyMatch(turn -> turn.outOfBand() instanceof Heard.Nothing);
    }
}
