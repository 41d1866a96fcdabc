package dev.sidetone.turn;

import dev.sidetone.turn.Turn.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** When a reply that is held back is asked for. Works for the {@link TurnLedger}, which owns all that it looks at. */
record HeldReplies(Conversation conversation, Responses responses, Limits limits) {

    /** Does what was ruled on each turn whose reply is held. */
    List<Action> letThrough(Collection<Turn> open, Duration patience, Instant now) {
        return open.stream().filter(turn -> turn.reply.held()).flatMap(turn -> letThrough(turn, patience, now).stream()).toList();
    }

    /** Does what was ruled on a turn, if anything was and the time has come. */
    private Optional<Action> letThrough(Turn turn, Duration patience, Instant now) {
        if (turn.ruling().isEmpty() && turn.since(Moment.HEARD, patience, now)) {
            turn.note("no ruling within " + patience.toMillis() / 1000.0 + " s: answered all the same");
            turn.rule(new Ruling.Answer(), now);
        }
        if (turn.ruling().isEmpty()) return Optional.empty();
        if (turn.ruling().get() instanceof Ruling.StaySilent) {
            turn.reply.absent(new Reason.KeptSilent());
            return Optional.empty();
        }
        var later = conversation.addressee().filter(item -> !item.equals(turn.itemId));
        if (later.isPresent()) {
            // One answer to both, and the ruling on the later one decides whether there is any.
            turn.reply.absent(new Reason.AnsweredTogether(later.get()));
            return Optional.empty();
        }
        // A service refuses a second answer beside one that runs; the wait has an end, as the end of one may get lost.
        if (responses.agentSpeaks() && !turn.since(Moment.RULED, limits.replyStart(), now)) return Optional.empty();
        turn.answerAsked(now);
        return Optional.of(new Action.Answer(turn.itemId,
                turn.ruling().get() instanceof Ruling.AnswerWith(var more) ? Optional.of(more) : Optional.empty()));
    }
}
