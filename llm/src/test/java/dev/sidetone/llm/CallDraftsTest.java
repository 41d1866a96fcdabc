package dev.sidetone.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.llm.CallDrafts.Call;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CallDraftsTest {

    private final CallDrafts drafts = new CallDrafts();

    private void add(String part) {
        drafts.add(JsonMapper.shared().readTree(part));
    }

    private void assertTwo() {
        assertThat(drafts.complete().orElseThrow()).containsExactly(new Call("a", "{\"x\":1}"), new Call("b", "{}"));
    }

    @Test
    void parts_by_index() {
        add("{\"index\":0,\"id\":\"1\",\"function\":{\"name\":\"a\",\"arguments\":\"\"}}");
        add("{\"index\":1,\"id\":\"2\",\"function\":{\"name\":\"b\",\"arguments\":\"{\"}}");
        add("{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":1}\"}}");
        add("{\"index\":1,\"function\":{\"arguments\":\"}\"}}");
        assertTwo();
    }

    @Test
    void whole_calls_that_all_carry_the_same_index() {
        add("{\"index\":0,\"id\":\"1\",\"function\":{\"name\":\"a\",\"arguments\":\"{\\\"x\\\":1}\"}}");
        add("{\"index\":0,\"id\":\"2\",\"function\":{\"name\":\"b\",\"arguments\":\"{}\"}}");
        assertTwo();
    }

    @Test
    void whole_calls_without_index_or_id() {
        add("{\"function\":{\"name\":\"a\",\"arguments\":{\"x\":1}}}");
        add("{\"function\":{\"name\":\"b\",\"arguments\":{}}}");
        assertTwo();
    }

    @Test
    void id_and_name_repeated_in_every_part() {
        add("{\"index\":0,\"id\":\"1\",\"function\":{\"name\":\"a\",\"arguments\":\"{\\\"x\\\"\"}}");
        add("{\"index\":0,\"id\":\"1\",\"function\":{\"name\":\"a\",\"arguments\":\":1}\"}}");
        add("{\"index\":1,\"id\":\"2\",\"function\":{\"name\":\"b\"}}");
        assertTwo();
    }

    @Test
    void what_is_no_object_or_has_no_name_is_no_call() {
        assertThat(drafts.complete().orElseThrow()).isEmpty();
        add("{\"index\":0,\"function\":{\"name\":\"a\",\"arguments\":\"[1]\"}}");
        assertThat(drafts.complete()).isEmpty();
        var nameless = new CallDrafts();
        nameless.add(JsonMapper.shared().readTree("{\"index\":0,\"id\":\"1\",\"function\":{\"arguments\":\"{}\"}}"));
        assertThat(nameless.complete()).isEmpty();
    }
}
