package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.cost.TurnCost;
import dev.sidetone.protocol.Response;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnBlockTest {

    private static final Paper PLAIN = new Paper(80, false, true);
    private static final Paper COLOURED = new Paper(80, true, true);

    @Test
    void a_turn_shows_both_transcripts_under_each_other_with_signs_for_what_differs() {
        var turn = Turns.turn(Turns.text("Um, yeah, my policy number is 56B5-12C0."),
                Turns.text("yeah my policy number is five six be five dash one to see zero"), Turns.said("That was 56B5-12C0. Is that right?"));
        assertThat(String.join("\n", TurnBlock.lines(Turns.entry(turn), PLAIN, false))).isEqualTo("""

                ── turn 3  0:24.1 – 0:29.3  (5.2 s) ────────────────────────────────────────────
                > out of band  Um, yeah, my policy number is 56B5-12C0.
                  built in         yeah  my policy number is five six be five dash one to see
                               +++                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
                  built in     zero
                               ~~~~
                  agent        That was 56B5-12C0. Is that right?
                               out of band       built in          reply
                  took              0.34 s         0.12 s         0.41 s  to first audio
                  cost           $0.000412      $0.000103      $0.002310  ratio 4.00x""");
    }

    @Test
    void the_same_words_written_differently_carry_no_sign() {
        assertThat(lines(Turns.text("It is 56B5-12C0."), Turns.text("it is five six b five one two c zero")))
                .contains("> out of band  It is 56B5-12C0.", "  built in     it is five six b five one two c zero")
                .noneMatch(line -> line.contains("~") || line.contains("+"));
    }

    @Test
    void what_the_caller_should_be_asked_about_has_a_line_of_its_own() {
        assertThat(lines(Turns.text("It is 56B5-12C0."), Turns.text("it is 56B5-12Z0"))).contains("  confirm      code: 56B5-12C0 or 56B5-12Z0?");
        assertThat(lines(Turns.text("Hello, my name is Marcelo."), Turns.text("Cześć, nazywam się Marcelo.")))
                .contains("  confirm      language: en out of band, pl built in");
    }

    @Test
    void equal_transcripts_are_shown_once() {
        assertThat(lines(Turns.text("yes"), Turns.text("yes"))).contains("> both         yes").noneMatch(line -> line.contains("built in     y"));
    }

    @Test
    void a_missing_transcript_says_why_and_the_other_is_the_one_to_go_by() {
        assertThat(lines(Turns.none(new Reason.Refused("rate_limit_exceeded")), Turns.text("yes that is right")))
                .contains("  out of band  (none: the request was refused (rate_limit_exceeded))", "> built in     yes that is right");
    }

    @Test
    void with_both_missing_nothing_is_marked_as_the_one_to_go_by() {
        assertThat(lines(Turns.none(new Reason.Expired(Duration.ofSeconds(20))), Turns.none(new Reason.AsrFailed("audio_unintelligible"))))
                .contains("  out of band  (none: no answer within 20.0 s)", "  built in     (none: the built-in recogniser failed (audio_unintelligible))")
                .noneMatch(line -> line.startsWith(">"));
    }

    @Test
    void silence_is_a_statement_of_the_listener() {
        assertThat(lines(Turns.text(" "), Turns.text("uh"))).contains("> out of band  (heard nobody speak)", "  built in     uh");
    }

    @Test
    void what_a_peer_writes_cannot_steer_the_terminal() {
        var lines = lines(Turns.text("yes\u001b[2J\u0007\nno\u202e"), Turns.text("a\u009b31m"));
        assertThat(String.join("", lines)).doesNotContain("\u001b", "\u0007", "\u009b", "\u202e").contains("yes?[2J? no?");
    }

    @Test
    void colour_adds_escape_codes_and_nothing_else() {
        var entry = Turns.entry(Turns.turn(Turns.text("one two"), Turns.text("one too three"), Turns.said("Yes."), "a note"));
        var coloured = TurnBlock.lines(entry, COLOURED, true);
        assertThat(String.join("\n", coloured)).contains("\u001b[33m");
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[\\d+m", "").stripTrailing())).isEqualTo(TurnBlock.lines(entry, PLAIN, true));
    }

    @Test
    void a_reply_that_did_not_end_says_so() {
        var cut = new Reply.Said("Thank you, and goodbye.", Response.Status.CANCELLED, Optional.of("turn_detected"), List.of("lookup"),
                Optional.of(new Reply.CutOff("Thank you, and", Duration.ofMillis(1200), Duration.ofMillis(1900))));
        var lines = TurnBlock.lines(Turns.entry(Turns.turn(Turns.text("a"), Turns.text("a"), cut)), PLAIN, false);
        assertThat(lines).contains("  agent        Thank you, and …", "  agent        (calls lookup)",
                "               (cancelled: turn_detected, cut off after 1.2 s)");
    }

    @Test
    void what_has_no_price_says_so_and_why() {
        var cost = new TurnCost(Meter.reported(new Cost.NotPriced("no price for model \"mine\"")), Meter.NOTHING, Turns.known("0.000103"));
        var turn = Turns.turn(Turns.text("a"), Turns.text("a"), Turns.said("b"));
        assertThat(TurnBlock.lines(new Entry(turn, cost, Optional.empty(), Optional.empty()), PLAIN, false))
                .contains("  cost                          $0.000103     not priced", "  note         not priced exactly: no price for model \"mine\"");
    }

    @Test
    void nothing_is_wider_than_the_paper_unless_one_word_is() {
        var turn = Turns.turn(Turns.text("well ".repeat(60)), Turns.text("wall ".repeat(40)), Turns.said("yes ".repeat(80)), "because ".repeat(30));
        for (int columns : List.of(60, 80, 110)) {
            assertThat(TurnBlock.lines(Turns.entry(turn), new Paper(columns, false, false), true))
                    .allSatisfy(line -> assertThat(Layout.width(line)).isLessThanOrEqualTo(Math.max(columns, 78)));
        }
    }

    @Test
    void without_unicode_only_ascii_is_printed() {
        var turn = Turns.turn(Turns.text("one"), Turns.text("two"), Turns.said("three"));
        assertThat(String.join("", TurnBlock.lines(Turns.entry(turn), new Paper(80, false, false), true))).matches("\\p{ASCII}*");
    }

    private static List<String> lines(Heard outOfBand, Heard builtIn) {
        TurnRecord turn = Turns.turn(outOfBand, builtIn, Turns.said("Okay."));
        return TurnBlock.lines(Turns.entry(turn), PLAIN, false);
    }
}
