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
            agent("a0"), caller("u1"), agent("a1"),
            caller("u2"),
            new ContextPolicy.Entry("call", ContextPolicy.Kind.OTHER), caller("u3"), agent("a3"),
            caller("u4"));

    private static ContextPolicy.Entry caller(String id) {
        return new ContextPolicy.Entry(id, ContextPolicy.Kind.CALLER_AUDIO);
    }

    private static ContextPolicy.Entry agent(String id) {
        return new ContextPolicy.Entry(id, ContextPolicy.Kind.MESSAGE);
    }

    private static Optional<List<String>> heard(String policy, String item) {
        return ContextPolicy.parse(policy).input(new ContextPolicy.Scene(item, CONVERSATION, List.of("name: Ann (spelled)")))
                .map(items -> items.stream().map(ContextPolicyTest::shown).toList());
    }

    private static String shown(Item item) {
        return item instanceof Item.Message text ? text.role().name().toLowerCase(java.util.Locale.ROOT) : item.id().orElseThrow();
    }

    @Test
    void each_policy_lets_the_model_hear_what_it_says() {
        assertThat(heard("whole", "u4")).isEmpty();
        assertThat(heard("latest", "u4")).contains(List.of("u4"));
        assertThat(heard("notes", "u4")).contains(List.of("system", "u4"));
        assertThat(heard("shared", "u4")).contains(List.of("a0", "u1", "a1", "u2", "call", "u3", "a3", "u4", "system"));
        assertThat(heard("shared", "u2")).contains(List.of("a0", "u1", "a1", "u2", "system"));
        assertThat(heard("last:1", "u4")).contains(List.of("u4"));
        assertThat(heard("last:2", "u4")).contains(List.of("u3", "a3", "u4"));
        assertThat(heard("last:3", "u4")).contains(List.of("u2", "u3", "a3", "u4"));
        assertThat(heard("last:9", "u4")).contains(List.of("u1", "a1", "u2", "u3", "a3", "u4"));
    }

    @Test
    void without_notes_there_is_nothing_but_the_turn() {
        var scene = new ContextPolicy.Scene("u4", CONVERSATION, List.of());
        assertThat(ContextPolicy.notes().input(scene)).isEqualTo(new ContextPolicy.LatestTurn().input(scene));
    }

    @Test
    void each_context_gives_way_to_a_narrower_one_down_to_the_turn_alone() {
        assertThat(chain("shared")).isEqualTo("shared whole notes latest");
        assertThat(chain("last:3")).isEqualTo("last:3 notes latest");
    }

    private static String chain(String word) {
        var words = new java.util.StringJoiner(" ");
        for (var policy = Optional.of(ContextPolicy.parse(word)); policy.isPresent(); policy = policy.get().narrower()) words.add(policy.get().word());
        return words.toString();
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
    @ValueSource(strings = {"notes", "latest", "last:3", "whole", "shared"})
    void words_are_read_as_they_are_written(String word) {
        assertThat(ContextPolicy.parse(word).word()).isEqualTo(word);
    }
}
