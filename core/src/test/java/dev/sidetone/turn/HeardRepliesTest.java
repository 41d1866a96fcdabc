package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Response.Status;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.ServerEvent.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a caller who speaks while the agent does has heard of it is all that later turns are heard and judged with. */
class HeardRepliesTest {

    // A tenth of a second each.
    private static final int VOICE = 4800;

    private final List<Evidence> judged = new ArrayList<>();
    private final Desk desk = desk(evidence -> {
        judged.add(evidence);
        return Guard.off().judge(evidence);
    }, true);

    private static Desk desk(Guard guard, boolean listened) {
        return new Desk(new TurnPlan(Desk.lane(ContextPolicy.notes(), guard), true, true, Limits.DEFAULT).listened(listened));
    }

    private static ServerEvent[] turn(String item) {
        return new ServerEvent[] {started(item, 0), stopped(item, 4000), committed(item), added(item)};
    }

    /** One word each tenth of a second. */
    private static void speak(Desk desk, String response, String text) {
        desk.on(created(reply(response, "")));
        for (var word : text.split(" ")) {
            desk.on(new ServerEvent.SpokenDelta(new Place(response, "a" + response, 0, 0), word + " "),
                    new ServerEvent.AudioDelta(new Place(response, "a" + response, 0, 0), new byte[VOICE]));
        }
        desk.on(done(reply(response, text)));
    }

    private static void heard(Desk desk, String response, int words) {
        desk.actions.addAll(desk.ledger.interrupted(response, List.of(new HeardPiece("a" + response, 0, Duration.ofMillis(words * 100L))), desk.now));
    }

    private static List<String> notesOf(Desk desk) {
        return desk.asks().getLast().notes();
    }

    private static void say(Desk desk, String item, String words) {
        desk.on(turn(item)).on(asr(item, words, 2), done(transcript("t" + item, item, words)));
    }

    @Test
    void a_question_that_was_not_heard_is_not_what_the_caller_answers() {
        speak(desk, "greeting", "Hello. What is your name?");
        say(desk, "u", "I want to report a claim");
        speak(desk, "r", "Thank you for that. What is your policy number?");
        heard(desk, "r", 4);
        desk.on(turn("v"));
        assertThat(notesOf(desk)).isEmpty();
    }

    @Test
    void of_a_reply_of_which_nothing_was_heard_the_question_before_it_stays() {
        speak(desk, "greeting", "Hello. What is your name?");
        desk.on(turn("u"));
        speak(desk, "r", "What is your policy number?");
        heard(desk, "r", 0);
        desk.on(turn("v"));
        assertThat(notesOf(desk)).containsExactly("agent asked: What is your name?");
    }

    @Test
    void a_greeting_that_was_cut_short_counts_as_far_as_it_was_heard() {
        speak(desk, "greeting", "Good morning. May I ask your name?");
        heard(desk, "greeting", 2);
        desk.on(turn("u"));
        assertThat(notesOf(desk)).isEmpty();
        desk.on(asr("u", "hello", 1), done(transcript("t", "u", "Hello")));
        assertThat(judged.getLast().said().byAgent()).containsExactly("Good morning.");
    }

    @Test
    void what_is_read_back_but_not_heard_is_confirmed_by_no_yes() {
        speak(desk, "greeting", "Hello.");
        say(desk, "u", "my number is fifty six something");
        speak(desk, "r", "Is your policy number 56B5-12C0?");
        heard(desk, "r", 3);
        say(desk, "v", "Yes.");
        speak(desk, "s", "Good.");
        desk.actions.addAll(desk.ledger.soundedOut("s", desk.now));
        assertThat(desk.records()).hasSize(2);
        assertThat(desk.ledger.notes()).isEmpty();
    }

    @Test
    void later_turns_are_judged_by_what_was_heard_and_the_one_that_is_answered_by_the_whole_reply() {
        desk.on(turn("u")).on(asr("u", "hello", 1));
        speak(desk, "r", "One two three four five six");
        desk.on(done(transcript("t", "u", "Hello")));
        assertThat(judged.getLast().said().byAgent()).containsExactly("One two three four five six");
        heard(desk, "r", 2);
        desk.on(turn("v")).on(asr("v", "yes", 1), done(transcript("t2", "v", "Yes")));
        assertThat(judged.getLast().said().byAgent()).containsExactly("One two");
    }

    @Test
    void a_reply_is_known_as_far_as_it_was_heard_also_when_it_is_cut_short_before_it_is_complete() {
        desk.on(turn("u")).on(created(reply("r", "")), new ServerEvent.SpokenDelta(new Place("r", "ar", 0, 0), "One two three four"),
                new ServerEvent.AudioDelta(new Place("r", "ar", 0, 0), new byte[4 * VOICE]));
        heard(desk, "r", 2);
        desk.on(done(inBand("r", Status.CANCELLED, List.of(assistant("ar", "One two three four")), Optional.empty())));
        desk.on(turn("v")).on(asr("v", "yes", 1), done(transcript("t2", "v", "Yes")));
        assertThat(judged.getLast().said().byAgent()).singleElement().asString().startsWith("One two").doesNotContain("four");
    }

    /** Who listens to another program's session learns of it from the server, maybe when the turn has its record. */
    @Test
    void a_truncation_that_comes_after_the_record_still_counts_for_later_turns() {
        var desk = desk(evidence -> {
            judged.add(evidence);
            return Guard.off().judge(evidence);
        }, false);
        say(desk, "u", "hello");
        speak(desk, "r", "Thank you for that. What is your policy number?");
        assertThat(desk.records()).hasSize(1);
        desk.on(new ServerEvent.ItemTruncated("ar", 0, Duration.ofMillis(400)), new ServerEvent.ItemTruncated("ar", 0, Duration.ofMillis(400)));
        desk.on(turn("v"));
        assertThat(notesOf(desk)).isEmpty();
        desk.on(asr("v", "yes", 1), done(transcript("t2", "v", "Yes")));
        assertThat(judged.getLast().said().byAgent()).containsExactly("Thank you for that.");
    }

    @Test
    void a_caller_who_goes_on_where_the_agent_was_cut_short_is_not_doubted() {
        var words = "move my appointment over to Friday morning at ten";
        for (int heard : new int[] {4, 13}) {
            var desk = desk(Guard.standard(), true);
            say(desk, "u", "good morning it is about my appointment");
            speak(desk, "r", "Well then. I can move my appointment over to Friday morning at ten.");
            heard(desk, "r", heard);
            desk.on(turn("v")).on(asr("v", "moose mayor pointed friday horning", 4), done(transcript("tv", "v", words)));
            assertThat(desk.asks()).as("of 13 words %d heard", heard).hasSize(heard == 4 ? 2 : 3);
        }
    }
}
