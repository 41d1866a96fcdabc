package dev.sidetone.turn;

import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.TurnPlan.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** One open turn. Owned by the {@link TurnLedger}, which alone decides when it is over. */
final class Turn {

    /** What happened; the first of each counts, except that a further request moves {@code ASKED}. */
    enum Moment { ANNOUNCED, SPEECH_STOPPED, COMMITTED, ITEM_SEEN, AVAILABLE, ASKED, HEARD, RULED, ANSWER_ASKED, REPLY_AUDIO }

    final String itemId;
    final int number;
    private final Moments moments;
    final Listening listening;
    private Optional<Ruling> ruling = Optional.empty();
    private Meters meters = Meters.NONE;
    final ReplyDraft reply;
    private final List<String> notes = new ArrayList<>();

    Turn(String itemId, int number, TurnPlan plan, boolean builtIn, Instant now) {
        this.itemId = itemId;
        this.number = number;
        this.listening = new Listening(builtIn ? new Heard.Pending() : new Heard.Nothing(new Reason.SwitchedOff()), plan.lane(), notes::add);
        this.reply = new ReplyDraft(stage(plan, now), plan.listened());
        this.moments = new Moments(now);
    }

    private static ReplyDraft.Stage stage(TurnPlan plan, Instant now) {
        if (plan.gate().isPresent()) return new ReplyDraft.Stage.Held();
        return plan.replies() ? new ReplyDraft.Stage.Awaited(now) : new ReplyDraft.Stage.Absent(new Reason.NotExpected());
    }

    void at(Moment what, Instant now) {
        var first = moments.first(what, now);
        if (what == Moment.COMMITTED && first) reply.awaitFrom(now);
        if (what == Moment.AVAILABLE) at(Moment.COMMITTED, now);
        if (reached(Moment.ITEM_SEEN) && reached(Moment.COMMITTED)) moments.first(Moment.AVAILABLE, now);
    }

    boolean reached(Moment what) {
        return moments.reached(what);
    }

    boolean since(Moment what, Duration limit, Instant now) {
        return moments.since(what, limit, now);
    }

    void speechFrom(Duration start) {
        moments.speechFrom(start);
    }

    void stopped(Duration end, Instant now) {
        moments.speechTo(end);
        at(Moment.SPEECH_STOPPED, now);
    }

    /** The program has ruled on it; the first time counts. */
    void rule(Ruling what, Instant now) {
        if (!reached(Moment.HEARD) || reached(Moment.RULED)) return;
        at(Moment.RULED, now);
        ruling = Optional.of(what);
    }

    Optional<Ruling> ruling() {
        return ruling;
    }

    void answerAsked(Instant now) {
        at(Moment.ANSWER_ASKED, now);
        reply.ask(now);
    }

    /** Whether it is time to choose whether to ask. @param patience for the built-in transcript */
    boolean mayChoose(Duration patience, Instant now) {
        return reached(Moment.AVAILABLE) && listening.undecided() && (listening.builtInSettled() || since(Moment.AVAILABLE, patience, now));
    }

    /** @param said in the call before this turn */
    void choose(Lane lane, Spending spending, Evidence.Said said) {
        var builtIn = new TranscribePolicy.BuiltIn(listening.builtIn(), listening.leastSure(), moments.speech().length());
        var occasion = new TranscribePolicy.Occasion(itemId, number, builtIn, said, lane.languages());
        listening.choose(spending.policy(lane).choose(occasion), spending.context(lane));
        spending.note().ifPresent(this::note);
    }

    /** Asks nothing any more when the budget is spent. */
    void spend(Spending spending) {
        spending.over().ifPresent(listening::askNoMore);
    }

    /** The request that is due, once the item can be referred to. */
    Optional<Action.AskForTranscript> nextAsk(Function<ContextPolicy, ContextPolicy.Scene> scene, boolean callsTaken, Instant now) {
        if (!reached(Moment.AVAILABLE)) return Optional.empty();
        var ask = listening.nextAsk(scene, callsTaken);
        ask.ifPresent(due -> moments.latest(Moment.ASKED, now));
        return ask;
    }

    void answered(Heard outOfBand, int attempt, Optional<Usage> usage) {
        meters = meters.withOutOfBand(usage);
        listening.answered(outOfBand, attempt, usage);
    }

    /** @param said in the call apart from this turn's words */
    void judge(Supplier<Evidence.Said> said, Set<String> languages) {
        listening.judge(answer -> new Evidence(answer, listening.builtIn(), said.get(), moments.speech().length(), languages));
    }

    /** Whether both hearings are settled, told once. */
    boolean heardNow(Instant now) {
        if (!reached(Moment.COMMITTED) || !listening.settled() || reached(Moment.HEARD)) return false;
        at(Moment.HEARD, now);
        return true;
    }

    void used(TranscriptionUsage builtIn) {
        meters = meters.withBuiltIn(builtIn);
    }

    void usedByReply(Optional<Usage> usage) {
        meters = meters.withReply(usage);
    }

    void note(String clause) {
        notes.add(clause);
    }

    boolean complete() {
        return reached(Moment.COMMITTED) && listening.settled() && reply.settled();
    }

    TurnRecord record() {
        var heard = listening.heard();
        return new TurnRecord(itemId, number, moments.speech(), heard, reply.reply(), moments.took(heard), meters, notes);
    }

    Instant endOfSpeech() {
        return moments.endOfSpeech();
    }
}
