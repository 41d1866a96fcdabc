package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Turns to come are heard in another way; those under way go on as they began. */
class SwitchedLaneTest {

    private final Desk desk = new Desk(new TurnPlan(Desk.LANE, false, false, Limits.DEFAULT));

    @Test
    void a_turn_that_was_announced_before_is_asked_about_as_it_was_wished_then() {
        desk.on(added("u")).on(done(transcript("t", "u", "One."))).on(started("v", 5_000));
        int from = desk.ledger.listen(Desk.lane(new ContextPolicy.LastTurns(2), Guard.off()));
        desk.on(stopped("v", 6_000), committed("v"), added("v")).on(done(transcript("t2", "v", "Two."))).on(added("w"));
        assertThat(from).isEqualTo(3);
        assertThat(desk.ledger.number("w")).isEqualTo(3);
        assertThat(desk.asks()).extracting(ask -> ask.context().word()).containsExactly("latest", "latest", "last:2");
    }

    @Test
    void asking_again_keeps_to_what_the_turn_began_with() {
        desk.on(added("u"));
        desk.ledger.listen(Desk.lane(new ContextPolicy.LastTurns(2), Guard.off()));
        desk.on(done(transcript("t", "u", "One."))).on(added("v")).on(refused(mark("v"), "item_not_found"));
        assertThat(desk.asks()).extracting(ask -> ask.itemId() + " " + ask.context().word()).containsExactly("u latest", "v last:2", "v notes");
    }

    @Test
    void nothing_is_asked_about_turns_that_begin_after_it_was_switched_off_until_it_is_switched_on() {
        desk.on(added("u")).on(done(transcript("t", "u", "One.")));
        desk.ledger.listen(Optional.empty());
        desk.on(added("v"));
        desk.ledger.listen(Desk.LANE);
        desk.on(added("w"));
        assertThat(desk.asks()).extracting(Action.AskForTranscript::itemId).containsExactly("u", "w");
        assertThat(desk.records().get(1).outOfBand()).isEqualTo(new Heard.Nothing(new Reason.SwitchedOff()));
    }

    @Test
    void the_notes_in_force_are_those_of_the_context_of_the_next_turn() {
        desk.on(added("u")).on(done(transcript("t", "u", "My name is V-I-R-T-A-N-E-N.")));
        assertThat(desk.ledger.notes()).isEmpty();
        desk.ledger.listen(Desk.lane(ContextPolicy.notes(), Guard.off()));
        assertThat(desk.ledger.notes()).anyMatch(line -> line.contains("Virtanen") || line.contains("VIRTANEN"));
    }
}
