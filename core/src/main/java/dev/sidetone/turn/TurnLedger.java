package dev.sidetone.turn;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.Turn.Moment;
import dev.sidetone.turn.TurnRecord.Hearings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Owner of all open turns of one call: events in, actions out. Each user audio item that the server announces, by whichever
 * event first, becomes exactly one {@link TurnRecord}; nothing else becomes one. What comes too late for a record is
 * handed out as {@link Action.Late}, so that neither words nor costs disappear.
 *
 * <p>Not thread-safe: one thread feeds it. It has no clock: instants are arrivals and must not go backwards.
 */
public final class TurnLedger {

    private final TurnPlan plan;
    private final Map<String, Turn> open = new LinkedHashMap<>();
    private final Past past = new Past();
    private final Tasks tasks = new Tasks();
    private final Responses responses = new Responses();
    private final Conversation conversation = new Conversation();
    private boolean builtIn;
    private Optional<EndReason> ended = Optional.empty();

    public TurnLedger(TurnPlan plan) {
        this.plan = plan;
        this.builtIn = plan.builtIn();
    }

    /** Takes one event as it arrives. */
    public List<Action> on(ServerEvent event, Instant now) {
        var actions = new ArrayList<Action>();
        take(event, now, actions);
        ended.ifPresent(reason -> open.values().forEach(turn -> abandon(turn, new Reason.CallOver(reason))));
        askAndRecord(now, actions);
        return actions;
    }

    private void take(ServerEvent event, Instant now, List<Action> actions) {
        switch (event) {
            case ServerEvent.SessionCreated created -> builtIn |= created.session().transcriptionModel().isPresent();
            case ServerEvent.SessionUpdated updated -> builtIn |= updated.session().transcriptionModel().isPresent();
            case ServerEvent.SpeechStarted started -> turn(started.itemId(), now).ifPresent(t -> t.speechFrom(started.audioStart()));
            case ServerEvent.SpeechStopped stopped -> turn(stopped.itemId(), now).ifPresent(t -> t.stopped(stopped.audioEnd(), now));
            case ServerEvent.TimeoutTriggered timeout -> turn(timeout.itemId(), now).ifPresent(t -> {
                t.speechFrom(timeout.audioStart());
                t.stopped(timeout.audioEnd(), now);
            });
            case ServerEvent.AudioCommitted committed -> committed(committed.itemId(), Moment.COMMITTED, now);
            case ServerEvent.AudioCleared ignored -> cleared();
            case ServerEvent.ItemAdded added -> item(added.item(), false, now);
            case ServerEvent.ItemDone done -> item(done.item(), true, now);
            case ServerEvent.ItemDeleted deleted -> {
                conversation.deleted(deleted.itemId());
                find(deleted.itemId()).ifPresent(t -> abandonUnlessAnswering(t, new Reason.ItemDeleted(), now));
            }
            case ServerEvent.ItemTruncated truncated -> truncated(truncated, actions);
            case ServerEvent.TranscriptionCompleted done ->
                    heardBuiltIn(done.itemId(), new Heard.Text(done.transcript(), now), Optional.of(done.usage()), actions);
            case ServerEvent.TranscriptionFailed failed ->
                    heardBuiltIn(failed.itemId(), new Heard.Nothing(new Reason.AsrFailed(inShort(failed.error()))), Optional.empty(), actions);
            case ServerEvent.ErrorReported reported -> Mark.of(reported.error()).ifPresent(mark ->
                    answered(mark, new Heard.Nothing(new Reason.Refused(inShort(reported.error()))), Optional.empty(), actions));
            case ServerEvent.OfResponse of -> ofResponse(of, now, actions);
            case ServerEvent.ConversationCreated ignored -> {}
            case ServerEvent.ItemRetrieved ignored -> {}
            case ServerEvent.TranscriptionDelta ignored -> {}
            case ServerEvent.TranscriptionSegment ignored -> {}
            case ServerEvent.DtmfReceived ignored -> {}
            case ServerEvent.Mcp ignored -> {}
            case ServerEvent.RateLimitsUpdated ignored -> {}
            case ServerEvent.Unknown ignored -> {}
            case ServerEvent.Malformed ignored -> {}
        }
    }

