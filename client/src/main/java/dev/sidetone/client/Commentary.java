package dev.sidetone.client;

import dev.sidetone.client.Tally.Count;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.turn.TurnLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What onlookers are told of the server's events and of progress, and what is counted of them. Session thread only. */
final class Commentary {

    private static final Duration PROGRESS = Duration.ofSeconds(1);

    private final Line line;
    private final TurnLedger ledger;
    private Instant lastProgress = Instant.EPOCH;
    private List<String> notes = List.of();

    Commentary(Line line, TurnLedger ledger) {
        this.line = line;
        this.ledger = ledger;
    }

    void on(ServerEvent event) {
        switch (event) {
            case ServerEvent.SpeechStarted started -> tell(new CallEvent.SpeechStarted(started.itemId(), started.audioStart()));
            case ServerEvent.SpeechStopped stopped -> tell(new CallEvent.SpeechStopped(stopped.itemId(), stopped.audioEnd()));
            case ServerEvent.TranscriptionDelta delta -> tell(new CallEvent.BuiltInDelta(delta.itemId(), delta.delta()));
            case ServerEvent.OfResponse of when ledger.inBand(of.responseId()) -> reply(of);
            case ServerEvent.TextDelta delta -> ledger.transcribes(delta.responseId())
                    .ifPresent(item -> tell(new CallEvent.OutOfBandDelta(item, delta.delta())));
            case ServerEvent.OfResponse ignored -> {}
            case ServerEvent.ErrorReported reported -> error(reported);
            case ServerEvent.Unknown unknown -> count(Count.UNKNOWN, new CallEvent.Unknown(unknown.type()));
            case ServerEvent.Malformed malformed -> count(Count.MALFORMED, new CallEvent.Malformed(malformed.type(), malformed.problem()));
            // What these mean for a turn stands in its record.
            case ServerEvent.TimeoutTriggered ignored -> {}
            case ServerEvent.AudioCommitted ignored -> {}
            case ServerEvent.AudioCleared ignored -> {}
            case ServerEvent.ItemAdded ignored -> {}
            case ServerEvent.ItemDone ignored -> {}
            case ServerEvent.ItemTruncated ignored -> {}
            case ServerEvent.ItemDeleted ignored -> {}
            case ServerEvent.TranscriptionCompleted ignored -> {}
            case ServerEvent.TranscriptionFailed ignored -> {}
            case ServerEvent.TranscriptionSegment ignored -> {}
            // The wire tap shows them to whoever wants to see them.
            case ServerEvent.SessionCreated ignored -> {}
            case ServerEvent.SessionUpdated ignored -> {}
            case ServerEvent.ConversationCreated ignored -> {}
            case ServerEvent.ItemRetrieved ignored -> {}
            case ServerEvent.DtmfReceived ignored -> {}
            case ServerEvent.Mcp ignored -> {}
            case ServerEvent.RateLimitsUpdated ignored -> {}
        }
    }

    /** What the agent does in the conversation; its audio is told where it is played. */
    private void reply(ServerEvent.OfResponse event) {
        switch (event) {
            case ServerEvent.ResponseCreated created -> tell(new CallEvent.ReplyStarted(created.responseId(), ledger.answers(created.responseId())));
            case ServerEvent.TextDelta delta -> tell(new CallEvent.ReplyDelta(delta.responseId(), delta.delta()));
            case ServerEvent.SpokenDelta delta -> tell(new CallEvent.ReplyDelta(delta.responseId(), delta.delta()));
            case ServerEvent.ResponseDone done -> tell(new CallEvent.ReplyEnded(done.responseId(), done.response().status()));
            case ServerEvent.AudioDelta ignored -> {}
            case ServerEvent.OutputBuffer ignored -> {}
            case ServerEvent.OutputItemAdded ignored -> {}
            case ServerEvent.OutputItemDone ignored -> {}
            case ServerEvent.PartAdded ignored -> {}
            case ServerEvent.PartDone ignored -> {}
            case ServerEvent.TextDone ignored -> {}
            case ServerEvent.AudioDone ignored -> {}
            case ServerEvent.SpokenDone ignored -> {}
            case ServerEvent.ArgumentsDelta ignored -> {}
            case ServerEvent.ArgumentsDone ignored -> {}
        }
    }

    /** Tells of progress, about once a second. */
    void progress() {
        var now = line.now();
        if (now.isBefore(lastProgress.plus(PROGRESS))) return;
        lastProgress = now;
        tell(new CallEvent.Progress(line.totals()));
    }

    /** A turn is settled, or turns are heard otherwise from now on: other notes may be in force. */
    void notes() {
        var inForce = ledger.notes();
        if (inForce.equals(notes)) return;
        notes = inForce;
        tell(new CallEvent.Noted(inForce));
    }

    private void error(ServerEvent.ErrorReported reported) {
        // It ended while we cancelled it: nothing that anybody should be told.
        if (reported.error().eventId().filter(id -> id.startsWith(Requests.CANCEL)).isPresent()) return;
        count(Count.ERRORS, new CallEvent.Reported(reported.error()));
    }

    private void count(Count what, CallEvent event) {
        line.tally().add(what);
        tell(event);
    }

    private void tell(CallEvent event) {
        line.audience().event(event);
    }
}
