package dev.sidetone.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of docs/testing.md is the test that runs here. */
class DocsTest {

    private static String docs() throws IOException {
        return Files.readString(Path.of("../docs/testing.md"));
    }

    @Test
    void the_test_of_the_docs_is_the_one_that_runs() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/sidetone/test/ClaimsAgentTest.java"));
        var example = source.substring(source.indexOf("@RealtimeServerTest"));

        assertThat(docs()).contains("```java\n" + example + "```");
        // What the page promises: a test of one's own is this short.
        assertThat(example.lines()).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void the_script_of_the_docs_is_the_one_that_is_followed() throws IOException {
        assertThat(docs()).contains("```yaml\n" + Files.readString(Path.of("src/test/resources/dev/sidetone/test/claims.yaml")) + "```");
    }

    @Test
    void every_method_the_docs_name_is_there() throws IOException {
        var docs = docs();
        for (var name : new String[] {"containsInOrder", "doesNotContain", "contains"}) {
            assertThat(SentAssert.class.getMethods()).as(name).anyMatch(method -> method.getName().equals(name));
            assertThat(docs).contains(name + "(");
        }
    }
}
