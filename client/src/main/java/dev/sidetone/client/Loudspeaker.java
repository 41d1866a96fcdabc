package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the program's {@link AudioSink}, on a thread of its own that is there from the first voice on. Owner of what waits before the
 * sink. Voice that begins is held back until enough of it is there to bridge the gaps of the network, but never for longer than that
 * would have taken to play. The session's thread offers and stops; a call without a sink has no thread here, and nobody listens. A quick sink needs
 * none of this.
 */
final class Loudspeaker {

    private static final Logger LOG = LoggerFactory.getLogger(Loudspeaker.class);

    // A delta holds 50 ms to 200 ms; the longest reply (4,096 tokens, 200 s) must fit, as it comes faster than it plays.
    private static final int STRETCHES = 8_192;
    // The sink is told to stop between two of these: it takes less than half of what silence may take, whatever a sink does with each.
    private static final int SLICES_PER_SECOND = 50;
    // Silence is due by then; a sink that takes longer does not hold up the session.
    private static final Duration STOP_PATIENCE = Duration.ofMillis(50);

    /** @param from when it may be played although little waits behind it, on the counting clock */
    private record Waiting(AgentAudio stretch, long from) {}

    private final Optional<AudioSink> sink;
    private final long jitter;
    /** Whoever has something for the sink gives it there at once. */
    private final boolean direct;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All guarded by lock, which is never held while the sink plays or stops.
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final State state = new State();

    /** What the two threads tell each other. */
    private static final class State {
        private Optional<Thread> thread = Optional.empty();
        private long nanosWaiting;
        private boolean stopping;
        private boolean closing;
        private long dropped;
        /** What sounded after nobody waited any more for a slow sink to stop: it belongs to no reply. */
        private Duration unclaimed = Duration.ZERO;
        private Optional<Duration> assumed = Optional.empty();
    }

    private volatile boolean hurried;
    private volatile boolean failed;

    /** @param jitter how much of a reply's beginning is gathered before it is played */
    Loudspeaker(Optional<AudioSink> sink, Duration jitter) {
        this.sink = sink;
        this.jitter = jitter.toNanos();
        this.direct = sink.filter(AudioSink::quick).isPresent();
    }

    /** Whether somebody listens as time goes by, so that a reply can be cut short for them. */
    boolean heard() {
        return sink.isPresent() && !hurried;
    }

    /** The caller is played faster than time goes: from now on a reply counts as heard when it has come. */
    void hurry() {
        hurried = true;
    }

    /** @param begins whether the loudspeaker has nothing to play before it. @return false when there is no room: it is lost, and counted */
    boolean offer(AgentAudio stretch, boolean begins) {
        if (direct) tell(s -> s.play(stretch));
        if (direct || sink.isEmpty()) return true;
        lock.lock();
        try {
            if (state.closing || waiting.size() >= STRETCHES) {
                state.dropped++;
                return false;
            }
            waiting.add(new Waiting(stretch, begins ? System.nanoTime() + jitter : System.nanoTime()));
            state.nanosWaiting += stretch.audio().duration().toNanos();
            if (state.thread.isEmpty()) state.thread = Optional.of(Thread.ofVirtual().name("sidetone-playback").start(this::run));
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Silence: what waits is forgotten, here and in the sink. @return what {@link #sounded} says at that moment */
    Optional<Duration> stop() {
        if (direct) tell(AudioSink::stop);
        if (direct || sink.isEmpty()) return sounded();
        lock.lock();
        try {
            forget();
            if (state.thread.isEmpty()) return sounded();
            state.stopping = true;
            changed.signalAll();
            awaitSilence();
            var now = sounded();
            if (state.stopping) state.assumed = now;
            return now;
        } finally {
            lock.unlock();
        }
    }

    private void awaitSilence() {
        long left = STOP_PATIENCE.toNanos();
        try {
            while (state.stopping && left > 0) left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How much of what was given to the sink has sounded, if it knows. */
    Optional<Duration> sounded() {
        lock.lock();
        try {
            return ask().map(all -> all.minus(state.unclaimed));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Duration> ask() {
        try {
            return sink.flatMap(AudioSink::sounded);
        } catch (RuntimeException e) {
            failed(e);
            return Optional.empty();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return state.dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Plays what waits, for at most this long. */
    void close(Duration patience) throws InterruptedException {
        Optional<Thread> thread;
        lock.lockInterruptibly();
        try {
            state.closing = true;
            thread = state.thread;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread.isEmpty()) return;
        thread.get().join(patience);
        thread.get().interrupt();
    }

    private void run() {
        try {
            for (var next = next(); next.isPresent(); next = next()) next.get().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What to do next, once it is due; nothing when the call is over and all is played. */
    private Optional<Runnable> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (state.stopping) return Optional.of(this::silence);
                if (waiting.isEmpty() && state.closing) return Optional.empty();
                long held = waiting.isEmpty() ? Long.MAX_VALUE : held(waiting.peek());
                if (held <= 0) {
                    var stretch = waiting.remove().stretch();
                    state.nanosWaiting -= stretch.audio().duration().toNanos();
                    return Optional.of(() -> play(stretch));
                }
                if (waiting.isEmpty()) changed.await();
                else changed.awaitNanos(held);
            }
        } finally {
            lock.unlock();
        }
    }

    private long held(Waiting first) {
        return state.closing || state.nanosWaiting >= jitter ? 0 : first.from() - System.nanoTime();
    }

    private void play(AgentAudio stretch) {
        var samples = stretch.audio().samples();
        int slice = Math.max(1, stretch.audio().rate() / SLICES_PER_SECOND);
        for (int at = 0; at < samples.length && !stopping(); at += slice) {
            int end = Math.min(samples.length, at + slice);
            var audio = at == 0 && end == samples.length ? samples : Arrays.copyOfRange(samples, at, end);
            tell(s -> s.play(new AgentAudio(stretch.responseId(), stretch.itemId(), stretch.contentIndex(), new Pcm(audio, stretch.audio().rate()))));
        }
    }

    private boolean stopping() {
        lock.lock();
        try {
            return state.stopping;
        } finally {
            lock.unlock();
        }
    }

    private void silence() {
        tell(AudioSink::stop);
        lock.lock();
        try {
            state.stopping = false;
            state.assumed.ifPresent(then -> state.unclaimed = state.unclaimed.plus(sounded().orElse(then).minus(then)));
            state.assumed = Optional.empty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void forget() {
        waiting.clear();
        state.nanosWaiting = 0;
    }

    private void tell(Consumer<AudioSink> what) {
        try {
            sink.ifPresent(what);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException e) {
        // The kind only: a message may quote what was said.
        if (!failed) LOG.warn("the loudspeaker failed: {}; later failures are not told", e.getClass().getName());
        failed = true;
    }
}
