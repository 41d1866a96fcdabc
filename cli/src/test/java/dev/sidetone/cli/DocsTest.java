package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The pages say what the program does. */
class DocsTest {

    @TempDir
    private Path folder;

    @Test
    void every_key_of_the_report_is_described() throws IOException {
        var report = folder.resolve("report.json");
        assertThat(Program.run("demo", "--json", report.toString()).exit()).isZero();
        var keys = new TreeSet<String>();
        collect(Json.parse(Files.readString(report)).node(), keys);
        var page = page("json.md");
        assertThat(keys).hasSizeGreaterThan(80).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    @Test
    void every_exit_code_is_described_as_in_the_help() throws IOException {
        var page = page("command-line.md");
        for (var exit : ExitCode.values()) assertThat(page).contains("| " + exit.code() + " | " + exit.meaning() + " |");
    }

    private static void collect(JsonNode node, Set<String> keys) {
        node.forEach(child -> collect(child, keys));
        // The kinds of entities are the user's.
        if (node.isObject()) node.propertyNames().stream().filter(key -> !node.path(key).has("hit")).forEach(keys::add);
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs").resolve(name));
    }
}