    private void ofResponse(ServerEvent.OfResponse event, Instant now, List<Action> actions) {
        switch (event) {
            case ServerEvent.ResponseCreated created -> begun(created.response(), now);
            case ServerEvent.ResponseDone done -> {
                begun(done.response(), now);
                if (responses.end(done.response())) ended(done.response(), now, actions);
            }
            case ServerEvent.OutputItemAdded added -> responses.produced(added);
            case ServerEvent.TextDelta delta -> responses.streamed(delta.responseId(), delta.delta());
            case ServerEvent.SpokenDelta delta -> responses.streamed(delta.responseId(), delta.delta());
            case ServerEvent.AudioDelta delta ->
                    responses.answers(delta.responseId()).flatMap(this::find).ifPresent(t -> t.at(Moment.REPLY_AUDIO, now));
            case ServerEvent.OutputBuffer ignored -> {}
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

    /** Ends what has waited too long. Call it a few times a second. */
    public List<Action> expire(Instant now) {
        var limits = plan.limits();
        var actions = new ArrayList<Action>();
        for (var turn : open.values()) {
            var committed = turn.reached(Moment.COMMITTED);
            if (!committed && (turn.since(Moment.SPEECH_STOPPED, limits.commit(), now) || turn.since(Moment.ANNOUNCED, limits.speech(), now))) {
                abandon(turn, new Reason.NeverCommitted());
            }
            if (committed && turn.since(Moment.COMMITTED, limits.itemGrace(), now) && !turn.reached(Moment.AVAILABLE)) {
                turn.at(Moment.AVAILABLE, now);
                turn.note("the server never announced the item itself");
            }
            if (committed && !now.isBefore(turn.endOfSpeech().plus(limits.hearing()))) expireHearings(turn, now, actions);
            if (committed) turn.reply.overdue(limits, now).ifPresent(limit ->
                    turn.reply.abandon(responses.runningText(turn.itemId), new Reason.Expired(limit)));
        }
        tasks.expire(limits.hearing(), now, actions);
        askAndRecord(now, actions);
        return actions;
    }

    private void expireHearings(Turn turn, Instant now, List<Action> actions) {
        var expired = new Heard.Nothing(new Reason.Expired(plan.limits().hearing()));
        if (!turn.listening.builtInSettled()) turn.listening.builtIn(expired);
        var asked = turn.since(Moment.ASKED, plan.limits().hearing(), now);
        if (!asked || turn.listening.outOfBandSettled()) return;
        turn.listening.outOfBand(expired);
        responses.runningBeside(turn.itemId).forEach(id -> actions.add(new Action.Cancel(id)));
    }

    /** Ends every open turn and task, in the order of their announcement. */
    public List<Action> end(EndReason reason, Instant now) {
        ended = Optional.of(reason);
        open.values().forEach(turn -> abandon(turn, new Reason.CallOver(reason)));
        var actions = new ArrayList<Action>();
        tasks.end(new Reason.CallOver(reason), actions);
        askAndRecord(now, actions);
        return actions;
    }

    /** Announces a task we are about to send, so that its answer is recognised and expires. */
    public void asked(String taskId, Instant now) {
        tasks.asked(taskId, now);
    }

    /** Whether something is still to come: an open turn or an unanswered task. */
    public boolean busy() {
        return !open.isEmpty() || tasks.waiting();
    }

    /** Whether a response belongs to the conversation, so that it may be played. */
    public boolean inBand(String responseId) {
        return responses.inBand(responseId);
    }

    /** The item whose transcript a response is, if it is one. */
    public Optional<String> transcribes(String responseId) {
        return responses.mark(responseId).filter(Mark::isTranscript).map(Mark::subject);
    }

    /** The turn of an announced item: opened now if it is new, absent once it is recorded. */
    private Optional<Turn> turn(String itemId, Instant now) {
        if (past.recorded(itemId)) return Optional.empty();
        return Optional.of(open.computeIfAbsent(itemId, id -> {
            var off = new Heard.Nothing(new Reason.SwitchedOff());
            var first = new Hearings(builtIn ? new Heard.Pending() : off, plan.outOfBand().isPresent() ? new Heard.Pending() : off);
            var reply = new ReplyDraft(plan.replies() ? new ReplyDraft.Stage.Awaited(now) : new ReplyDraft.Stage.Absent(new Reason.NotExpected()));
            return new Turn(id, open.size() + past.records() + 1, first, reply, now);
        }));
    }

    private Optional<Turn> find(String itemId) {
        return Optional.ofNullable(open.get(itemId));
    }

    private void item(Item item, boolean done, Instant now) {
        conversation.added(item);
        if (!(item instanceof Item.Message message) || !message.isUserAudio() || message.id().isEmpty()) return;
        var inProgress = !done && message.status().equals(Optional.of(Item.Status.IN_PROGRESS));
        if (inProgress) turn(message.id().get(), now).ifPresent(t -> t.at(Moment.ITEM_SEEN, now));
        else committed(message.id().get(), Moment.AVAILABLE, now);
    }

    /** The turn's audio is part of the conversation; the first sign of it makes it the one that is answered next. */
    private void committed(String itemId, Moment how, Instant now) {
        turn(itemId, now).ifPresent(turn -> {
            if (!turn.reached(Moment.COMMITTED)) conversation.spoke(itemId);
            turn.at(how, now);
        });
    }

    /** The buffer was emptied: speech that was announced but not committed will not come any more. */
    private void cleared() {
        for (var turn : open.values()) {
            if (!turn.reached(Moment.COMMITTED)) abandon(turn, new Reason.NeverCommitted());
        }
    }

    private void truncated(ServerEvent.ItemTruncated truncated, List<Action> actions) {
        responses.turnOfItem(truncated.itemId()).ifPresent(itemId -> find(itemId).ifPresentOrElse(
                t -> t.reply.truncated(truncated.audioEnd()),
                () -> actions.add(new Action.Late(itemId, Action.Late.What.TRUNCATION, Optional.empty(), Meters.NONE))));
    }

    private void heardBuiltIn(String itemId, Heard heard, Optional<TranscriptionUsage> usage, List<Action> actions) {
        find(itemId).ifPresentOrElse(turn -> {
            turn.listening.builtIn(heard);
            if (!past.billed(itemId)) usage.ifPresent(turn::used);
        }, () -> {
            var meters = usage.filter(report -> past.bill(itemId)).map(Meters.NONE::withBuiltIn).orElse(Meters.NONE);
            actions.add(new Action.Late(itemId, Action.Late.What.BUILT_IN, textOf(heard), meters));
        });
    }

    private void begun(Response response, Instant now) {
        if (!responses.isNew(response.id())) return;
        responses.know(response, conversation::addressee);
        responses.answers(response.id()).ifPresent(itemId -> {
            for (var turn : open.values()) {
                if (turn.itemId.equals(itemId)) turn.reply.begin(now);
                else if (turn.reached(Moment.COMMITTED)) turn.reply.absent(new Reason.AnsweredTogether(itemId));
            }
        });
    }

    private void ended(Response response, Instant now, List<Action> actions) {
        var known = responses.know(response, conversation::addressee);
        var streamed = known.streamed();
        switch (known.route) {
            case Responses.Route.Beside beside -> answered(beside.mark(), Responses.heard(response, streamed, now), response.usage(), actions);
            case Responses.Route.Nobody ignored -> actions.add(new Action.AnsweredNobody(response, response.usage()));
            case Responses.Route.Answer answer -> find(answer.itemId()).ifPresentOrElse(turn -> {
                turn.reply.end(response, streamed, now);
                turn.usedByReply(response.usage());
            }, () -> actions.add(new Action.Late(answer.itemId(), Action.Late.What.REPLY, Optional.of(response.text()),
                    Meters.NONE.withReply(response.usage()))));
        }
        responses.forget(response.id());
    }

    /** An answer to one of our requests, or its refusal. */
    private void answered(Mark mark, Heard heard, Optional<Usage> usage, List<Action> actions) {
        if (mark.isTranscript() && open.get(mark.subject()) instanceof Turn turn) {
            turn.answered(heard, mark.attempt(), usage);
        } else if (mark.isTranscript() || !tasks.ended(mark.subject(), heard, usage, actions)) {
            actions.add(new Action.Late(mark.subject(), Action.Late.What.OUT_OF_BAND, textOf(heard), Meters.NONE.withOutOfBand(usage)));
        }
    }

    private void abandon(Turn turn, Reason why) {
        turn.at(Moment.COMMITTED, turn.endOfSpeech());
        turn.listening.end(why);
        if (!turn.reply.settled()) turn.reply.abandon(responses.runningText(turn.itemId), why);
    }

    private void abandonUnlessAnswering(Turn turn, Reason why, Instant now) {
        turn.at(Moment.COMMITTED, now);
        turn.listening.end(why);
        turn.reply.absent(why);
    }

    /** Asks for what can now be asked, and records what is complete. */
    private void askAndRecord(Instant now, List<Action> actions) {
        var turns = open.values().iterator();
        while (turns.hasNext()) {
            var turn = turns.next();
            plan.outOfBand().ifPresent(policy -> turn.nextAsk(policy, conversation.entries(), now).ifPresent(actions::add));
            if (!turn.complete()) continue;
            turns.remove();
            var record = turn.record();
            past.record(record);
            actions.add(new Action.TurnEnded(record));
        }
    }

    private static Optional<String> textOf(Heard heard) {
        return heard instanceof Heard.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    private static String inShort(ErrorDetails error) {
        return error.code().orElse(error.type());
    }
}
