package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.EnergyDetector;
import dev.sidetone.server.ScriptedModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sidetone console}: where it listens, who gets in, and what it refuses before anything is loaded. */
class ConsoleCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("console at (https?://\\S+)");

    @TempDir
    private Path folder;

    private interface Visitor {
        void visit(URI console, String out) throws Exception;
    }

    private static void serving(Visitor visitor, String... options) throws Exception {
        var out = new StringWriter();
        var model = ScriptedModel.script().build();
        var main = new Main(new Surroundings(Map.of("DOOR", "quiet-otter-7"), false, StandardCharsets.UTF_8), () -> new Engine(model, EnergyDetector::new));
        var arguments = new ArrayList<>(List.of("console", "--port", "0"));
        arguments.addAll(List.of(options));
        var program = Thread.ofPlatform().start(() -> Main.run(main, new PrintWriter(out, true), new PrintWriter(out, true), arguments.toArray(String[]::new)));
        try {
            var address = ADDRESS.matcher("");
            while (!address.reset(out.toString()).find() || !out.toString().contains("Ctrl-C")) {
                if (!program.isAlive()) throw new AssertionError("it did not listen: " + out);
                LockSupport.parkNanos(1_000_000);
            }
            visitor.visit(URI.create(address.group(1)), out.toString());
        } finally {
            program.interrupt();
            program.join(Duration.ofSeconds(20));
        }
    }

    private static HttpResponse<String> get(URI console, String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(console.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Program run(String... options) {
        var arguments = new ArrayList<>(List.of("console"));
        arguments.addAll(List.of(options));
        return Program.run(arguments.toArray(String[]::new));
    }

    @Test
    void it_serves_the_page_and_what_can_be_chosen_on_it() throws Exception {
        var prompt = Files.writeString(folder.resolve("mine.md"), "Write down what is said.");
        serving((console, out) -> {
            assertThat(out).contains("the embedded server", "simulated billing");
            assertThat(get(console, "/").body()).startsWith("<!doctype html>");
            var setup = get(console, "/api/setup").body();
            assertThat(setup).contains("\"kind\":\"embedded\"", "\"label\":\"mine.md\"", "\"context\":\"last:2\"", "\"half_duplex\":true", "\"call_ms\":60000");
        }, "--prompts", prompt.toString(), "--context", "last:2", "--half-duplex", "--max-length", "60");
    }

    @Test
    void a_bare_token_is_made_and_shown_and_one_from_the_environment_is_not() throws Exception {
        serving((console, out) -> {
            assertThat(out).containsPattern("token [\\w-]{24}\n");
            assertThat(get(console, "/api/setup").statusCode()).isEqualTo(401);
        }, "--token");
        serving((console, out) -> {
            assertThat(out).doesNotContain("quiet-otter-7");
            assertThat(get(console, "/api/setup").statusCode()).isEqualTo(401);
        }, "--token", "env:DOOR");
    }

    @Test
    void with_tls_it_speaks_https() throws Exception {
        serving((console, out) -> {
            assertThat(console.getScheme()).isEqualTo("https");
            assertThat(out).contains("self-signed");
        }, "--tls");
    }

    @Test
    void the_network_is_refused_without_a_token_in_one_line() {
        var program = run("--host", "0.0.0.0", "--port", "0");
        assertThat(program.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(program.err()).contains("0.0.0.0").contains("--token").hasLineCount(1);
        var password = run("--host", "0.0.0.0", "--port", "0", "--password", "a long password");
        assertThat(password.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(password.err()).contains("in the clear").hasLineCount(1);
    }

    @Test
    void a_taken_port_has_an_exit_code_of_its_own() throws Exception {
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            var program = run("--port", Integer.toString(taken.getLocalPort()));
            assertThat(program.exit()).isEqualTo(ExitCode.PORT.code());
            assertThat(program.err()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort()).hasLineCount(1);
        }
    }

    @Test
    void what_cannot_be_meant_is_said_before_anything_is_loaded() {
        assertThat(run("--context", "shared").exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("--token", "short").err()).contains("too short");
        assertThat(run("--max-calls", "0").err()).contains("--max-calls 0 is not possible");
        assertThat(run("--port", "70000").err()).contains("port 70000 does not exist");
        assertThat(run("--prompts", folder.resolve("none.md").toString()).exit()).isEqualTo(ExitCode.INPUT.code());
        assertThat(run("--endpoint", "openai").exit()).isEqualTo(ExitCode.KEY.code());
        assertThat(run("--endpoint", "ws://127.0.0.1:1/", "--llm", "http://x", "--llm-model", "m").exit()).isEqualTo(ExitCode.USAGE.code());
    }
}
