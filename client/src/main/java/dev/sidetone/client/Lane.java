package dev.sidetone.client;

import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Errand;
import dev.sidetone.turn.Errands;
import dev.sidetone.turn.Task;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.TurnLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The lane alone, beside a session that somebody else opened and leads: it hears the session's events, asks for the transcripts and
 * hands out the turns. It sends no settings, plays nothing, and its wire's goodbye means only that it listens no more. Owner
 * of the audience and the counts of all sessions it is beside, one after the other.
 *
 * <p>All methods may be used from any thread but {@link #next}, which belongs to whoever feeds the wires.
 */
public final class Lane implements AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final LaneSettings settings;
    private final Audience audience;
    private final Tally tally = new Tally();
    private final InstantSource clock = InstantSource.system();
    private volatile Running running;

    private Lane(Wire wire, LaneSettings settings, TurnSink sink) {
        this.settings = settings;
        audience = new Audience(sink, Sidetone.Watchers.of(settings.listener()), clock);
        running = start(wire);
    }

    /** @param wire of an open session; it need not begin with {@code session.created} */
    public static Lane over(Wire wire, LaneSettings settings, TurnSink sink) {
        return new Lane(wire, settings, sink);
    }

    private Running start(Wire wire) {
        var outbox = new Outbox(wire, Optional.empty(), event -> {});
        var line = new Line(wire, outbox, audience, new Floor(settings.session().replies()), tally, clock);
        var desk = new Desk(wire::wake);
        var errands = new Errands(settings.beside().stream().<Errand<?>>map(errand -> errand.by(audience::result)).toList());
        var requests = new Requests(outbox, new HouseRules(settings.transcription()), Gate.open(), "");
        var session = new RealtimeSession(line, new TurnLedger(settings.turnPlan()), requests, errands, desk);
        Thread.ofVirtual().name("sidetone-outbox").start(outbox::run);
        return new Running(line, desk, Thread.ofVirtual().name("sidetone-lane").start(session::run));
    }

    /**
     * Goes on beside the session that took the place of the last one, whose wire has told its end. Its open turns are recorded
     * first; the turns of the new session are counted from 1.
     */
    public void next(Wire wire) throws InterruptedException {
        running.desk().ending().await(Running.AFTERMATH);
        running = start(wire);
    }

    /** Asks the model something beside the conversation and waits for what it comes to: a value, or the reason why there is none. */
    public <T> TaskResult<T> ask(Task<T> task) throws InterruptedException {
        return running.desk().ask(task);
    }

    public CallTotals totals() {
        return tally.totals(audience);
    }

    /** How the present session ended for the lane, once it has. */
    public Optional<EndReason> ended() {
        return running.desk().ending().reason();
    }

    /**
     * Ends the lane in order: waits for what the open turns still expect, and for the sink.
     *
     * @param wait at most this long; what is missing then is recorded with a reason
     */
    public CallEnd end(Duration wait) throws InterruptedException {
        return running.end(wait);
    }

    /** {@link #end} with ten seconds' patience; an interrupt cuts the patience, not the order. */
    @Override
    public void close() {
        try {
            end(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            running.loop().interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
