package dev.sidetone.turn;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.Turn.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Owner of all that is known of the turns of one call: events in, actions out. Each user audio item that the server announces, by
 * whichever event first, becomes exactly one {@link TurnRecord}; nothing else becomes one. What comes too late for a record
 * is handed out as {@link Action.Late}, so that neither words nor costs disappear.
 *
 * <p>Not thread-safe: one thread feeds it. It has no clock: instants are arrivals and must not go backwards.
 */
public final class TurnLedger {

    /**
     * Requests about one turn that can be made at most: by four contexts, each narrower than the one before and asked only
     * when that was refused, and by the stricter way as a function call and, when that is refused, as text. A turn that
     * nothing goes wrong with takes one, one whose transcript is doubted two.
     */
    public static final int MOST_REQUESTS = 6;

    private final TurnPlan plan;
    private final Turns turns;
    private final Unanswered tasks = new Unanswered();
    private final Answers answers;
    private final Responses responses = new Responses();
    private final Conversation conversation = new Conversation();
    private final HeardReplies heard;
    private AudioFormat voice = AudioFormat.PCM16;
    private Optional<EndReason> ended = Optional.empty();

    public TurnLedger(TurnPlan plan) {
        this.plan = plan;
        this.turns = new Turns(plan);
        this.answers = new Answers(turns, tasks);
        this.heard = new HeardReplies(turns, responses);
    }

    /** Takes one event as it arrives. */
    public List<Action> on(ServerEvent event, Instant now) {
        var actions = new ArrayList<Action>();
        take(event, now, actions);
        ended.ifPresent(reason -> turns.abandonAll(responses, new Reason.CallOver(reason)));
        settle(now, actions);
        return actions;
    }

