package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guard on the labelled transcripts. The table that {@code docs/measured.md} shows is printed here. */
class TranscriptGuardTest {

    /** @param found doubted at all @param named doubted for the right reason */
    private record Count(int cases, int found, int named) {
        static final Count NONE = new Count(0, 0, 0);

        Count plus(boolean doubted, boolean rightly) {
            return new Count(cases + 1, found + (doubted ? 1 : 0), named + (rightly ? 1 : 0));
        }

        Count plus(Count other) {
            return new Count(cases + other.cases, found + other.found, named + other.named);
        }

        double share() {
            return (double) found / cases;
        }
    }

    private static List<Doubt> doubts(LabelledCase labelled) {
        return TranscriptGuard.judge(labelled.evidence()) instanceof Verdict.Doubted doubted ? doubted.doubts() : List.of();
    }

    private static Map<String, Count> count(List<LabelledCase> cases, List<String> wrong) {
        var counts = new LinkedHashMap<String, Count>();
        Stream.of(Doubt.values()).forEach(doubt -> counts.put(doubt.word(), Count.NONE));
        counts.put("good", Count.NONE);
        for (var labelled : cases) {
            var doubts = doubts(labelled);
            boolean rightly = labelled.deserved().stream().anyMatch(doubts::contains);
            counts.merge(labelled.kind(), Count.NONE.plus(!doubts.isEmpty(), rightly), Count::plus);
            if (labelled.good() ? !doubts.isEmpty() : !rightly) wrong.add("line " + labelled.line() + " " + labelled.kind() + ": " + doubts);
        }
        return counts;
    }

    private static void print(String title, Map<String, Count> counts) {
        System.out.printf("%n%-22s %6s %8s %8s%n", title, "cases", "doubted", "so named");
        counts.forEach((kind, count) -> System.out.printf("%-22s %6d %8d %8d%n", kind, count.cases(), count.found(), count.named()));
    }

    private static void check(String file) {
        var wrong = new ArrayList<String>();
        var counts = count(LabelledCase.all(file), wrong);
        print(file, counts);
        if (Boolean.getBoolean("sidetone.guard.show")) wrong.forEach(System.out::println);
        var good = counts.remove("good");
        var bad = counts.values().stream().reduce(Count.NONE, Count::plus);
        assertThat(good.share()).as("false alarms %s", wrong).isLessThanOrEqualTo(0.02);
        assertThat(bad.share()).as("recall %s", wrong).isGreaterThanOrEqualTo(0.95);
        counts.forEach((kind, count) -> {
            assertThat(count.cases()).as("cases of %s", kind).isGreaterThanOrEqualTo(10);
            assertThat(count.share()).as("recall of %s: %s", kind, wrong).isGreaterThanOrEqualTo(0.85);
            assertThat((double) count.named() / count.cases()).as("%s by its name: %s", kind, wrong).isGreaterThanOrEqualTo(0.8);
        });
    }

    /** Too few of a kind for a share of each: told by the whole. */
    private static void checkTogether(String file) {
        var wrong = new ArrayList<String>();
        var counts = count(LabelledCase.all(file), wrong);
        print(file, counts);
        assertThat(counts.remove("good").found()).as("false alarms %s", wrong).isZero();
        assertThat(counts.values().stream().reduce(Count.NONE, Count::plus).share()).as("recall %s", wrong).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void the_transcripts_it_was_made_on_are_told_apart() {
        check("dev");
    }

    @Test
    void so_are_those_it_was_not_made_on() {
        check("held-out");
    }

    @Test
    void so_are_those_of_a_second_author_who_had_not_seen_the_rules() {
        checkTogether("second-dev");
        checkTogether("second-held-out");
    }
}
