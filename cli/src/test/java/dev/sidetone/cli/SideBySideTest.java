package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.turn.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static final List<String> WORDS = List.of(
            "yes", "no,", "um", "my", "policy", "number", "is", "56B5-12C0", "five", "six", "V-I-R-T-A-N-E-N", "4:30", "p.m.", "$5", "Häkkinen", "電話", "a");

    @Test
    void no_word_is_lost_cut_or_moved_however_the_rows_break() {
        var random = new Random(7);
        for (int run = 0; run < 3_000; run++) {
            var upper = sentence(random);
            var lower = random.nextInt(3) == 0 ? sentence(random) : changed(upper, random);
            int columns = 20 + random.nextInt(60);
            var rows = SideBySide.rows(Agreement.between(upper, lower), new Paper(80, false, true), columns);
            assertThat(joined(rows, SideBySide.Row::upper)).as("upper of run %d", run).isEqualTo(upper);
            assertThat(joined(rows, SideBySide.Row::lower)).as("lower of run %d", run).isEqualTo(lower);
            assertThat(rows).as("run %d", run).allSatisfy(row -> {
                assertThat(Layout.width(row.upper())).isLessThanOrEqualTo(columns);
                assertThat(Layout.width(row.lower())).isLessThanOrEqualTo(columns);
            });
        }
    }

    @Test
    void marks_stand_under_what_differs_and_nowhere_else() {
        var rows = SideBySide.rows(Agreement.between("we were home all day", "we was home"), new Paper(80, false, true), 60);
        assertThat(rows).containsExactly(new SideBySide.Row("we were home all day", "we was  home", "   ~~~~      +++++++"));
        rows = SideBySide.rows(Agreement.between("at home", "um at home"), new Paper(80, false, true), 60);
        assertThat(rows).containsExactly(new SideBySide.Row("   at home", "um at home", "--"));
    }

    private static String joined(List<SideBySide.Row> rows, java.util.function.Function<SideBySide.Row, String> line) {
        return rows.stream().map(line).map(String::strip).filter(text -> !text.isEmpty()).collect(Collectors.joining(" ")).replaceAll(" +", " ");
    }

    private static String sentence(Random random) {
        return random.ints(1 + random.nextInt(25), 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining(" "));
    }

    private static String changed(String sentence, Random random) {
        var words = new ArrayList<>(List.of(sentence.split(" ")));
        for (int edits = random.nextInt(4); edits >= 0; edits--) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.add(at, WORDS.get(random.nextInt(WORDS.size())));
                case 1 -> words.set(at, WORDS.get(random.nextInt(WORDS.size())));
                default -> {
                    if (words.size() > 1) words.remove(at);
                }
            }
        }
        return String.join(" ", words);
    }
}
