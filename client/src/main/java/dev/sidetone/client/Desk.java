package dev.sidetone.client;

import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.OutOfBandTask;
import dev.sidetone.turn.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where other threads meet the session's: they leave tasks and the wish to end here, and find answers and the end of the call.
 */
final class Desk {

    record Ask(String taskId, OutOfBandTask task) {}

    /** When to leave. */
    private record Leave(Instant whenIdle, Instant atLast) {}

    // What the server makes of the last audio must have had the time to reach us.
    private static final Duration ROUND_TRIP = Duration.ofMillis(300);

    private final Runnable bell;
    private final BlockingQueue<Ask> asks = new LinkedBlockingQueue<>();
    private final Map<String, BlockingQueue<Heard>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<Leave> leave = Optional.empty();
    private volatile Optional<EndReason> end = Optional.empty();

    /** @param bell calls the session's thread to the desk */
    Desk(Runnable bell) {
        this.bell = bell;
    }

    /** Leaves a task and waits for its answer; the ledger sees to it that one comes. */
    Heard ask(OutOfBandTask task) throws InterruptedException {
        var id = "task_" + ids.incrementAndGet();
        var answer = new ArrayBlockingQueue<Heard>(1);
        answers.put(id, answer);
        asks.add(new Ask(id, task));
        bell.run();
        // The call may have ended between: whoever comes second sees the other.
        end.ifPresent(reason -> answer(id, new Heard.Nothing(new Reason.CallOver(reason))));
        return answer.take();
    }

    List<Ask> requests() {
        var all = new ArrayList<Ask>();
        asks.drainTo(all);
        return all;
    }

    void answer(String taskId, Heard answer) {
        Optional.ofNullable(answers.remove(taskId)).ifPresent(waiting -> waiting.add(answer));
    }

    /** Asks for the end of the call: when nothing is expected any more, or when patience runs out. */
    void leave(Instant now, Duration patience) {
        leave = Optional.of(new Leave(now.plus(ROUND_TRIP), now.plus(patience)));
        bell.run();
    }

    /** Whether somebody has asked for the end. */
    boolean leaving() {
        return leave.isPresent();
    }

    boolean leaving(boolean idle, Instant now) {
        return leave.isPresent() && (idle && !now.isBefore(leave.get().whenIdle()) || !now.isBefore(leave.get().atLast()));
    }

    void over(EndReason reason) {
        end = Optional.of(reason);
        for (var id : List.copyOf(answers.keySet())) answer(id, new Heard.Nothing(new Reason.CallOver(reason)));
        ended.countDown();
    }

    Optional<EndReason> end() {
        return end;
    }

    boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
