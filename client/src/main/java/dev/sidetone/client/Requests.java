package dev.sidetone.client;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.OutOfBand;
import java.util.Optional;

/**
 * What a session asks of the model by itself: transcripts, and answers where a gate holds them back.
 *
 * @param rules for the transcriber
 * @param gate through which answers pass
 * @param agent the agent's instructions, for peers that do not repeat them in their session
 */
record Requests(Outbox outbox, HouseRules rules, Gate gate, String agent) {

    static final String CANCEL = "sidetone:cancel:";

    /** @param turn its number */
    void transcript(Action.AskForTranscript ask, int turn) {
        rules.of(turn).ifPresent(inForce -> outbox.offer(OutOfBand.transcript(ask, inForce)));
    }

    void cancel(Action.Cancel cancel) {
        outbox.offer(new ClientEvent.ResponseCancel(Optional.of(CANCEL + cancel.responseId()), Optional.of(cancel.responseId())));
    }

    void answer(Action.Answer answer, Optional<Session> session) {
        outbox.offer(OutOfBand.answer(answer, session.map(this::instructions).orElse(agent)));
    }

    private String instructions(Session session) {
        return session.whole().node().path("instructions").asString(agent);
    }
}
