package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.protocol.Item;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextPolicyTest {

    private static final List<ContextPolicy.Entry> CONVERSATION = List.of(
            new ContextPolicy.Entry("a0", false), new ContextPolicy.Entry("u1", true), new ContextPolicy.Entry("a1", false),
            new ContextPolicy.Entry("u2", true), new ContextPolicy.Entry("u3", true), new ContextPolicy.Entry("a3", false),
            new ContextPolicy.Entry("u4", true));

    private static Optional<List<String>> heard(String policy, String item) {
        return ContextPolicy.parse(policy).input(item, CONVERSATION)
                .map(items -> items.stream().map(i -> ((Item.Reference) i).itemId()).toList());
    }

    @Test
    void each_policy_lets_the_model_hear_what_it_says() {
        assertThat(heard("whole", "u4")).isEmpty();
        assertThat(heard("latest", "u4")).contains(List.of("u4"));
        assertThat(heard("last:1", "u4")).contains(List.of("u4"));
        assertThat(heard("last:2", "u4")).contains(List.of("u3", "a3", "u4"));
        assertThat(heard("last:3", "u4")).contains(List.of("u2", "u3", "a3", "u4"));
        assertThat(heard("last:9", "u4")).contains(List.of("u1", "a1", "u2", "u3", "a3", "u4"));
    }

    @Test
    void later_turns_are_not_heard_for_an_earlier_one() {
        assertThat(heard("last:2", "u2")).contains(List.of("u1", "a1", "u2"));
        assertThat(heard("last:2", "unknown")).contains(List.of("u4", "unknown"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"last:0", "last:-1", "last:", "last:x", "all", "", "last:99999999999"})
    void what_is_no_context_is_refused_in_one_line(String text) {
        assertThatThrownBy(() -> ContextPolicy.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".+use .+").message().doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "latest", "last:3"})
    void words_are_read_as_they_are_written(String word) {
        assertThat(ContextPolicy.parse(word).word()).isEqualTo(word);
    }
}
