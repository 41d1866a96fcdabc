package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --script}: what stands behind our server comes from a file. */
class ScriptOptionTest {

    @TempDir
    private Path folder;

    private Program call(String yaml, String... more) throws IOException {
        var audio = Wavs.mono16(folder.resolve("caller.wav"), Wavs.caller(3));
        var script = Files.writeString(folder.resolve("call.yaml"), yaml);
        var arguments = new ArrayList<>(List.of("call", "--audio", audio.toString(), "--script", script.toString()));
        arguments.addAll(List.of(more));
        return Program.run(arguments.toArray(String[]::new));
    }

    @Test
    void a_call_goes_by_the_script_and_its_faults() throws IOException {
        var program = call("""
                heard: [yes that is wright]
                answers: ["Yes, that is right."]
                replies: [Good.]
                faults: [{fault: unknown-event, on: response.done, type: weather.changed, at: 1}]
                """);
        assertThat(program.out()).contains("Yes, that is right.", "wright", "Good.", "1 unknown event");
        assertThat(program.exit()).isZero();
    }

    @Test
    void a_mistake_in_the_script_is_one_line_before_anything_is_begun() throws IOException {
        var program = call("heard: hello");
        assertThat(program.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(program.err().strip()).isEqualTo("sidetone: call.yaml:1: this must be a list (lines beginning with \"- \"), not a text");
        assertThat(program.out()).doesNotContain("endpoint");
    }

    @Test
    void a_script_needs_our_own_server() throws IOException {
        var program = call("heard: [hello]", "--endpoint", "ws://127.0.0.1:1/v1/realtime");
        assertThat(program.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(program.err()).contains("--script is for the server in this process").hasLineCount(1);
    }

    @Test
    void serve_tells_a_mistake_before_it_listens() throws IOException {
        var script = Files.writeString(folder.resolve("call.yaml"), "replies: 5");
        var program = Program.run("serve", "--port", "0", "--script", script.toString());
        assertThat(program.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(program.err()).startsWith("sidetone: call.yaml:1: ");
    }
}
