package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sidetone.protocol.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotebookTest {

    private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private final Notebook notebook = new Notebook();

    private static TurnRecord turn(String caller, String agent) {
        return new TurnRecord("item", 1, TurnRecord.Speech.UNKNOWN, new TurnRecord.Hearings(new Heard.Nothing(new Reason.SwitchedOff()),
                new Heard.Text(caller, Instant.EPOCH), new Verdict.Trusted(), List.of()),
                new Reply.Said(agent, Response.Status.COMPLETED, Optional.empty(), List.of(), Optional.empty()),
                new TurnRecord.Took(Optional.empty(), Optional.empty(), Optional.empty()), Meters.NONE, List.of());
    }

    /** The agent's words, then turns about with the caller's. */
    private List<String> after(String... said) {
        notebook.agentSaid(said[0]);
        for (int i = 1; i < said.length; i += 2) {
            notebook.agentSaid(said[i + 1]);
            notebook.settled(turn(said[i], said[i + 1]));
        }
        return notebook.lines(List.of());
    }

    @Test
    void a_spelled_name_is_noted_as_the_agent_writes_it() {
        assertThat(after("What is the policyholder's full name?", "it is Minhajul Hoque, M-I-N-H-A-J-U-L H-O-Q-U-E", "Thank you, Minhajul Hoque."))
                .containsExactly("policyholder: Minhajul Hoque (spelled)");
        assertThat(new NotebookTest().after("Your name?", "uh lindqvist l i n d q v i s t", "Thank you.")).containsExactly("name: Lindqvist (spelled)");
    }

    @Test
    void a_number_said_in_any_way_is_noted_and_confirmed_when_the_caller_says_yes() {
        assertThat(after("And your policy number?", "fifty six B five dash one two C zero", "That was 56B5-12C0. Is that right?", "yes that's right", "Good."))
                .containsExactly("policy number: 56B5-12C0 (confirmed)");
        assertThat(new NotebookTest().after("What number can we reach you at?", "four one five five five five oh one seven two", "Thank you."))
                .containsExactly("phone number: 4155550172 (spelled)");
    }

    @Test
    void what_the_agent_reads_back_enters_when_it_is_confirmed_and_not_before() {
        assertThat(after("Hello.", "my number is fifty six something", "Is your policy number 56B5-12C0?")).noneMatch(line -> line.startsWith("policy"));
        notebook.settled(turn("Yes.", "Good."));
        assertThat(notebook.lines(List.of())).contains("policy number: 56B5-12C0 (confirmed)");
    }

    @Test
    void a_denied_value_goes_and_a_corrected_one_takes_its_place() {
        assertThat(after("Your policy number?", "5 6 B 5 1 2 C 0", "Is 56B5-12C0 right?", "no", "Please say it again."))
                .noneMatch(line -> line.startsWith("policy number"));
        notebook.settled(turn("my policy number is five six p five one two c zero", "Is 56P5-12C0 right?"));
        assertThat(notebook.lines(List.of())).contains("policy number: 56P512C0 (spelled)");
        notebook.settled(turn("actually the policy number is 5 6 T 5 1 2 C 0", "Thank you."));
        assertThat(notebook.lines(List.of())).contains("policy number: 56T512C0 (spelled)").noneMatch(line -> line.contains("56P5"));
    }

    @Test
    void a_name_spelled_once_more_takes_the_place_of_the_earlier_spelling() {
        assertThat(after("Hello.", "this is underwood, U-N-D-E-R-W-O-D", "Go on.", "my name is spelled U-N-D-E-R-W-O-O-D", "Thank you."))
                .containsExactly("name: Underwood (spelled)");
        assertThat(new NotebookTest().after("Hello.", "the street is B-A-N-C-R-O-F-T", "Go on.", "my name is spelled B-A-N-C-R-O-F-T-S", "Thank you."))
                .hasSize(2);
        assertThat(new NotebookTest().after("Hello.", "this is D-O-M-B-R-O-W-S-K-I", "Go on.", "and my name is spelled D-U-B-R-O-V-S-K-Y", "Thank you."))
                .hasSize(2);
    }

    @Test
    void a_yes_to_another_question_confirms_nothing() {
        assertThat(after("Your policy number?", "5 6 B 5 1 2 C 0", "Thank you, 56B5-12C0. Was anyone hurt?", "yes", "I am sorry."))
                .containsExactly("policy number: 56B512C0 (spelled)");
    }

    @Test
    void amounts_times_dates_and_plain_talk_are_no_facts() {
        assertThat(after("Tell me.", "on march 3rd 2024 at 4:30 pm I paid $120000 for two cars, 15 percent more", "Thank you.",
                "my B M W was hit in the U.S. I guess", "Okay.", "a I", "Okay.")).isEmpty();
    }

    @Test
    void the_last_question_stands_in_the_notes_and_the_glossary_before_all() {
        notebook.agentSaid("Thank you. I have noted that. What is your policy number?");
        assertThat(notebook.lines(List.of("Kasko", "Sidetone\nLtd"))).containsExactly("may be said: Kasko, Sidetone Ltd",
                "agent asked: What is your policy number?");
        notebook.agentSaid("Thank you.");
        assertThat(notebook.lines(List.of())).isEmpty();
    }

    @Test
    void a_doubted_transcript_without_another_gives_no_note() {
        var heard = new TurnRecord.Hearings(new Heard.Nothing(new Reason.SwitchedOff()), new Heard.Text("A-N-N-A-B-E-L", Instant.EPOCH),
                new Verdict.Doubted(List.of(Doubt.ANSWERED)), List.of());
        var plain = turn("", "Thank you.");
        notebook.settled(new TurnRecord("item", 1, plain.speech(), heard, plain.reply(), plain.took(), plain.meters(), List.of()));
        assertThat(notebook.lines(List.of())).isEmpty();
    }

    @Test
    void the_oldest_unconfirmed_note_makes_room_first() {
        notebook.agentSaid("Your policy number?");
        notebook.settled(turn("A1B2C3D4E5F6", "Is A1B2C3D4E5F6 right?"));
        notebook.settled(turn("yes", "And the name?"));
        for (int i = 0; i < 30; i++) notebook.settled(turn("the " + Label.class.getSimpleName() + " " + code(i) + " is the reference of part " + i, "Thank you."));
        assertThat(notebook.lines(List.of())).first().isEqualTo("policy number: A1B2C3D4E5F6 (confirmed)");
        for (int i = 0; i < 12; i++) notebook.settled(turn("claim number " + code(i), "And the report number?"));
        assertThat(notebook.lines(List.of())).anyMatch(line -> line.contains(code(11)));
    }

    private static String code(int i) {
        return "XK%02d77%02d".formatted(i, i);
    }

    /** Callers and agents of every tongue, careless with case, and names nobody ever had. */
    @Test
    void notes_never_take_more_tokens_than_stated() {
        int longest = 0;
        for (long seed = 0; seed < 150; seed++) {
            var random = new Random(seed);
            var one = new Notebook();
            one.agentSaid(sentence(random) + "?");
            for (int i = 0; i < 8; i++) {
                one.settled(turn(spoken(random), sentence(random) + ". " + spoken(random) + "?"));
                one.agentSaid(sentence(random) + " " + word(random) + "?");
                var glossary = IntStream.range(0, random.nextInt(40)).mapToObj(n -> word(random)).toList();
                var text = Notebook.text(one.lines(glossary));
                int tokens = O200K.countTokensOrdinary(text);
                assertThat(tokens).as("seed %d", seed).isLessThanOrEqualTo(Notebook.MOST_TOKENS);
                longest = Math.max(longest, tokens);
            }
        }
        // The bound is careful, but not so careful that nothing fits.
        assertThat(longest).isGreaterThan(Notebook.MOST_TOKENS * 4 / 10);
    }

    @Test
    void each_plain_word_is_one_token() {
        for (var word : Tokens.PLAIN) {
            var capital = word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
            for (var form : List.of(word, " " + word, capital, " " + capital)) assertThat(O200K.countTokensOrdinary(form)).as(form).isEqualTo(1);
        }
    }

    @Test
    void how_a_fact_ends_takes_no_more_tokens_than_are_counted() {
        for (var end : List.of("(spelled)", "(confirmed)")) {
            assertThat(O200K.countTokensOrdinary(" " + end)).isLessThanOrEqualTo(Tokens.atMost(end));
            assertThat(O200K.countTokensOrdinary(end)).isLessThanOrEqualTo(Tokens.atMost(end));
        }
    }

    @Test
    void the_count_of_tokens_is_never_too_low() {
        for (long seed = 0; seed < 6_000; seed++) {
            var random = new Random(seed);
            var text = new ArrayList<String>();
            for (int i = random.nextInt(6); i >= 0; i--) text.add(word(random));
            var joined = String.join(List.of(" ", ", ", "-", "\n", "").get(random.nextInt(5)), text);
            assertThat(Tokens.atMost(joined)).as("seed %d: %s", seed, joined).isGreaterThanOrEqualTo(O200K.countTokensOrdinary(joined));
        }
    }

    private static String spoken(Random random) {
        var label = List.of("my policy number is", "my name is", "call me at", "spelled", "the report", "").get(random.nextInt(6));
        var characters = random.ints(4 + random.nextInt(10), 0, 36).mapToObj(i -> Character.toString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".charAt(i)));
        return label + " " + characters.collect(Collectors.joining(random.nextBoolean() ? " " : "-"));
    }

    private static String sentence(Random random) {
        return IntStream.range(0, 1 + random.nextInt(30)).mapToObj(i -> word(random)).collect(Collectors.joining(" "));
    }

    private static String word(Random random) {
        if (random.nextInt(4) == 0) return Tokens.PLAIN.stream().sorted().toList().get(random.nextInt(Tokens.PLAIN.size()));
        var alphabet = List.of("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcXYZabcdefghij", "0123456789", "äöüßéèñşğı", "абвгдежз",
                "日本語漢字", "ابتثج", "😀👍🏽", "a1b2-'.,", "qxzjvkw").get(random.nextInt(11));
        var points = alphabet.codePoints().toArray();
        return random.ints(1 + random.nextInt(12), 0, points.length).mapToObj(i -> Character.toString(points[i])).collect(Collectors.joining());
    }
}
