package dev.sidetone.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkingTest {

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            Hello you.|Hello you.
             Hello.|Hello.
            <think>a <b> c</think>\\n\\nHello.|Hello.
            \\n<think></think>Hi <think>you</think>|Hi <think>you</think>
            <thinner> rope|<thinner> rope
            <thi|<thi
            <think>for ever|
            """, delimiter = '|')
    void only_what_is_meant_is_said_however_it_is_cut(String written, String said) {
        var text = written.replace("\\n", "\n");
        var random = new Random(3);
        for (int run = 0; run < 200; run++) {
            var thinking = new Thinking();
            var heard = new StringBuilder();
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(9));
                heard.append(thinking.spoken(text.substring(from, to)));
                from = to;
            }
            assertThat(heard.append(thinking.rest()).toString()).isEqualTo(said == null ? "" : said);
        }
    }

    @Test
    void it_is_known_whether_there_was_a_thought() {
        var thinking = new Thinking();
        thinking.spoken("<think>");
        assertThat(thinking.thought()).isTrue();
        assertThat(new Thinking().thought()).isFalse();
    }
}