    private void take(ServerEvent event, Instant now, List<Action> actions) {
        switch (event) {
            case ServerEvent.SessionCreated created -> described(created.session());
            case ServerEvent.SessionUpdated updated -> described(updated.session());
            case ServerEvent.SpeechStarted started -> turns.announced(started.itemId(), now).ifPresent(t -> t.speechFrom(started.audioStart()));
            case ServerEvent.SpeechStopped stopped -> turns.announced(stopped.itemId(), now).ifPresent(t -> t.stopped(stopped.audioEnd(), now));
            case ServerEvent.TimeoutTriggered timeout -> turns.announced(timeout.itemId(), now).ifPresent(t -> {
                t.speechFrom(timeout.audioStart());
                t.stopped(timeout.audioEnd(), now);
            });
            case ServerEvent.AudioCommitted committed -> committed(committed.itemId(), Moment.COMMITTED, now);
            case ServerEvent.AudioCleared ignored -> cleared();
            case ServerEvent.ItemAdded added -> item(added.item(), false, now);
            case ServerEvent.ItemDone done -> item(done.item(), true, now);
            case ServerEvent.ItemDeleted deleted -> {
                conversation.deleted(deleted.itemId());
                turns.find(deleted.itemId()).ifPresent(t -> abandonUnlessAnswering(t, new Reason.ItemDeleted(), now));
            }
            case ServerEvent.ItemTruncated truncated -> heard.truncated(truncated, actions);
            case ServerEvent.TranscriptionCompleted done -> {
                done.logprobs().ifPresent(sure -> turns.find(done.itemId()).ifPresent(t -> t.listening.leastSure(Signs.leastSure(sure))));
                turns.heardBuiltIn(done.itemId(), new Heard.Text(done.transcript(), now), Optional.of(done.usage()), actions);
            }
            case ServerEvent.TranscriptionFailed failed ->
                    turns.heardBuiltIn(failed.itemId(), new Heard.Nothing(new Reason.AsrFailed(failed.error().inShort())), Optional.empty(), actions);
            case ServerEvent.ErrorReported reported -> Mark.of(reported.error()).ifPresent(mark ->
                    answers.bring(mark, new Heard.Nothing(new Reason.Refused(reported.error().inShort())), Optional.empty(), actions));
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
            case ServerEvent.SpokenDelta delta -> responses.spoken(delta);
            case ServerEvent.AudioDelta delta -> {
                responses.sounded(delta, voice.durationOf(delta.audio().length));
                responses.answers(delta.responseId()).flatMap(turns::find).ifPresent(t -> t.at(Moment.REPLY_AUDIO, now));
            }
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
        var actions = new ArrayList<Action>();
        turns.expire(responses, now, actions);
        tasks.expire(plan.limits().hearing(), now, actions);
        settle(now, actions);
        return actions;
    }

    /** Ends every open turn and task, in the order of their announcement. */
    public List<Action> end(EndReason reason, Instant now) {
        ended = Optional.of(reason);
        turns.abandonAll(responses, new Reason.CallOver(reason));
        var actions = new ArrayList<Action>();
        tasks.end(new Reason.CallOver(reason), actions);
        settle(now, actions);
        return actions;
    }

    /** The program has ruled on a turn that was heard; without effect where nothing is held back, or not any more. */
    public List<Action> ruled(String itemId, Ruling ruling, Instant now) {
        var actions = new ArrayList<Action>();
        turns.find(itemId).ifPresent(turn -> turn.rule(ruling, now));
        settle(now, actions);
        return actions;
    }

    /** All that came of a complete response has been played; without effect on one that answers no turn. */
    public List<Action> soundedOut(String responseId, Instant now) {
        var actions = new ArrayList<Action>();
        heard.soundedOut(responseId);
        settle(now, actions);
        return actions;
    }

    /**
     * The caller cut a response short, complete or not: nothing more of it is heard.
     *
     * @param pieces how much of each sounded; of those that are not named, nothing
     */
    public List<Action> interrupted(String responseId, List<HeardPiece> pieces, Instant now) {
        var actions = new ArrayList<Action>();
        heard.interrupted(responseId, pieces);
        settle(now, actions);
        return actions;
    }

    private void settle(Instant now, List<Action> actions) {
        turns.settle(conversation, now, actions);
        plan.gate().ifPresent(patience -> {
            actions.addAll(new HeldReplies(conversation, responses, plan.limits()).letThrough(turns.open(), patience, now));
            turns.settle(conversation, now, actions);
        });
    }

    /** Announces a task we are about to send, so that its answer is recognised and expires. */
    public void asked(String taskId, Instant now) {
        tasks.asked(taskId, now);
    }

    /** Whether something is still to come: an open turn or an unanswered task. */
    public boolean busy() {
        return !turns.open().isEmpty() || tasks.waiting();
    }

    /** Whether a response belongs to the conversation, so that it may be played. */
    public boolean inBand(String responseId) {
        return responses.inBand(responseId);
    }

    /** The item whose transcript a response is, if it is one. */
    public Optional<String> transcribes(String responseId) {
        return responses.mark(responseId).filter(Mark::isTranscript).map(Mark::subject);
    }

    /** The item of the turn that a response answers, if it answers one. */
    public Optional<String> answers(String responseId) {
        return responses.answers(responseId);
    }

    /** The notes that the next request would be made with, a line each. */
    public List<String> notes() {
        return turns.notes();
    }

    /**
     * Has turns announced from now on heard in this way; those under way go on as they began, and what is spent stays spent.
     *
     * @return the number of the first turn it holds for
     */
    public int listen(Optional<TurnPlan.Lane> lane) {
        return turns.listen(lane);
    }

    /** The number of an item's turn, 0 for an item without one. */
    public int number(String itemId) {
        return turns.numberOf(itemId);
    }

    private void item(Item item, boolean done, Instant now) {
        conversation.added(item);
        if (!(item instanceof Item.Message message) || !message.isUserAudio() || message.id().isEmpty()) return;
        var inProgress = !done && message.status().equals(Optional.of(Item.Status.IN_PROGRESS));
        if (inProgress) turns.announced(message.id().get(), now).ifPresent(t -> t.at(Moment.ITEM_SEEN, now));
        else committed(message.id().get(), Moment.AVAILABLE, now);
    }

    /** The turn's audio is part of the conversation; the first sign of it makes it the one that is answered next. */
    private void committed(String itemId, Moment how, Instant now) {
        turns.announced(itemId, now).ifPresent(turn -> {
            if (!turn.reached(Moment.COMMITTED)) conversation.spoke(itemId);
            turn.at(how, now);
        });
    }

    /** The buffer was emptied: speech that was announced but not committed will not come any more. */
    private void cleared() {
        for (var turn : turns.open()) {
            if (!turn.reached(Moment.COMMITTED)) turns.abandon(turn, responses, new Reason.NeverCommitted());
        }
    }

    private void described(Session session) {
        session.transcriptionModel().ifPresent(model -> turns.expectBuiltIn());
        voice = session.outputFormat();
    }

    private void begun(Response response, Instant now) {
        if (!responses.isNew(response.id())) return;
        responses.know(response, conversation::addressee);
        responses.answers(response.id()).ifPresent(itemId -> {
            for (var turn : turns.open()) {
                if (turn.itemId.equals(itemId)) turn.reply.begin(now);
                else if (turn.reached(Moment.COMMITTED) && !turn.reply.held()) turn.reply.absent(new Reason.AnsweredTogether(itemId));
            }
        });
    }

    private void ended(Response response, Instant now, List<Action> actions) {
        var known = responses.know(response, conversation::addressee);
        known.complete(response);
        switch (known.route) {
            case Responses.Route.Beside beside -> answers.bring(beside.mark(), Responses.heard(beside.mark(), response, known.streamed(), now), response.usage(), actions);
            case Responses.Route.Nobody nobody -> {
                if (nobody.inBand()) turns.agentSaid(response.id(), known, Optional.empty());
                actions.add(new Action.AnsweredNobody(response, response.usage()));
            }
            case Responses.Route.Answer answer -> {
                turns.agentSaid(response.id(), known, Optional.of(answer.itemId()));
                turns.find(answer.itemId()).ifPresentOrElse(turn -> {
                    turn.reply.end(response, known.streamed(), known.spoken, now);
                    turn.usedByReply(response.usage());
                }, () -> actions.add(new Action.Late(answer.itemId(), Action.Late.What.REPLY, Optional.of(response.text()),
                        Meters.NONE.withReply(response.usage()))));
            }
        }
        responses.forget(response.id());
    }

    private void abandonUnlessAnswering(Turn turn, Reason why, Instant now) {
        turn.at(Moment.COMMITTED, now);
        turn.listening.end(why);
        turn.reply.absent(why);
    }
}
