package dev.sidetone.client;

import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Errand;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.Task;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where other threads meet the session's: they leave tasks and the wish to end here, and find answers and the end of the call. Who does the
 * session's own work takes turns here.
 */
final class Desk {

    /** Turns to come are to be heard otherwise. @param from takes the number of the first such turn; 0 when there will be none */
    record Switch(Transcription to, BlockingQueue<Integer> from) {}

    private final Runnable bell;
    private final ReentrantLock turn = new ReentrantLock();
    /** Guarded by turn. */
    private boolean closed;
    /** What nobody has taken up yet; each is taken out once, and whoever does so sees to its result. */
    private final BlockingQueue<Errand<?>> asks = new LinkedBlockingQueue<>();
    private final AtomicBoolean interrupt = new AtomicBoolean();
    private final BlockingQueue<Switch> switches = new LinkedBlockingQueue<>();
    private final Ending ending = new Ending();

    /** @param bell calls the session's thread to the desk */
    Desk(Runnable bell) {
        this.bell = bell;
    }

    /** Does something that is the session's to do, while nobody else does; after {@link #close} nothing is done any more. */
    void alone(Runnable work) {
        turn.lock();
        try {
            if (!closed) work.run();
        } finally {
            turn.unlock();
        }
    }

    /** What is being done is the last thing. In {@link #alone}. */
    void close() {
        closed = true;
    }

    /** Leaves a task and waits for what it comes to; the session sees to it that something does. */
    <T> TaskResult<T> ask(Task<T> task) throws InterruptedException {
        var answer = new ArrayBlockingQueue<TaskResult<T>>(1);
        asks.add(new Errand<>(task, new Trigger.ByHand(), answer::add));
        bell.run();
        // The call may have ended between: whoever comes second sees the other.
        ending.reason().ifPresent(this::turnAway);
        return answer.take();
    }

    /** Asks for the agent's silence. */
    void interrupt() {
        interrupt.set(true);
        bell.run();
    }

    /** Whether somebody has asked for the agent's silence; asked for once, told once. */
    boolean interrupts() {
        return interrupt.get() && interrupt.getAndSet(false);
    }

    List<Errand<?>> requests() {
        var all = new ArrayList<Errand<?>>();
        asks.drainTo(all);
        return all;
    }

    /** Leaves the wish to have turns heard otherwise, and waits. @return the number of the first; 0 when the call is over */
    int listen(Transcription to) throws InterruptedException {
        var answer = new ArrayBlockingQueue<Integer>(1);
        switches.add(new Switch(to, answer));
        bell.run();
        ending.reason().ifPresent(this::turnAway);
        return answer.take();
    }

    List<Switch> switches() {
        var all = new ArrayList<Switch>();
        switches.drainTo(all);
        return all;
    }

    private void turnAway(EndReason reason) {
        switches().forEach(one -> one.from().add(0));
        requests().forEach(errand -> errand.endedUnasked(new Reason.CallOver(reason)));
    }

    /** The caller has hung up: whatever the agent still says, nobody hears it. */
    void hangUp() {
        ending.hangUp();
        bell.run();
    }

    /** Asks for the end of the call: when nothing is expected any more, or when patience runs out. */
    void leave(Instant now, Duration patience) {
        ending.leave(now, patience);
        bell.run();
    }

    void over(EndReason reason) {
        ending.over(reason);
        turnAway(reason);
        ending.tell();
    }

    Ending ending() {
        return ending;
    }
}
