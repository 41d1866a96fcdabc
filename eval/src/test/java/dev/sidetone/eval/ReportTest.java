package dev.sidetone.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.cost.Usd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReportTest {

    private static final String SAID = "my number is five six b five";

    @TempDir
    private Path folder;

    @BeforeEach
    void record() throws IOException {
        var rows = new ArrayList<String>();
        for (char name = 'a'; name <= 't'; name++) rows.add(name + ".wav\t" + (name < 'k' ? "policy" : "other") + "\t" + SAID + "\tpolicy_number=56B5");
        Folder.of(folder, Folder.HEADING, rows.toArray(String[]::new));
    }

    /** Twenty hearings, the first of them wrong. @param dollars of each */
    private List<Hearing> hearings(int wrong, String dollars, long millis) {
        var hearings = new ArrayList<Hearing>();
        for (char name = 'a'; name <= 't'; name++) {
            var text = name - 'a' < wrong ? "My number is 56P5." : "My number is 56B5.";
            hearings.add(new Hearing(name + ".wav", List.of(1), new Hearing.Texts(text, "heard out of band", Optional.of(text), Optional.of("my number is five six b nine")),
                    Optional.empty(), new Hearing.Waits(Optional.of(Duration.ofMillis(millis + name)), Optional.of(Duration.ofMillis(100))),
                    new Hearing.Spent(new Hearing.Tokens(10, 20, 5, 7), Meter.reported(new Cost.Known(Usd.of(dollars))), Meter.reported(new Cost.Known(Usd.of("0.001"))), Meter.NOTHING)));
        }
        return hearings;
    }

    private EvalReport report(int wrong, String dollars, long millis) {
        return Runs.report(Runs.plan(folder, "latest"), Map.of("latest/verbatim/none", hearings(wrong, dollars, millis)));
    }

    @Test
    void figures_are_sums_over_utterances_and_by_category() {
        var strategy = report(5, "0.002", 300).strategies().getFirst();
        assertThat(strategy.all().rate()).isCloseTo(5.0 / 140, within(1e-9));
        assertThat(strategy.byCategory().get("policy").rate()).isCloseTo(5.0 / 70, within(1e-9));
        assertThat(strategy.byCategory().get("other").transcript().sum().hits()).isEqualTo(10);
        assertThat(strategy.all().transcript().sum().hits()).isEqualTo(15);
        assertThat(strategy.all().builtIn().orElseThrow().gain()).isCloseTo(15.0 / 140, within(1e-9));
        assertThat(strategy.all().builtIn().orElseThrow().gainInterval().low()).isPositive();
        assertThat(strategy.all().waits().outOfBand().p50()).contains(Duration.ofMillis(300 + 'j'));
        assertThat(strategy.all().waits().outOfBand().p95()).contains(Duration.ofMillis(300 + 's'));
        assertThat(strategy.all().bill().outOfBand().reported()).isEqualTo(new Cost.Known(Usd.of("0.04")));
        assertThat(strategy.all().bill().tokens()).isEqualTo(new Hearing.Tokens(200, 400, 100, 140));
    }

    @Test
    void what_a_strategy_keeps_of_the_gain_is_held_against_its_price() {
        var plan = Runs.plan(folder, "whole", "latest");
        var report = Runs.report(plan, Map.of("whole/verbatim/none", hearings(0, "0.010", 300), "latest/verbatim/none", hearings(5, "0.002", 300)));
        var kept = KeptGain.of(report.strategies().getLast(), report.strategies()).orElseThrow();
        assertThat(kept.share()).isCloseTo(0.75, within(1e-9));
        assertThat(kept.price()).isCloseTo(0.2, within(1e-9));
        assertThat(kept.perDollar()).isCloseTo(3.75, within(1e-9));
        assertThat(KeptGain.of(report(5, "0.002", 300).strategies().getFirst(), report(5, "0.002", 300).strategies())).isEmpty();
    }

    @Test
    void every_key_of_the_report_is_described() throws IOException {
        var page = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/eval.md"));
        var keys = new java.util.TreeSet<String>();
        var plan = Runs.plan(folder, "whole", "latest");
        collect(EvalJson.of(Runs.report(plan, Map.of("whole/verbatim/none", hearings(0, "0.010", 300), "latest/verbatim/none", hearings(5, "0.002", 300)))).node(), keys);
        // The kinds of entities are the user's.
        keys.remove("policy_number");
        assertThat(keys).hasSizeGreaterThan(60).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    private static void collect(JsonNode node, java.util.Set<String> keys) {
        node.forEach(child -> collect(child, keys));
        if (node.isObject()) keys.addAll(node.propertyNames());
    }

    // --- two reports

    private Comparison compare(EvalReport before, EvalReport after, Gate... gates) throws IOException {
        var file = folder.resolve("old.json");
        Files.writeString(file, EvalJson.of(before).node().toPrettyString());
        return Comparison.of(EvalJson.read(file), EvalJson.of(after), List.of(gates));
    }

    @Test
    void a_report_against_itself_is_the_same() throws IOException {
        assertThat(compare(report(5, "0.002", 300), report(5, "0.002", 300), Gate.values()).changes()).hasSize(4)
                .allSatisfy(change -> assertThat(change.direction()).isEqualTo(Comparison.Direction.WITHIN_NOISE));
    }

    @Test
    void worse_beyond_noise_is_told_in_one_line_and_one_more_error_is_not() throws IOException {
        var worse = compare(report(2, "0.002", 300), report(12, "0.002", 300), Gate.WER, Gate.ENTITIES).worse();
        assertThat(worse).hasSize(2);
        assertThat(worse.getFirst().inWords()).startsWith("latest/verbatim/none: word error rate 1.4 % -> 8.6 % (+7.1 points, 95 % from ").endsWith("20 utterances)");
        assertThat(compare(report(2, "0.002", 300), report(3, "0.002", 300), Gate.WER, Gate.ENTITIES).worse()).isEmpty();
        assertThat(compare(report(12, "0.002", 300), report(2, "0.002", 300), Gate.WER).changes().getFirst().direction()).isEqualTo(Comparison.Direction.BETTER);
    }

    @Test
    void only_chosen_figures_are_judged_and_small_change_of_price_is_none() throws IOException {
        assertThat(compare(report(2, "0.002", 300), report(2, "0.003", 300), Gate.WER).worse()).isEmpty();
        assertThat(compare(report(2, "0.002", 300), report(2, "0.003", 300), Gate.COST).worse()).hasSize(1);
        assertThat(compare(report(2, "0.002000", 300), report(2, "0.002010", 300), Gate.COST).worse()).isEmpty();
        assertThat(compare(report(2, "0.002", 300), report(2, "0.002", 900), Gate.LATENCY).worse()).singleElement()
                .satisfies(change -> assertThat(change.inWords()).contains("+600 ms"));
    }

    @Test
    void one_strategy_each_is_a_pair_whatever_its_name() throws IOException {
        var renamed = Runs.report(Runs.plan(folder, "last:2"), Map.of("last:2/verbatim/none", hearings(2, "0.002", 300)));
        assertThat(compare(report(2, "0.002", 300), renamed, Gate.WER).remarks()).contains("latest/verbatim/none is compared with last:2/verbatim/none");
        var two = Runs.report(Runs.plan(folder, "last:2", "last:3"), Map.of("last:2/verbatim/none", hearings(2, "0.002", 300), "last:3/verbatim/none", hearings(2, "0.002", 300)));
        assertThatThrownBy(() -> compare(report(2, "0.002", 300), two, Gate.WER)).isInstanceOf(EvalException.class).hasMessageContaining("share no strategy");
    }

    @Test
    void reports_of_different_datasets_do_not_compare() throws IOException {
        var before = report(2, "0.002", 300);
        Folder.of(folder, Folder.HEADING, "a.wav\tpolicy\tsomething else\t");
        var after = Runs.report(Runs.plan(folder, "latest"), Map.of("latest/verbatim/none", hearings(0, "0.002", 300)));
        assertThatThrownBy(() -> compare(before, after, Gate.WER)).isInstanceOf(EvalException.class).hasMessageContaining("different datasets");
    }

    @Test
    void a_plan_that_cannot_be_compared_is_refused_before_it_is_run() throws IOException {
        var before = EvalJson.of(report(2, "0.002", 300));
        Comparison.check(before, Runs.plan(folder, "last:2"));
        assertThatThrownBy(() -> Comparison.check(before, Runs.plan(folder, "last:2", "last:3"))).hasMessageContaining("share no strategy");
        Folder.of(folder, Folder.HEADING, "a.wav\tpolicy\tsomething else\t");
        assertThatThrownBy(() -> Comparison.check(before, Runs.plan(folder, "latest"))).hasMessageContaining("different datasets");
    }

    @Test
    void what_is_no_report_is_refused() throws IOException {
        var file = Files.writeString(folder.resolve("x.json"), "{\"schema\": 1}");
        assertThatThrownBy(() -> EvalJson.read(file)).hasMessageContaining("is no report of sidetone eval");
        Files.writeString(file, "{\"kind\": \"sidetone-eval\", \"schema\": 99}");
        assertThatThrownBy(() -> EvalJson.read(file)).hasMessageContaining("newer Sidetone");
        assertThatThrownBy(() -> EvalJson.read(folder.resolve("none.json"))).hasMessageContaining("cannot be read");
    }

    // --- the page

    @Test
    void what_was_said_cannot_become_markup() throws IOException {
        Folder.of(folder, Folder.HEADING, "a.wav\t<b>x</b>\t</script><script>window.hacked=1</script>\t");
        var text = "</script><img src=x onerror=alert(1)><!-- {{charts}}";
        var hearing = new Hearing("a.wav", List.of(1), new Hearing.Texts(text, "heard out of band", Optional.of(text), Optional.empty()), Optional.empty(), Hearing.Waits.NONE, Hearing.Spent.NOTHING);
        var page = HtmlReport.of(Runs.report(Runs.plan(folder, "latest"), Map.of("latest/verbatim/none", List.of(hearing))), 0);
        assertThat(page).doesNotContain("hacked=1</script>", "<img src=x", "<b>x</b>");
        assertThat(page.split("</script>", -1)).hasSize(4);
        assertThat(page).contains("\\u003c/script\\u003e\\u003cimg src=x onerror=alert(1)\\u003e\\u003c!-- {{charts}}");
    }

    @Test
    void the_page_loads_nothing_and_carries_recordings_up_to_the_limit_worst_first() {
        var report = report(3, "0.002", 300);
        var page = HtmlReport.of(report, Long.MAX_VALUE);
        assertThat(page).contains("default-src 'none'").doesNotContain("sourceMappingURL", "<link", "src=\"http", "@import", "{{");
        assertThat(audio(page)).isEqualTo(20);
        assertThat(audio(HtmlReport.of(report, 0))).isZero();
        // A second and a half at 16 kHz and 4/3 for base64: 32,080 characters each.
        var some = HtmlReport.of(report, 3 * 32_080 + 10);
        assertThat(audio(some)).isEqualTo(3);
        assertThat(some).contains("\"a.wav\":\"UklGR", "\"b.wav\":\"UklGR", "\"c.wav\":\"UklGR");
    }

    private static int audio(String page) {
        return page.split("\":\"UklGR", -1).length - 1;
    }

    @Test
    void a_built_in_transcript_that_is_missing_is_not_scored_and_an_utterance_nobody_heard_is() {
        var none = new ArrayList<Hearing>();
        hearings(0, "0.002", 300).forEach(hearing -> none.add(hearing.utterance().equals("a.wav") ? Hearing.none("a.wav")
                : new Hearing(hearing.utterance(), hearing.turns(), new Hearing.Texts(hearing.texts().transcript(), "", hearing.texts().outOfBand(), Optional.empty()),
                        Optional.of("x"), hearing.waits(), hearing.spent())));
        var all = Runs.report(Runs.plan(folder, "latest"), Map.of("latest/verbatim/none", none)).strategies().getFirst().all();
        assertThat(all.transcript().sum().words().words().deletions()).isEqualTo(7);
        assertThat(all.builtIn().orElseThrow().accuracy().sum().words().words().reference()).isEqualTo(7);
        assertThat(all.guard()).isEqualTo(19);
        assertThat(all.agreement().of()).isZero();
    }
}
