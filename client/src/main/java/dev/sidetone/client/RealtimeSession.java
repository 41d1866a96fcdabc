package dev.sidetone.client;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.client.Tally.Count;
import dev.sidetone.client.WireTap.Direction;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Meters;
import dev.sidetone.turn.OutOfBand;
import dev.sidetone.turn.TurnLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one loop of a call: receive, read, let the ledger decide, do what it says. Owner of the ledger and of the session as
 * last described; everything here happens on one thread, the opener's first and the loop's then. Others reach it by {@link Desk}.
 */
final class RealtimeSession {

    // How late a deadline may be noticed, and a request of another thread; both are matters of seconds.
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration PROGRESS = Duration.ofSeconds(1);
    private static final int NORMAL = 1000;
    private static final String CANCEL = "sidetone:cancel:";

    private final Line line;
    private final TurnLedger ledger;
    private final Transcription transcription;
    private final Desk desk;
    private final Playback playback = new Playback();
    private Optional<Session> session = Optional.empty();
    private Instant lastProgress = Instant.EPOCH;

    RealtimeSession(Line line, TurnLedger ledger, Transcription transcription, Desk desk) {
        this.line = line;
        this.ledger = ledger;
        this.transcription = transcription;
        this.desk = desk;
    }

    /** Runs until the call is over, whoever ends it; never throws. */
    void run() {
        EndReason end;
        try {
            end = converse();
        } catch (InterruptedException e) {
            end = new EndReason.Stopped("interrupted");
        } catch (RuntimeException e) {
            // The kind only: a message may quote what was said.
            end = new EndReason.Stopped(e.getClass().getName());
        }
        finish(end);
    }

    private EndReason converse() throws InterruptedException {
        while (true) {
            var received = line.wire().receive(TICK);
            switch (received) {
                case Wire.Received.Event event -> hear(event.text());
                case Wire.Received.Closed closed -> {
                    return new EndReason.ClosedByPeer(closed.code(), closed.reason());
                }
                case Wire.Received.Lost lost -> {
                    return new EndReason.ConnectionLost(lost.cause());
                }
                case Wire.Received.Nothing ignored -> {}
            }
            desk.requests().forEach(ask -> {
                ledger.asked(ask.taskId(), line.now());
                line.outbox().offer(OutOfBand.task(ask.taskId(), ask.task()));
            });
            perform(ledger.expire(line.now()));
            progress();
            var idle = received instanceof Wire.Received.Nothing && !ledger.busy() && line.outbox().empty();
            if (desk.leaving(idle, line.now())) return new EndReason.HungUp();
        }
    }

    /** Takes one frame. */
    ServerEvent hear(String text) {
        line.audience().frame(Direction.RECEIVED, text);
        var event = Codec.readServer(text);
        var now = line.now();
        perform(ledger.on(event, now));
        show(event, now);
        line.floor().on(event, !(event instanceof ServerEvent.OfResponse r) || ledger.inBand(r.responseId()));
        return event;
    }

    private void perform(List<Action> actions) {
        for (var action : actions) {
            switch (action) {
                case Action.AskForTranscript ask -> {
                    if (transcription instanceof Transcription.On on) line.outbox().offer(OutOfBand.transcript(ask, on.prompt()));
                }
                case Action.Cancel cancel -> line.outbox().offer(
                        new ClientEvent.ResponseCancel(Optional.of(CANCEL + cancel.responseId()), Optional.of(cancel.responseId())));
                case Action.TurnEnded ended -> {
                    line.tally().add(Count.TURNS);
                    line.audience().turn(ended.turn());
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
                    desk.answer(task.taskId(), task.answer());
                }
            }
        }
    }

    /** What an onlooker sees of an event; whatever is not named here is not shown. */
    private void show(ServerEvent event, Instant now) {
        switch (event) {
            case ServerEvent.SessionCreated created -> session = Optional.of(created.session());
            case ServerEvent.SessionUpdated updated -> session = Optional.of(updated.session());
            case ServerEvent.SpeechStarted started -> tell(new CallEvent.SpeechStarted(started.itemId(), started.audioStart()));
            case ServerEvent.SpeechStopped stopped -> tell(new CallEvent.SpeechStopped(stopped.itemId(), stopped.audioEnd()));
            case ServerEvent.TranscriptionDelta delta -> tell(new CallEvent.BuiltInDelta(delta.itemId(), delta.delta()));
            // It ended while we cancelled it: nothing that anybody should be told.
            case ServerEvent.ErrorReported reported when reported.error().eventId().filter(id -> id.startsWith(CANCEL)).isPresent() -> {}
            case ServerEvent.ErrorReported reported -> {
                line.tally().add(Count.ERRORS);
                tell(new CallEvent.Reported(reported.error()));
            }
            case ServerEvent.Unknown unknown -> {
                line.tally().add(Count.UNKNOWN);
                tell(new CallEvent.Unknown(unknown.type()));
            }
            case ServerEvent.Malformed malformed -> {
                line.tally().add(Count.MALFORMED);
                tell(new CallEvent.Malformed(malformed.type(), malformed.problem()));
            }
            case ServerEvent.OfResponse of when ledger.inBand(of.responseId()) -> reply(of, now);
            case ServerEvent.TextDelta delta -> ledger.transcribes(delta.responseId())
                    .ifPresent(item -> tell(new CallEvent.OutOfBandDelta(item, delta.delta())));
            default -> {}
        }
    }

    /** What the agent does in the conversation, as far as it is shown. */
    private void reply(ServerEvent.OfResponse event, Instant now) {
        switch (event) {
            case ServerEvent.ResponseCreated created -> tell(new CallEvent.ReplyStarted(created.responseId()));
            case ServerEvent.TextDelta delta -> tell(new CallEvent.ReplyDelta(delta.responseId(), delta.delta()));
            case ServerEvent.SpokenDelta delta -> tell(new CallEvent.ReplyDelta(delta.responseId(), delta.delta()));
            case ServerEvent.AudioDelta delta -> {
                var audio = playback.decode(delta.responseId(), delta.audio(), session.map(Session::outputFormat).orElse(AudioFormat.PCM16));
                line.tally().received(audio.duration());
                line.floor().agentSpeaks(audio.duration(), now);
                line.audience().play(audio);
                tell(new CallEvent.ReplyAudio(delta.responseId(), audio.duration()));
            }
            case ServerEvent.ResponseDone done -> tell(new CallEvent.ReplyEnded(done.responseId(), done.response().status()));
            default -> {}
        }
    }

    private void tell(CallEvent event) {
        line.audience().event(event);
    }

    private void progress() {
        var now = line.now();
        if (now.isBefore(lastProgress.plus(PROGRESS))) return;
        lastProgress = now;
        tell(new CallEvent.Progress(line.totals()));
    }

    private void finish(EndReason end) {
        try {
            perform(ledger.end(end, line.now()));
            line.outbox().close();
            line.wire().close(NORMAL, "");
            tell(new CallEvent.Ended(end));
        } finally {
            // Whoever waits for this call must not wait for ever.
            line.floor().over();
            desk.over(end);
        }
    }

    Optional<Session> session() {
        return session;
    }
}
