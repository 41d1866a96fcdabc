package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Both hearings on real audio. By default on every fifth utterance; {@code -Dsidetone.hearing.all=true} takes all of
 * them, which lasts some minutes. The floors are generous: they are to notice that something broke.
 */
class HearingTest {

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
    void the_second_hearing_is_better_on_spelling_and_no_worse_on_the_rest() throws IOException, InterruptedException {
        var report = new HearingReport(recogniser, false, true);
        int step = Boolean.getBoolean("sidetone.hearing.all") ? 1 : 5;
        var utterances = HearingReport.utterances(Shared.data("eval-dev"), UnaryOperator.identity());
        for (int i = 0; i < utterances.size(); i += step) report.hear(utterances.get(i));
        report.print("eval-dev, every " + step);
        var all = report.lines.get("~ all");
        assertThat(all.secondHits).isGreaterThan(2 * all.plainHits).isGreaterThanOrEqualTo(all.entities * 6 / 10);
        var policy = report.lines.get("policy");
        assertThat(policy.secondHits).isGreaterThanOrEqualTo(policy.entities * 7 / 10);
        assertThat(policy.second.words().errors()).isLessThan(policy.plain.words().errors() * 7 / 10);
        for (var category : List.of("free", "date", "yes-no", "disfluent")) {
            var line = report.lines.get(category);
            assertThat(line.second.words().errors()).as(category).isLessThanOrEqualTo(line.plain.words().errors() + 1);
        }
    }

    @Test
    void the_bundled_call_is_understood() throws IOException, InterruptedException {
        var folder = Shared.data("calls").resolve("claims-auto");
        var report = new HearingReport(recogniser, false, true);
        for (var utterance : HearingReport.call(folder)) report.hear(utterance);
        report.print("claims-auto");
        assertThat(report.lines.get("~ all").secondHits).isGreaterThanOrEqualTo(2);
    }

    @Test
    void without_a_pattern_in_the_prompt_no_code_is_written() throws IOException, InterruptedException {
        var utterance = HearingReport.utterances(Shared.data("eval-dev"), UnaryOperator.identity()).getFirst();
        var heard = recogniser.secondHearing().listen(utterance.audio(), Expectations.none());
        assertThat(heard.text()).isEqualTo(heard.words().text()).doesNotContain("-");
    }

    @Test
    void silence_is_heard_as_nothing() throws InterruptedException {
        var silence = Pcm.silence(java.time.Duration.ofSeconds(2));
        assertThat(recogniser.secondHearing().listen(silence, Expectations.of(HearingReport.INSTRUCTIONS, List.of())).text()).isEmpty();
        try (var plain = recogniser.plainPass()) {
            assertThat(plain.accept(silence.samples())).isEmpty();
            assertThat(plain.finish().list()).isEmpty();
        }
    }

    @Test
    void the_words_reported_on_the_way_are_the_beginning_of_all_words() throws IOException {
        var audio = HearingReport.wav(Shared.data("calls").resolve("claims-auto/caller.wav")).between(java.time.Duration.ZERO, java.time.Duration.ofSeconds(12));
        var reported = new ArrayList<Word>();
        try (var plain = recogniser.plainPass()) {
            for (int from = 0; from < audio.samples().length; from += 1_000) {
                reported.addAll(plain.accept(java.util.Arrays.copyOfRange(audio.samples(), from, Math.min(from + 1_000, audio.samples().length))));
            }
            var all = plain.finish().list();
            assertThat(reported).isNotEmpty();
            assertThat(all).startsWith(reported.toArray(Word[]::new));
            for (int i = 1; i < all.size(); i++) assertThat(all.get(i).start()).isGreaterThanOrEqualTo(all.get(i - 1).start());
        }
    }
}
