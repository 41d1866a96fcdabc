package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.speech.HearingReport.Utterance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What notes do to the hearing of values that are said again: on real audio, with the value said, and with one that is nearly but
 * not the value said. By default on every fourth utterance; {@code -Dsidetone.hearing.all=true} takes all of them.
 */
class NotesHearingTest {

    private static Recogniser recogniser;

    @BeforeAll
    static void load() {
        recogniser = Recogniser.load();
    }

    @AfterAll
    static void close() {
        recogniser.close();
    }

    @Test
    void a_value_said_before_is_heard_better_and_another_no_worse() throws IOException, InterruptedException {
        int said = 0, without = 0, with = 0, wrong = 0, step = Boolean.getBoolean("sidetone.hearing.all") ? 1 : 4;
        var utterances = HearingReport.utterances(Shared.data("eval-dev"), UnaryOperator.identity()).stream()
                .filter(utterance -> utterance.category().matches("policy|phone|name") && utterance.entity().contains("=")).toList();
        for (int i = 0; i < utterances.size(); i += step) {
            var utterance = utterances.get(i);
            var value = utterance.entity().split("=")[1];
            var turn = turn(utterance);
            said++;
            if (holds(turn, utterance, List.of())) without++;
            if (holds(turn, utterance, List.of(note(utterance, value)))) with++;
            if (holds(turn, utterance, List.of(note(utterance, nearly(value))))) wrong++;
        }
        System.out.printf("values of %d utterances: %d exact without notes, %d with the value noted, %d with a value noted that is one character off%n",
                said, without, with, wrong);
        assertThat(with).isGreaterThanOrEqualTo(without);
        assertThat(wrong).isGreaterThanOrEqualTo(without - 1);
    }

    @Test
    void what_is_noted_pulls_no_word_of_ordinary_sentences() throws IOException, InterruptedException {
        var noted = """
                Known from earlier in the call.
                policyholder: Minhajul Hoque (spelled)
                witness: Anna Virtanen (spelled)
                other driver: Marek Dombrowski (spelled)
                policy number: 56B5-12C0 (confirmed)
                phone number: 4155550172 (confirmed)
                report number: 7K2-9914 (spelled)""";
        var changed = new ArrayList<String>();
        var utterances = HearingReport.utterances(Shared.data("eval-dev"), UnaryOperator.identity()).stream()
                .filter(utterance -> utterance.category().matches("free|date|disfluent|yes-no")).toList();
        for (var utterance : utterances) {
            var turn = turn(utterance);
            var plain = heard(turn, List.of());
            var heard = heard(turn, List.of(noted));
            if (!heard.equals(plain)) changed.add(plain + " | " + heard);
        }
        System.out.printf("%d ordinary sentences with six notes: %d changed%n", utterances.size(), changed.size());
        assertThat(changed).isEmpty();
    }

    /** What is decoded alike with other notes is decoded once. */
    private static Earshot turn(Utterance utterance) {
        return new Earshot(recogniser.decoding(), utterance.audio(), Optional.empty());
    }

    private static String heard(Earshot turn, List<String> notes) throws InterruptedException {
        return recogniser.secondHearing().listen(turn, Expectations.of(HearingReport.INSTRUCTIONS, notes)).text();
    }

    private static boolean holds(Earshot turn, Utterance utterance, List<String> notes) throws InterruptedException {
        return utterance.heldBy(heard(turn, notes));
    }

    private static String note(Utterance utterance, String value) {
        var name = value.substring(0, 1) + value.substring(1).toLowerCase(java.util.Locale.ROOT);
        return "Known from earlier in the call.\n" + (utterance.category().equals("name") ? "name: " + name : utterance.category() + " number: " + value) + " (spelled)";
    }

    /** One character exchanged for one that sounds alike. */
    private static String nearly(String value) {
        var pairs = "BPPBTDDTCZZCMNNM58856996";
        for (int i = 0; i < value.length(); i++) {
            for (int pair = 0; pair < pairs.length(); pair += 2) {
                if (value.charAt(i) == pairs.charAt(pair)) return value.substring(0, i) + pairs.charAt(pair + 1) + value.substring(i + 1);
            }
        }
        return value.substring(0, value.length() - 1) + "3";
    }
}
