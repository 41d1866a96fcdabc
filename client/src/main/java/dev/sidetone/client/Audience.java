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
    // A delta holds 50 ms to 200 ms; the longest reply (4,096 tokens, 200 s) must fit, as it comes faster than it plays.
    private static final int STRETCHES = 8_192;

    /** A sink's work: audio, or the word to forget what waits. */
    private sealed interface Sound {
        record Audio(AgentAudio stretch) implements Sound {}

        record Stop() implements Sound {}
    }

    /** Records for the sink, and what tasks came to: in order, and none dropped. */
    private final Deliveries<Runnable> records;
    private final TurnSink sink;
    /** Without a listener there is no thread that would wake for each event. */
    private final Optional<Deliveries<CallEvent>> events;
    private final Deliveries<Sound> playback;
    private final WireTap tap;
    private final InstantSource clock;
    private final ReentrantLock tapLock = new ReentrantLock();
    private final AtomicBoolean tapFailed = new AtomicBoolean();

    Audience(TurnSink sink, Sidetone.Watchers watchers, InstantSource clock) {
        records = new Deliveries<>("turn-sink", Integer.MAX_VALUE, Runnable::run);
        this.sink = sink;
        events = Optional.of(watchers.listener()).filter(listener -> listener != CallListener.NONE)
                .map(listener -> new Deliveries<>("listener", EVENTS, listener::on));
        playback = new Deliveries<>("playback", STRETCHES, sound -> {
            switch (sound) {
                case Sound.Audio audio -> watchers.playback().play(audio.stretch());
                case Sound.Stop ignored -> watchers.playback().stop();
            }
        });
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

    void play(AgentAudio stretch) {
        playback.offer(new Sound.Audio(stretch));
    }

    /** What waits for the loudspeaker is forgotten, then the loudspeaker forgets what it has. */
    void stopPlayback() {
        playback.insteadOfAll(new Sound.Stop());
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
        return playback.dropped();
    }

    int sinkFailures() {
        return records.failures();
    }

    /** Delivers what waits. @return how many records and results were not taken in time */
    int close(Duration patience) throws InterruptedException {
        int left = records.close(patience);
        if (events.isPresent()) events.get().close(patience);
        playback.close(patience);
        return left;
    }
}
