package dev.sidetone.client;

import dev.sidetone.client.WireTap.Direction;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who watches or hears a call, each on a thread of their own, except the tap, which must miss nothing. */
final class Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    // Deltas come in bursts of hundreds; a listener this far behind shows the past.
    private static final int EVENTS = 8_192;

    /** Records for the sink, and what tasks came to: in order, and none dropped. */
    private final Deliveries<Runnable> records;
    private final TurnSink sink;
    /** Without a listener there is no thread that would wake for each event. */
    private final Optional<Deliveries<CallEvent>> events;
    private final Loudspeaker loudspeaker;
    private final WireTap tap;
    private final InstantSource clock;
    private final ReentrantLock tapLock = new ReentrantLock();
    private final AtomicBoolean tapFailed = new AtomicBoolean();

    Audience(TurnSink sink, Sidetone.Watchers watchers, InstantSource clock) {
        records = new Deliveries<>("turn-sink", Integer.MAX_VALUE, Runnable::run);
        this.sink = sink;
        events = Optional.of(watchers.listener()).filter(listener -> listener != CallListener.NONE)
                .map(listener -> new Deliveries<>("listener", EVENTS, listener::on));
        loudspeaker = new Loudspeaker(watchers.playback(), watchers.jitter());
        tap = watchers.tap();
        this.clock = clock;
    }

    void turn(TurnRecord turn) {
        records.offer(() -> sink.accept(turn));
        event(new CallEvent.TurnEnded(turn));
    }

    /** What a task came to, behind the turns that ended before it. @param tell hands it to whom it is for */
    void result(Runnable tell) {
        records.offer(tell);
    }

    void event(CallEvent event) {
        events.ifPresent(listener -> listener.offer(event));
    }

    Loudspeaker loudspeaker() {
        return loudspeaker;
    }

    void frame(Direction direction, String text) {
        if (tap == WireTap.NONE) return;
        tapLock.lock();
        try {
            tap.saw(direction, clock.instant(), text);
        } catch (RuntimeException e) {
            if (!tapFailed.getAndSet(true)) LOG.warn("the wire tap failed: {}; what it keeps has gaps", e.getClass().getName());
        } finally {
            tapLock.unlock();
        }
    }

    long missedEvents() {
        return events.map(Deliveries::dropped).orElse(0L);
    }

    long missedPlayback() {
        return loudspeaker.dropped();
    }

    int sinkFailures() {
        return records.failures();
    }

    /** Delivers what waits. @return how many records and results were not taken in time */
    int close(Duration patience) throws InterruptedException {
        int left = records.close(patience);
        if (events.isPresent()) events.get().close(patience);
        loudspeaker.close(patience);
        return left;
    }
}
