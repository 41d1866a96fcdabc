package dev.sidetone.server;

import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Inbox.Delivery;
import dev.sidetone.server.Witness.Farewell;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. A single blocking loop takes what comes (frames, and steps of responses and transcriptions) and is the only
 * thread that touches the connection's state, but for the socket's reader, which follows a frame itself while the loop has nothing
 * to do: the {@link Inbox} lets in one of the two at a time. A second thread writes. Both are virtual and end with the connection.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Three pings without an answer: the client is gone, though its network did not say so. */
    private static final Duration LONGEST_SILENCE = Timetable.PING_EVERY.multipliedBy(3);

    /** How long a client may take to answer a close frame before the connection is dropped. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    /** How long a model may take to notice that its connection is over. */
    private static final Duration STRAGGLERS = Duration.ofSeconds(2);

    private static final Duration FOR_EVER = Duration.ofDays(1_000);

    private sealed interface State {
        record Open() implements State {}

        /** The server is stopping: until then responses under way may finish. */
        record Leaving(long deadline) implements State {}

        /** Our close frame is on its way. */
        record Closing(Farewell why) implements State {}

        record Gone(Farewell why) implements State {}
    }

    private final Line line;
    private final Outbox outbox;
    private final ModelSession model;
    private final ServerSettings settings;
    private final EventFaults faults;
    private final Dialogue dialogue;
    private final Timetable timetable;
    private State state = new State.Open();

    /** What a connection talks over, and who sees it. */
    record Line(Link link, Inbox inbox, Witness.OfConnection witness) {}

    /** @param model closed when the connection ends */
    Connection(Line line, Admission.Admitted admitted, ModelSession model, ServerSettings settings) {
        var ids = new Ids(settings.clock());
        this.line = line;
        this.timetable = new Timetable(settings.clock(), line.inbox()::wake);
        this.outbox = new Outbox(line.link(), ids, settings.limits().slowReader());
        this.model = model;
        this.settings = settings;
        this.faults = new EventFaults(settings.faults(), ids, outbox);
        var session = new SessionConfig(ids.session(), admitted.kind(), settings.clock().instant().plus(settings.limits().session()));
        admitted.config().ifPresent(config -> session.update(config, false));
        this.dialogue = new Dialogue(session, model, settings,
                new Dialogue.Surroundings(ids, this::then, this::emit, new ModelFaults(settings.faults()), line.witness()::failed));
    }

    /** Serves the client until it is gone. @return why it is over */
    Farewell run() {
        var writer = Thread.ofVirtual().name(Thread.currentThread().getName() + "-writer").start(() -> outbox.sendAll());
        var clockMoves = ServerClock.of(settings.clock()).whenMoved(line.inbox()::wake);
        try {
            return serve();
        } catch (ConnectionOver over) {
            return over.why();
        } catch (InterruptedException stopped) {
            return Farewell.SERVER_STOPPED;
        } finally {
            clockMoves.close();
            end(writer);
        }
    }

    private Farewell serve() throws InterruptedException {
        dialogue.hello();
        lookAround();
        line.inbox().letBringersFollow(this::followForTheLoop);
        boolean gone = false;
        while (talking()) {
            var next = line.inbox().take();
            // While nobody was here a bringer may have come to the end.
            if (talking()) step(next);
            else gone = next.isPresent() && next.get() instanceof Delivery.Gone;
        }
        return switch (state) {
            case State.Closing(Farewell why) -> {
                if (!gone) awaitGoodbye();
                yield why;
            }
            case State.Gone(Farewell why) -> why;
            case State.Open() -> Farewell.CLIENT_LEFT;
            case State.Leaving ignored -> Farewell.SERVER_STOPPED;
        };
    }

    /** The thread that brought a frame does the loop's work; whatever ends the connection is left to the loop. */
    private void followForTheLoop(Delivery delivery) {
        try {
            if (talking()) step(Optional.of(delivery));
        } catch (ConnectionOver over) {
            state = new State.Gone(over.why());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            state = new State.Gone(Farewell.SERVER_STOPPED);
        } catch (RuntimeException | Error broken) {
            line.witness().failed(broken);
            line.link().close(1011, "The server failed.");
            state = new State.Gone(Farewell.FAILED);
        }
        if (!talking()) line.inbox().wake();
    }

    private void step(Optional<Delivery> next) throws InterruptedException {
        if (next.isPresent()) handle(next.get());
        if (talking()) dialogue.tick();
        line.witness().holds(new Witness.Held(dialogue.items(), dialogue.audioBytes(), outbox.waiting(), line.inbox().weight()));
        if (timetable.pingIsDue()) ping();
        if (state instanceof State.Leaving(long deadline)) leave(deadline);
        if (talking()) lookAround();
    }

    /** Whether the session's time is over, and when to look again should nothing come. */
    private void lookAround() throws InterruptedException {
        var expires = dialogue.session().expires();
        if (faults.expired() || timetable.hasCome(expires)) expire();
        else timetable.wakeAt(dialogue.nextTick().filter(expires::isAfter).orElse(expires), patience());
    }

    private boolean talking() {
        return state instanceof State.Open || state instanceof State.Leaving;
    }

    private void ping() throws InterruptedException {
        if (line.link().silence().compareTo(LONGEST_SILENCE) > 0) throw new ConnectionOver(Farewell.NO_ANSWER_TO_PINGS);
        outbox.put(new Outbox.Parcel.Ping());
    }

    /** Our close frame is on its way; the client's answer ends the connection, or our patience does. */
    private void awaitGoodbye() throws InterruptedException {
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        while (System.nanoTime() < deadline) {
            var next = line.inbox().take(Duration.ofNanos(deadline - System.nanoTime()));
            if (next.isPresent() && next.get() instanceof Delivery.Gone) return;
        }
    }

    /** How long a server that stops lets responses under way go on. */
    private Duration patience() {
        return state instanceof State.Leaving(long deadline) ? Duration.ofNanos(deadline - System.nanoTime()) : FOR_EVER;
    }

    private void handle(Delivery delivery) throws InterruptedException {
        switch (delivery) {
            case Delivery.Frame(String text) -> line.witness().received(dialogue.follow(text));
            case Delivery.BinaryFrame() -> dialogue.refuseBinary();
            case Delivery.Work(Runnable step) -> dialogue.perform(step);
            case Delivery.GoAway(Duration grace) -> state = new State.Leaving(System.nanoTime() + grace.toNanos());
            case Delivery.Gone() -> state = new State.Gone(Farewell.CLIENT_LEFT);
        }
    }

    /** Once nothing is being said any more, or patience ends: then what is unfinished is told as failed. */
    private void leave(long deadline) throws InterruptedException {
        if (dialogue.busy() && System.nanoTime() - deadline < 0) return;
        dialogue.stop();
        close(1001, "The server is stopping.", Farewell.SERVER_STOPPED);
    }

    /** As recorded from the live service: an error, then a close frame with the same sentence. */
    private void expire() throws InterruptedException {
        var sentence = "Your session hit the maximum duration of " + settings.limits().session().toMinutes() + " minutes.";
        dialogue.tellExpired(sentence);
        close(1001, sentence, Farewell.SESSION_EXPIRED);
    }

    private void close(int code, String reason, Farewell why) throws InterruptedException {
        outbox.put(new Outbox.Parcel.Close(code, reason));
        state = new State.Closing(why);
    }

    private void end(Thread writer) {
        // First the inbox: whoever waits to bring something is released, and nothing new starts.
        line.inbox().close();
        timetable.close();
        dialogue.abandon();
        try {
            line.link().cut();
            writer.interrupt();
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            line.link().cut();
        }
        leaveModel();
    }

    /** The model's session is closed once nothing runs on it: a native model must not lose its ground under a running call. */
    private void leaveModel() {
        if (dialogue.awaitEnd(STRAGGLERS)) {
            model.close();
            return;
        }
        LOG.warn("a model still works {} ms after its connection ended and ignores interruption; its session stays open until it returns",
                STRAGGLERS.toMillis());
        Thread.ofVirtual().name(Thread.currentThread().getName() + "-straggler").start(() -> {
            dialogue.awaitEnd(FOR_EVER);
            model.close();
        });
    }

    private void then(Runnable step) throws InterruptedException {
        line.inbox().put(new Delivery.Work(step));
    }

    private void emit(ServerEvent event) {
        try {
            line.witness().said(event);
            faults.send(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionOver(Farewell.SERVER_STOPPED);
        }
    }
}
