package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sidetone call} where nobody lets it in, each with its own code and one line. */
class RefusedCallTest {

    @TempDir
    private Path folder;

    private Path audio;

    @BeforeEach
    void record() throws IOException {
        audio = Wavs.mono16(folder.resolve("caller.wav"), Wavs.caller(3, 8));
    }

    private static ScriptedModel script() {
        return ScriptedModel.script().hears("yes").hears("yes").replies(ScriptedModel.says("Good.")).replies(ScriptedModel.says("Goodbye.")).answersBy(prompt -> ScriptedModel.says("Yes.")).build();
    }

    @Test
    void a_wrong_key_and_an_unknown_model_have_codes_of_their_own() {
        var strict = ServerSettings.DEFAULT.withAccess(new ServerSettings.Access.Strict(Set.of("right"), Set.of("gpt-realtime")));
        try (var server = RealtimeServer.start(strict, script())) {
            var endpoint = server.uri().toString();
            assertRefused(ExitCode.KEY, endpoint);
            assertRefused(ExitCode.KEY, endpoint, "--header", "Authorization=Bearer wrong");
            assertRefused(ExitCode.MODEL, endpoint, "--header", "Authorization=Bearer right", "--model", "gpt-surreal");
            assertThat(Program.run("call", "--audio", audio.toString(), "--endpoint", endpoint, "--header", "Authorization=Bearer right").exit()).isZero();
        }
    }

    @Test
    void a_certificate_nobody_vouches_for_is_refused_unless_told_otherwise() {
        var tls = ServerSettings.DEFAULT.withTls(new ServerSettings.Tls(0, Optional.empty()));
        try (var server = RealtimeServer.start(tls, script())) {
            var endpoint = server.secureUri().orElseThrow().toString();
            assertRefused(ExitCode.TLS, endpoint);
            assertThat(Program.run("call", "--audio", audio.toString(), "--endpoint", endpoint, "--insecure").exit()).isZero();
        }
    }

    @Test
    void a_web_server_that_is_no_realtime_server_is_told_apart() throws IOException {
        var web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        web.start();
        try {
            assertRefused(ExitCode.REFUSED, "ws://127.0.0.1:" + web.getAddress().getPort() + "/v1/realtime");
        } finally {
            web.stop(0);
        }
    }

    private void assertRefused(ExitCode exit, String endpoint, String... more) {
        var arguments = new ArrayList<>(List.of("call", "--audio", audio.toString(), "--endpoint", endpoint));
        arguments.addAll(List.of(more));
        var program = Program.run(arguments.toArray(String[]::new));
        assertThat(program.err()).startsWith("sidetone: ").doesNotContain("wrong", "\tat ");
        assertThat(program.err().lines()).hasSize(1);
        assertThat(program.exit()).isEqualTo(exit.code());
    }
}
