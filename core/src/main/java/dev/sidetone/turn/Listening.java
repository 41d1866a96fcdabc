package dev.sidetone.turn;

import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.Attempt.Manner;
import dev.sidetone.turn.TurnPlan.Lane;
import dev.sidetone.turn.TurnRecord.Hearings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Both hearings of one open turn, the requests made for the one out of band, and what the guard makes of their answers.
 * Owned by its {@link Turn}.
 */
final class Listening {

    /** A request that is due. */
    private record Next(Manner manner, ContextPolicy context) {}

    private final Optional<Lane> lane;
    private final Consumer<String> notes;
    private final List<Attempt> attempts = new ArrayList<>();
    private Heard builtIn;
    private Optional<Double> leastSure = Optional.empty();
    /** Whether something came that the verdicts do not know yet. */
    private boolean unjudged;
    /** Whether the last request held the turn itself and nothing beside it. */
    private boolean alone;
    /** What to ask with, once it was decided to ask. */
    private Optional<ContextPolicy> chosen = Optional.empty();
    /** Why no further request is made, once that is so. */
    private Optional<Reason> over = Optional.empty();

    /** @param notes takes what deviates, a clause each */
    Listening(Heard builtIn, Optional<Lane> lane, Consumer<String> notes) {
        this.builtIn = builtIn;
        this.lane = lane;
        this.notes = notes;
    }

    /** How the turn is heard, whatever holds for later ones. */
    Optional<Lane> lane() {
        return lane;
    }

    Hearings heard() {
        var best = best();
        return new Hearings(builtIn, outOfBand(best), best.map(Attempt::verdict).orElseGet(Verdict.NothingToJudge::new), attempts, leastSure);
    }

    boolean settled() {
        return builtInSettled() && outOfBandSettled();
    }

    boolean builtInSettled() {
        return builtIn.settled();
    }

    boolean outOfBandSettled() {
        if (lane.isEmpty() || over.isPresent()) return true;
        return !attempts.isEmpty() && !waiting() && next(true).isEmpty();
    }

    /** Whether a request is under way. */
    boolean waiting() {
        return attempts.stream().anyMatch(Attempt::pending);
    }

    boolean askedForCall(int number) {
        return number >= 1 && number <= attempts.size() && attempts.get(number - 1).manner() == Manner.STRICT_CALL;
    }

    private Heard outOfBand(Optional<Attempt> best) {
        if (lane.isEmpty()) return new Heard.Nothing(new Reason.SwitchedOff());
        if (!outOfBandSettled()) return new Heard.Pending();
        return best.map(Attempt::answer).orElseGet(() -> new Heard.Nothing(over.orElseThrow()));
    }

    /** The last completed one counts; a failure does not undo it. */
    void builtIn(Heard what) {
        if (what instanceof Heard.Text || !(builtIn instanceof Heard.Text)) builtIn = what;
        unjudged = true;
    }

    /** An answer to a request. One that the wait was already given up for still counts when it brings a text. */
    void answered(Heard what, int number, Optional<Usage> usage) {
        if (number < 1 || number > attempts.size()) {
            notes.accept("an answer came to a request that was not made");
            return;
        }
        var attempt = attempts.get(number - 1);
        var late = !attempt.pending() && what instanceof Heard.Nothing;
        if (late) notes.accept("an answer to request " + number + " came late: " + ((Heard.Nothing) what).why().inWords());
        attempts.set(number - 1, (late ? attempt : attempt.answered(what)).used(usage));
        unjudged = true;
    }

    /** The reply is known: it may be what the transcript repeats. */
    void replied() {
        unjudged = true;
    }

    /** Judges what has come, if anything has since the last time. @param evidence for an answer, with all that is known beside it */
    void judge(Function<Heard, Evidence> evidence) {
        if (!unjudged || lane.isEmpty()) return;
        unjudged = false;
        attempts.replaceAll(attempt -> attempt.pending() ? attempt : attempt.judged(lane.get().guard().judge(evidence.apply(attempt.answer()))));
    }

    Heard builtIn() {
        return builtIn;
    }

    /** The built-in recogniser says how sure it was. */
    void leastSure(Optional<Double> probability) {
        leastSure = probability;
    }

    Optional<Double> leastSure() {
        return leastSure;
    }

    /** Whether it is still to be chosen whether to ask. */
    boolean undecided() {
        return lane.isPresent() && chosen.isEmpty() && over.isEmpty();
    }

