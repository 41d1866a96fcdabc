package dev.sidetone.client;

import dev.sidetone.client.Tally.Count;
import dev.sidetone.client.WireTap.Direction;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Errands;
import dev.sidetone.turn.Meters;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnLedger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one loop of a call: receive, read, let the ledger decide, do what it says. Owner of the ledger and of the session as
 * last described; everything here is done by one thread at a time: the opener's first, then the loop's and, where the wire hands events over
 * by itself, the wire's, which take turns at the {@link Desk}. Others reach it there, too.
 */
final class RealtimeSession {

    // How late a deadline may be noticed; they are matters of seconds. Each tick wakes a thread, in every session.
    private static final Duration TICK = Duration.ofMillis(500);
    // A wire from which everything is received may not be one that can be woken.
    private static final Duration SHORT_TICK = Duration.ofMillis(250);
    // When the call is only waited for, everybody waits for the tick.
    private static final Duration LEAVING_TICK = Duration.ofMillis(50);
    private static final int NORMAL = 1000;
    // A goodbye is short; a loudspeaker that does not come to its end must not keep a dead call.
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final Line line;
    private final TurnLedger ledger;
    private final Requests requests;
    private final Errands errands;
    private final Desk desk;
    private final Commentary commentary;
    private final AgentVoice voice;
    private Optional<Session> session = Optional.empty();

    RealtimeSession(Line line, TurnLedger ledger, Requests requests, Errands errands, Desk desk) {
        this.line = line;
        this.ledger = ledger;
        this.requests = requests;
        this.errands = errands;
        this.desk = desk;
        this.commentary = new Commentary(line, ledger);
        this.voice = new AgentVoice(line, ledger);
    }

    /** Runs until the call is over, whoever ends it; never throws. */
    void run() {
        EndReason end;
        try {
            end = converse();
        } catch (InterruptedException e) {
            end = new EndReason.Stopped("interrupted");
        } catch (RuntimeException | LinkageError e) {
            end = stopped(e);
        }
        finish(end);
    }

    /** The kind only: a message may quote what was said. Libraries of two versions on one class path fail to link here first. */
    private static EndReason stopped(Throwable error) {
        return new EndReason.Stopped(error.getClass().getName());
    }

    private EndReason converse() throws InterruptedException {
        // What broke on the wire's thread.
        var broken = new ArrayBlockingQueue<EndReason>(1);
        var tick = line.wire().handEventsTo(text -> handed(text, broken)) ? TICK : SHORT_TICK;
        while (true) {
            var received = line.wire().receive(desk.ending().leaving() ? LEAVING_TICK : tick);
            switch (received) {
                case Wire.Received.Event event -> desk.alone(() -> hear(event.text()));
                case Wire.Received.Closed closed -> {
                    return new EndReason.ClosedByPeer(closed.code(), closed.reason());
                }
                case Wire.Received.Lost lost -> {
                    return new EndReason.ConnectionLost(lost.cause());
                }
                case Wire.Received.Nothing ignored -> {}
            }
            if (!broken.isEmpty()) return broken.remove();
            var over = new AtomicBoolean();
            desk.alone(() -> over.set(lookAround(received instanceof Wire.Received.Nothing)));
            if (over.get()) return new EndReason.HungUp();
        }
    }

    /** The wire's thread brings an event. */
    private void handed(String text, Queue<EndReason> broken) {
        desk.alone(() -> {
            if (!broken.isEmpty()) return;
            try {
                hear(text);
            } catch (RuntimeException | LinkageError e) {
                broken.offer(stopped(e));
                line.wire().wake();
            }
        });
    }

    /** Does what others have asked for, and what it is time for. @return whether the call is over */
    private boolean lookAround(boolean nothingCame) {
        if (desk.interrupts()) interrupt();
        if (desk.ending().hungUp()) perform(voice.hungUp(line.now()));
        desk.switches().forEach(this::listen);
        desk.requests().forEach(errand -> run(errands.ask(errand)));
        requests.gate().rulings().forEach(ruled -> perform(ledger.ruled(ruled.itemId(), ruled.ruling(), line.now())));
        perform(voice.tick(line.now()));
        perform(ledger.expire(line.now()));
        commentary.progress();
        var idle = nothingCame && !ledger.busy() && line.outbox().empty();
        return desk.ending().due(idle, line.now()) && !(idle && runsAtEnd());
    }

