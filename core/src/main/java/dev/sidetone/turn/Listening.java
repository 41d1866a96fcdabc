package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import dev.sidetone.turn.TurnRecord.Hearings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Both hearings of one open turn, and the requests made for the one out of band. Owned by its {@link Turn}. */
final class Listening {

    private Hearings heard;
    /** How many references each request held, 0 for the conversation as it stands. */
    private final List<Integer> requests = new ArrayList<>();
    /** Whether the last request was refused for its context. */
    private boolean refused;

    Listening(Hearings first) {
        heard = first;
    }

    Hearings heard() {
        return heard;
    }

    boolean builtInSettled() {
        return heard.builtIn().settled();
    }

    boolean outOfBandSettled() {
        return heard.outOfBand().settled();
    }

    /** The last completed one counts; a failure does not undo it. */
    void builtIn(Heard what) {
        if (what instanceof Heard.Text || !(heard.builtIn() instanceof Heard.Text)) heard = new Hearings(what, heard.outOfBand());
    }

    void outOfBand(Heard what) {
        if (what instanceof Heard.Text || !(heard.outOfBand() instanceof Heard.Text)) heard = new Hearings(heard.builtIn(), what);
    }

    /**
     * An answer to a request. The refusal of more than one reference makes room for a narrower request, once; news of an
     * earlier request than the last is only noted, unless it brings the text.
     */
    void answered(Heard what, int attempt, Consumer<String> notes) {
        if (!(what instanceof Heard.Nothing nothing)) {
            outOfBand(what);
        } else if (attempt != requests.size()) {
            notes.accept("an answer to request " + attempt + " came late: " + nothing.why().inWords());
        } else if (nothing.why() instanceof Reason.Refused && attempt == 1 && requests.getFirst() > 1 && !outOfBandSettled()) {
            refused = true;
            notes.accept("the wider context was not taken, asked again with the turn alone: " + nothing.why().inWords());
        } else {
            outOfBand(what);
        }
    }

    /** The request that is due now, if one is. */
    Optional<Action.AskForTranscript> nextAsk(String itemId, ContextPolicy policy, List<ContextPolicy.Entry> conversation) {
        if (outOfBandSettled() || !requests.isEmpty() && !refused) return Optional.empty();
        var input = (refused ? new ContextPolicy.LatestTurn() : policy).input(itemId, conversation);
        refused = false;
        requests.add(input.map(List<Item>::size).orElse(0));
        return Optional.of(new Action.AskForTranscript(itemId, requests.size(), input));
    }

    /** Ends the waiting. */
    void end(Reason why) {
        if (!builtInSettled()) builtIn(new Heard.Nothing(why));
        if (!outOfBandSettled()) outOfBand(new Heard.Nothing(why));
    }
}
