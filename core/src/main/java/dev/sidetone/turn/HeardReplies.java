package dev.sidetone.turn;

import dev.sidetone.protocol.ServerEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What was heard of the agent's replies, when somebody tells. Works for the {@link TurnLedger}, which owns all that it looks at. */
record HeardReplies(Turns turns, Responses responses) {

    void soundedOut(String responseId) {
        told(responseId, SpokenReply::soundOut);
    }

    void interrupted(String responseId, List<HeardPiece> heard) {
        told(responseId, spoken -> {
            heard.forEach(piece -> spoken.cut(piece.itemId(), piece.contentIndex(), piece.played()));
            spoken.interrupt();
        });
    }

    void truncated(ServerEvent.ItemTruncated truncated, List<Action> actions) {
        var response = responses.ofItem(truncated.itemId());
        // Who plays the reply knows better, and has truncated it for that reason.
        if (response.flatMap(responses::agents).filter(known -> known.spoken.interrupted()).isPresent()) return;
        response.ifPresent(id -> told(id, spoken -> spoken.cut(truncated.itemId(), truncated.contentIndex(), truncated.audioEnd())));
        response.flatMap(responses::answers).filter(itemId -> turns.find(itemId).isEmpty()).ifPresent(itemId ->
                actions.add(new Action.Late(itemId, Action.Late.What.TRUNCATION, Optional.empty(), Meters.NONE)));
    }

    private void told(String responseId, Consumer<SpokenReply> what) {
        responses.agents(responseId).ifPresent(known -> {
            what.accept(known.spoken);
            turns.agentHeard(responseId, known);
        });
        responses.answers(responseId).flatMap(turns::find).ifPresent(turn -> turn.reply.quiet());
    }
}