    private void interrupt() {
        var running = voice.running();
        perform(voice.interrupt(line.now()));
        running.forEach(reply -> requests.cancel(new Action.Cancel(reply)));
    }

    /** Sets off what is for the end of the call. @return whether anything was asked: then the end waits for it */
    private boolean runsAtEnd() {
        errands.atEnd().forEach(this::run);
        return ledger.busy();
    }

    /** Takes one frame. */
    ServerEvent hear(String text) {
        line.audience().frame(Direction.RECEIVED, text);
        var event = Codec.readServer(text);
        var now = line.now();
        if (event instanceof ServerEvent.SessionCreated created) session = Optional.of(created.session());
        if (event instanceof ServerEvent.SessionUpdated updated) session = Optional.of(updated.session());
        perform(ledger.on(event, now));
        commentary.on(event);
        var inBand = !(event instanceof ServerEvent.OfResponse of) || ledger.inBand(of.responseId());
        line.floor().on(event, inBand);
        if (inBand) perform(voice.on(event, session, now));
        return event;
    }

    private void perform(List<Action> actions) {
        for (var action : actions) {
            switch (action) {
                case Action.AskForTranscript ask -> requests.transcript(ask, ledger.number(ask.itemId()));
                case Action.Cancel cancel -> requests.cancel(cancel);
                case Action.Answer answer -> requests.answer(answer, session);
                case Action.TurnHeard heard -> {
                    requests.gate().heard(heard);
                    tell(new CallEvent.TurnHeard(heard));
                }
                case Action.Mismatched mismatched -> tell(new CallEvent.Mismatched(mismatched));
                case Action.Degraded degraded -> tell(new CallEvent.BudgetStep(degraded));
                case Action.TurnEnded ended -> {
                    line.tally().add(Count.TURNS);
                    if (ended.turn().reply() instanceof Reply.Nothing(Reason.KeptSilent ignored)) line.floor().nobodyAnswers();
                    line.audience().turn(ended.turn());
                    commentary.notes();
                    errands.turn(ended.turn()).forEach(this::run);
                }
                case Action.Late late -> {
                    line.tally().add(Count.LATE);
                    line.tally().outsideTurns(late.meters());
                    tell(new CallEvent.Late(late));
                }
                case Action.AnsweredNobody nobody -> {
                    line.tally().outsideTurns(new Meters(nobody.usage(), Optional.empty(), Optional.empty()));
                    tell(new CallEvent.AnsweredNobody(nobody));
                }
                case Action.TaskEnded task -> {
                    line.tally().outsideTurns(new Meters(Optional.empty(), task.usage(), Optional.empty()));
                    errands.answered(task).ifPresent(this::run);
                }
            }
        }
    }

    private void listen(Desk.Switch wish) {
        int from = ledger.listen(wish.to().asked());
        requests.rules().change(from, wish.to());
        commentary.notes();
        wish.from().add(from);
    }

    private void tell(CallEvent event) {
        line.audience().event(event);
    }

    private void run(Errands.Step step) {
        switch (step) {
            case Errands.Step.Ask ask -> {
                ledger.asked(ask.taskId(), line.now());
                line.outbox().offer(ask.request());
            }
            case Errands.Step.Ended ended -> ended.tell().run();
        }
    }

    private void finish(EndReason end) {
        try {
            playOut(end);
            desk.alone(() -> {
                desk.close();
                perform(voice.over(line.now()));
                errands.over(end);
                perform(ledger.end(end, line.now()));
                errands.atEnd().forEach(this::run);
            });
            line.outbox().close();
            line.wire().close(NORMAL, "");
            tell(new CallEvent.Ended(end));
        } finally {
            // Whoever waits for this call must not wait for ever.
            line.floor().over();
            desk.over(end);
        }
    }

    /** What came before the connection ended is played all the same; who hangs up hears no more. */
    private void playOut(EndReason end) {
        if (end instanceof EndReason.HungUp || end instanceof EndReason.Stopped) return;
        var until = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            while (voice.sounds() && !desk.ending().leaving() && System.nanoTime() < until) {
                Thread.sleep(LEAVING_TICK);
                desk.alone(() -> perform(voice.tick(line.now())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<Session> session() {
        return session;
    }
}
