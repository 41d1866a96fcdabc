package dev.sidetone.turn;

import dev.sidetone.protocol.Usage;
import java.util.List;
import java.util.Optional;

/** Brings what our requests came to, or their refusals, to whom it is for. Works for the {@link TurnLedger}, which owns both. */
record Answers(Turns turns, Unanswered tasks) {

    void bring(Mark mark, Heard heard, Optional<Usage> usage, List<Action> actions) {
        if (mark.isAnswer()) {
            if (heard instanceof Heard.Nothing(var why)) turns.find(mark.subject()).ifPresent(turn -> turn.reply.absent(why));
            return;
        }
        actions.addAll(turns.used(usage));
        var turn = mark.isTranscript() ? turns.find(mark.subject()) : Optional.<Turn>empty();
        if (turn.isPresent()) {
            if (heard instanceof Heard.Nothing(Reason.Refused why) && why.forWhatItHolds()) turns.refused(turn.get(), mark.attempt());
            turn.get().answered(heard, mark.attempt(), usage);
        } else if (mark.isTranscript() || !tasks.ended(mark.subject(), heard, usage, actions)) {
            actions.add(new Action.Late(mark.subject(), Action.Late.What.OUT_OF_BAND, Turns.textOf(heard), Meters.NONE.withOutOfBand(usage)));
        }
    }
}
