package dev.sidetone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceCutterTest {

    @Test
    void a_sentence_is_over_at_the_white_space_behind_it() {
        var cutter = new SentenceCutter();
        assertThat(fed(cutter, "It costs $3.50.")).isEmpty();
        assertThat(fed(cutter, " Fine")).containsExactly("It costs $3.50.");
        assertThat(cutter.rest()).contains("Fine");
        assertThat(cutter.rest()).isEmpty();
    }

    @Test
    void after_a_rest_a_new_sentence_begins() {
        var cutter = new SentenceCutter();
        fed(cutter, "first line");
        assertThat(cutter.rest()).contains("first line");
        assertThat(fed(cutter, "second line. ")).containsExactly("second line.");
    }

    private static List<String> fed(SentenceCutter cutter, String text) {
        var sentences = new ArrayList<String>();
        for (char c : text.toCharArray()) cutter.next(c).ifPresent(sentences::add);
        return sentences;
    }
}
