package dev.sidetone.turn;

import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.Turn.Moment;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The open turns of one call and what is kept of the others: opens them, gives them up, asks and judges for them, records
 * them. Owned by the {@link TurnLedger}, which tells it what happened.
 */
final class Turns {

    private TurnPlan plan;
    private final Map<String, Turn> open = new LinkedHashMap<>();
    private final Past past = new Past();
    private final Minutes minutes = new Minutes();
    private final Notebook notebook = new Notebook();
    private final Spending spending;
    private boolean builtIn;
    /** Until the peer refuses a forced function call. */
    private boolean callsTaken = true;

    Turns(TurnPlan plan) {
        this.plan = plan;
        this.builtIn = plan.builtIn();
        this.spending = new Spending(plan.lane());
    }

    /** The session names a recogniser: turns that open from now on expect its transcript. */
    void expectBuiltIn() {
        builtIn = true;
    }

    Collection<Turn> open() {
        return open.values();
    }

    /** The turn of an announced item: opened now if it is new, absent once it is recorded. */
    Optional<Turn> announced(String itemId, Instant now) {
        if (past.recorded(itemId)) return Optional.empty();
        return Optional.of(open.computeIfAbsent(itemId, id -> new Turn(id, next(), plan, builtIn, now)));
    }

    private int next() {
        return open.size() + past.records() + 1;
    }

    /** Turns that open from now on are heard in this way. @return the number of the first */
    int listen(Optional<TurnPlan.Lane> lane) {
        plan = new TurnPlan(lane, plan.builtIn(), plan.replies(), plan.limits(), plan.gate(), plan.listened());
        spending.lane(lane);
        return next();
    }

    /** The notes in force for the next turn. */
    List<String> notes() {
        return plan.lane().map(lane -> notes(lane.context())).orElse(List.of());
    }

    private List<String> notes(ContextPolicy context) {
        return context instanceof ContextPolicy.Notes(var glossary) ? notebook.lines(glossary) : List.of();
    }

    Optional<Turn> find(String itemId) {
        return Optional.ofNullable(open.get(itemId));
    }

    void heardBuiltIn(String itemId, Heard heard, Optional<TranscriptionUsage> usage, List<Action> actions) {
        find(itemId).ifPresentOrElse(turn -> {
            turn.listening.builtIn(heard);
            if (!past.billed(itemId)) usage.ifPresent(turn::used);
        }, () -> {
            var meters = usage.filter(report -> past.bill(itemId)).map(Meters.NONE::withBuiltIn).orElse(Meters.NONE);
            actions.add(new Action.Late(itemId, Action.Late.What.BUILT_IN, textOf(heard), meters));
        });
    }

    static Optional<String> textOf(Heard heard) {
        return heard instanceof Heard.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    /** The agent said something. @param turn that it answers, if it is known and any */
    void agentSaid(String responseId, Responses.Known known, Optional<String> turn) {
        minutes.agent(responseId, turn.map(this::numberOf).orElse(0), known.said(), known.heard());
        notebook.agentSaid(known.heard());
        turn.flatMap(this::find).ifPresent(answered -> answered.listening.replied());
    }

    /** More is known of what was heard of what the agent said, or still says. */
    void agentHeard(String responseId, Responses.Known known) {
        minutes.heard(responseId, known.heard());
        notebook.lastHeard(minutes.newest());
    }

    /** A request out of band, whatever it was for, has used this. */
    List<Action> used(Optional<Usage> usage) {
        return spending.used(usage);
    }

    int numberOf(String itemId) {
        return find(itemId).map(turn -> turn.number).orElseGet(() -> past.numberOf(itemId));
    }

    void refused(Turn turn, int attempt) {
        if (turn.listening.askedForCall(attempt)) callsTaken = false;
    }

    void abandonAll(Responses responses, Reason why) {
        open.values().forEach(turn -> abandon(turn, responses, why));
    }

    void abandon(Turn turn, Responses responses, Reason why) {
        turn.at(Moment.COMMITTED, turn.endOfSpeech());
        turn.listening.end(why);
        if (!turn.reply.settled()) turn.reply.abandon(responses.running(turn.itemId), why);
    }

    /** Gives up what has waited too long. */
    void expire(Responses responses, Instant now, List<Action> actions) {
        var limits = plan.limits();
        for (var turn : open.values()) {
            var committed = turn.reached(Moment.COMMITTED);
            if (!committed && (turn.since(Moment.SPEECH_STOPPED, limits.commit(), now) || turn.since(Moment.ANNOUNCED, limits.speech(), now))) {
                abandon(turn, responses, new Reason.NeverCommitted());
            }
            if (committed && turn.since(Moment.COMMITTED, limits.itemGrace(), now) && !turn.reached(Moment.AVAILABLE)) {
                turn.at(Moment.AVAILABLE, now);
                turn.note("the server never announced the item itself");
            }
            if (committed && !now.isBefore(turn.endOfSpeech().plus(limits.hearing()))) expireHearings(turn, responses, now, actions);
            if (committed) turn.reply.overdue(limits, now).ifPresent(limit ->
                    turn.reply.abandon(responses.running(turn.itemId), new Reason.Expired(limit)));
        }
    }

    private void expireHearings(Turn turn, Responses responses, Instant now, List<Action> actions) {
        var expired = new Reason.Expired(plan.limits().hearing());
        if (!turn.listening.builtInSettled()) turn.listening.builtIn(new Heard.Nothing(expired));
        if (!turn.since(Moment.ASKED, plan.limits().hearing(), now) || !turn.listening.waiting()) return;
        turn.listening.giveUpRequest(expired);
        responses.runningBeside(turn.itemId).forEach(id -> actions.add(new Action.Cancel(id)));
    }

    /** Judges what has come, asks for what can now be asked, and records what is complete. */
    void settle(Conversation conversation, Instant now, List<Action> actions) {
        var turns = open.values().iterator();
        while (turns.hasNext()) {
            var turn = turns.next();
            turn.listening.lane().ifPresent(lane -> {
                turn.judge(() -> minutes.beside(turn.number), lane.languages());
                turn.spend(spending);
                if (turn.mayChoose(spending.policy(lane).patience(), now)) turn.choose(lane, spending, minutes.before(turn.number));
                turn.nextAsk(context -> scene(turn, context, conversation), callsTaken, now).ifPresent(actions::add);
            });
            if (turn.heardNow(now)) {
                var heard = turn.listening.heard();
                minutes.caller(turn.number, heard.transcript().text());
                var mismatches = heard.mismatches();
                if (!mismatches.isEmpty()) actions.add(new Action.Mismatched(turn.itemId, turn.number, mismatches));
                actions.add(new Action.TurnHeard(turn.itemId, turn.number, heard));
            }
            if (!turn.complete()) continue;
            turns.remove();
            record(turn.record(), turn.reply, actions);
        }
    }

    private void record(TurnRecord record, ReplyDraft reply, List<Action> actions) {
        past.record(record, reply);
        minutes.caller(record.number(), record.transcript().text());
        notebook.settled(record);
        actions.add(new Action.TurnEnded(record));
    }

    private ContextPolicy.Scene scene(Turn turn, ContextPolicy context, Conversation conversation) {
        return new ContextPolicy.Scene(turn.itemId, conversation.entries(), notes(context));
    }
}