    /** @param context to ask with */
    void choose(TranscribePolicy.Choice choice, ContextPolicy context) {
        switch (choice) {
            case TranscribePolicy.Choice.Ask ask -> {
                chosen = Optional.of(context);
                if (!ask.why().isBlank()) notes.accept("asked out of band: " + ask.why());
            }
            case TranscribePolicy.Choice.Skip skip -> over = Optional.of(new Reason.NotAsked(skip.why()));
        }
    }

    /**
     * The request that is due now, if one is.
     *
     * @param scene by the context that is asked with
     * @param callsTaken whether the peer is believed to take a forced function call
     */
    Optional<Action.AskForTranscript> nextAsk(Function<ContextPolicy, ContextPolicy.Scene> scene, boolean callsTaken) {
        if (chosen.isEmpty() || over.isPresent()) return Optional.empty();
        return next(callsTaken).map(next -> {
            explain(next);
            var seen = scene.apply(next.context());
            var input = next.context().input(seen);
            var ask = new Action.AskForTranscript(seen.itemId(), attempts.size() + 1, next.manner(), next.context(), seen.notes(), input);
            attempts.add(Attempt.made(ask));
            alone = input.filter(items -> items.size() == 1).isPresent();
            return ask;
        });
    }

    /** There is no money left: neither a first request follows nor another. @param why one clause */
    void askNoMore(String why) {
        if (over.isPresent() || waiting()) return;
        if (!attempts.isEmpty() && next(true).isEmpty()) return;
        if (!attempts.isEmpty()) notes.accept("not asked again: " + why);
        over = Optional.of(new Reason.NotAsked(why));
    }

    private Optional<Next> next(boolean callsTaken) {
        if (attempts.isEmpty()) return Optional.of(new Next(Manner.USUAL, chosen.orElseThrow()));
        var last = attempts.getLast();
        if (last.pending()) return Optional.empty();
        return switch (last.manner()) {
            case USUAL -> afterUsual(last, callsTaken);
            case STRICT_CALL -> last.refused() ? strict(Manner.STRICT_TEXT) : Optional.empty();
            case STRICT_TEXT -> Optional.empty();
        };
    }

    private Optional<Next> afterUsual(Attempt last, boolean callsTaken) {
        if (last.doubted()) return strict(callsTaken ? Manner.STRICT_CALL : Manner.STRICT_TEXT);
        if (!last.refused() || alone) return Optional.empty();
        return last.context().narrower().map(narrower -> new Next(Manner.USUAL, narrower));
    }

    private static Optional<Next> strict(Manner manner) {
        return Optional.of(new Next(manner, new ContextPolicy.LatestTurn()));
    }

    private void explain(Next next) {
        if (attempts.isEmpty()) return;
        var last = attempts.getLast();
        var refusal = last.answer() instanceof Heard.Nothing nothing ? nothing.why().inWords() : "";
        notes.accept(switch (next.manner()) {
            case USUAL -> "the context \"" + last.context().word() + "\" was not taken, asked again with \"" + next.context().word() + "\": " + refusal;
            case STRICT_CALL -> "asked again more strictly: the transcript " + last.verdict().inWords();
            case STRICT_TEXT -> last.manner() == Manner.STRICT_CALL
                    ? "the function call was not taken, asked for plain text: " + refusal
                    : "asked again more strictly, for plain text: the transcript " + last.verdict().inWords();
        });
    }

    /** The first that is trusted; else the text with the least grave doubt, the later of two alike; else the newest news. */
    private Optional<Attempt> best() {
        var trusted = attempts.stream().filter(a -> a.answer() instanceof Heard.Text && !a.doubted()).findFirst();
        return trusted.or(() -> attempts.stream().filter(Attempt::doubted).max(Comparator.comparingInt(Listening::rank)
                .thenComparingInt(attempts::indexOf))).or(() -> attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast()));
    }

    /** A text is more than none, a doubt less grave more than one more grave. */
    private static int rank(Attempt doubted) {
        int lightness = ((Verdict.Doubted) doubted.verdict()).doubts().getFirst().ordinal();
        return lightness + (doubted.answer() instanceof Heard.Text ? Doubt.values().length : 0);
    }

    /** Gives up waiting for the request that is under way; another may follow. */
    void giveUpRequest(Reason why) {
        attempts.replaceAll(attempt -> attempt.pending() ? attempt.answered(new Heard.Nothing(why)) : attempt);
        unjudged = true;
    }

    /** Ends the waiting for both. */
    void end(Reason why) {
        if (!builtInSettled()) builtIn(new Heard.Nothing(why));
        // Also where an answer is there: it may yet come to be doubted, and must not be asked about again.
        if (over.isEmpty()) over = Optional.of(why);
        giveUpRequest(why);
    }
}
