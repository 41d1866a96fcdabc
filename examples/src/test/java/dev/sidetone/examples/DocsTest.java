package dev.sidetone.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.Sidetone;
import dev.sidetone.protocol.Json;
import dev.sidetone.turn.ReplyCheck;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.Tasks;
import dev.sidetone.turn.TurnRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows compiles: it stands here. */
class DocsTest {

    static TaskResult<String> example(Endpoint endpoint, String claimSchema, RecordedCaller caller) throws InterruptedException {
        // begin
        var sidetone = Sidetone.to(endpoint)
                .beside(Tasks.check().onEachTurn(), result -> result.value().ifPresent(found -> note(found)))
                .beside(Tasks.extract(Json.parse(claimSchema)).atEnd(), result -> file(result));

        try (var call = sidetone.call(turn -> store(turn))) {
            call.play(caller);
            var summary = call.ask(Tasks.summary());       // by hand: waits for the result
            // end
            return summary;
        }
    }

    private static void note(ReplyCheck found) {
        throw new UnsupportedOperationException("the reader's own " + found);
    }

    private static void file(TaskResult<Json> result) {
        throw new UnsupportedOperationException("the reader's own " + result.task());
    }

    private static void store(TurnRecord turn) {
        throw new UnsupportedOperationException("the reader's own " + turn.itemId());
    }

    @Test
    void the_example_of_the_page_is_the_one_that_compiles() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/sidetone/examples/DocsTest.java"));
        var compiled = source.substring(source.indexOf("// begin") + "// begin".length(), source.indexOf("// end"));
        assertThat(Files.readString(Path.of("../docs/tasks.md"))).containsIgnoringWhitespaces(compiled);
    }
}
