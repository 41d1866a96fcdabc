package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Tally.Count;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Limits;
import dev.sidetone.turn.Task;
import dev.sidetone.turn.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** One call, open. All methods may be used from any thread. */
public final class Call implements AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    // Detectors decide in steps of some ten milliseconds, and hear the end of a word late.
    private static final Duration AFTER_SPEECH = Duration.ofMillis(300);

    // How often a sender that waits for room looks whether the call still stands.
    private static final Duration ROOM = Duration.ofMillis(200);

    private final Session session;
    private final Line line;
    private final Desk desk;
    private final Limits limits;
    private final Voice voice;
    private final Thread loop;
    private final AtomicLong saidNanos = new AtomicLong();

    /** @param loop the session's thread, already running */
    Call(Session session, Line line, Desk desk, Limits limits, Thread loop) {
        this.session = session;
        this.line = line;
        this.desk = desk;
        this.limits = limits;
        this.voice = new Voice(session.inputFormat());
        this.loop = loop;
    }

    /** The session as the server described it when the call began. */
    public Session session() {
        return session;
    }

    /** Offers a stretch of the caller's audio at {@link Pcm#RATE} without waiting; what is refused is counted. */
    public Offered append(Pcm audio) {
        var offered = line.outbox().offer(voice.append(audio));
        if (offered instanceof Offered.Queued) saidNanos.addAndGet(audio.duration().toNanos());
        if (offered instanceof Offered.Full) line.tally().add(Count.DROPPED_FRAMES);
        return offered;
    }

    /** Sends any other event, in order with the audio; such events are never refused for lack of room. */
    public Offered send(ClientEvent event) {
        return line.outbox().offer(event);
    }

    /** Sends a source to its end, waiting for room where needed; returns early when the call ends. */
    public void play(AudioSource source, Pace pace) throws InterruptedException {
        if (pace == Pace.FAST) line.audience().loudspeaker().hurry();
        var beat = new Beat(line.clock());
        for (var next = source.next(); next.isPresent(); next = source.next()) {
            if (!appendWhole(next.get())) return;
            if (pace == Pace.REALTIME) beat.rest(next.get().duration());
        }
    }

    /** Plays a recorded caller to the end, or to the end of the call. */
    public RecordedCaller.Played play(RecordedCaller caller) throws InterruptedException {
        if (caller.pace() == Pace.FAST) line.audience().loudspeaker().hurry();
        return new RecordedPlayer(caller, new Onstage()).play();
    }

    /** @return false when the call is over */
    private boolean appendWhole(Pcm audio) throws InterruptedException {
        var event = voice.append(audio);
        while (true) {
            switch (line.outbox().offer(event, ROOM)) {
                case Offered.Queued ignored -> {
                    saidNanos.addAndGet(audio.duration().toNanos());
                    return true;
                }
                case Offered.Closed ignored -> {
                    return false;
                }
                case Offered.Full ignored -> {
                    if (ended().isPresent()) return false;
                }
            }
        }
    }

    /** Whether the agent's voice sounds now, or waits to: {@code false} once all that came of it has been played. */
    public boolean agentSounds() {
        return line.floor().state().quietAt().isAfter(line.now());
    }

    /**
     * Cuts the agent short, as a caller does who begins to speak: it falls silent, the reply that runs is cancelled, and the server
     * forgets what was not heard. For who talks by a button, and for sessions that speech does not interrupt.
     */
    public void interrupt() {
        desk.interrupt();
    }

    /** Asks the model something beside the conversation and waits for what it comes to: a value, or the reason why there is none. */
    public <T> TaskResult<T> ask(Task<T> task) throws InterruptedException {
        return desk.ask(task);
    }

    /**
     * Has the turns that begin from now on transcribed in another way; those under way go on as they began.
     *
     * @return the number of the first turn it holds for; empty when the call is over
     * @throws IllegalArgumentException for the context {@code shared}, whose rules stand in the session's instructions
     */
    public OptionalInt listen(Transcription transcription) throws InterruptedException {
        if (transcription instanceof Transcription.On on && on.context() instanceof ContextPolicy.SharedPrefix) {
            throw new IllegalArgumentException("the context \"shared\" cannot be switched to in a call, as its rules stand in the session's"
                    + " instructions: begin the call with it, or use notes, latest, last:N or whole");
        }
        int from = desk.listen(transcription);
        return from == 0 ? OptionalInt.empty() : OptionalInt.of(from);
    }

    public CallTotals totals() {
        return line.totals();
    }

    /** How the call ended, once it has. */
    public Optional<EndReason> ended() {
        return desk.ending().reason();
    }

    /**
     * Ends the call in order, when the caller has said all: sends what waits, waits for what the open turns still expect, then says goodbye (1000).
     *
     * @param wait at most this long; what is missing then is recorded with a reason
     */
    public CallEnd end(Duration wait) throws InterruptedException {
        return new Running(line, desk, loop).end(wait);
    }

    /**
     * Ends the call as a caller does who hangs up: the agent falls silent, and what it still says is recorded as not heard. What the
     * caller said is transcribed all the same: silence follows it, so that a server that finds the turns by itself ends the last one.
     *
     * @param wait at most this long; what is missing then is recorded with a reason
     */
    public CallEnd hangUp(Duration wait) throws InterruptedException {
        desk.hangUp();
        // Also where the server has noticed no speech yet: it may be behind.
        append(Pcm.silence(Detection.of(session).silence().plus(AFTER_SPEECH)));
        return end(wait);
    }

    /** Whether {@link #end} was asked for: a clock that stands still must go on from there. */
    boolean leaving() {
        return desk.ending().leaving();
    }

    /** Whether the transport has taken all that was offered: until then it is not the server that keeps us waiting. */
    boolean allSent() {
        return line.outbox().empty();
    }

    /** {@link #end} with ten seconds' patience; an interrupt cuts the patience, not the order. */
    @Override
    public void close() {
        try {
            end(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            loop.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** What a recorded caller has around it in a real call. */
    private final class Onstage implements Stage {

        private final Beat beat = new Beat(line.clock());

        @Override
        public boolean say(Pcm audio) throws InterruptedException {
            return appendWhole(audio);
        }

        @Override
        public Duration saidTo() {
            return Duration.ofNanos(saidNanos.get());
        }

        @Override
        public Floor.State floor() {
            return line.floor().state();
        }

        @Override
        public Floor.State await(Predicate<Floor.State> wanted, Duration patience) throws InterruptedException {
            return line.floor().await(wanted, patience);
        }

        @Override
        public void rest(Duration said) throws InterruptedException {
            beat.rest(said);
        }

        @Override
        public Instant now() {
            return line.now();
        }

        @Override
        public Duration serverSilence() {
            return Detection.of(session).silence();
        }

        @Override
        public Limits limits() {
            return limits;
        }
    }
}
