package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import dev.sidetone.audio.Pcm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What users meet before there is a call. */
class CommandLineTest {

    @TempDir
    private Path folder;

    @Test
    void version_is_one_line() {
        var ran = Program.run("--version");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).matches("sidetone \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void help_shows_examples_and_every_exit_code() {
        var ran = Program.run("--help");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("Examples:", "sidetone demo", "Exit codes:");
        for (var code : ExitCode.values()) assertThat(ran.out()).containsPattern("(?m)^ +" + code.code() + " ");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void each_command_has_help_with_examples() {
        for (var command : new String[] {"demo", "call", "serve"}) {
            var ran = Program.run(command, "--help");
            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).contains("Usage: sidetone " + command, "Examples:").doesNotContain("Exit codes:");
        }
    }

    @Test
    void a_command_that_is_not_there_is_named() {
        assertFails(Program.run("cal"), ExitCode.USAGE, "cal");
        assertFails(Program.run("call"), ExitCode.USAGE, "--audio");
        assertFails(Program.run("demo", "--pase", "fast"), ExitCode.USAGE, "--pase");
    }

    @Test
    void contexts_that_hear_nothing_or_do_not_exist_are_refused() {
        assertFails(Program.run("demo", "--context", "last:0"), ExitCode.USAGE, "last:0 leaves no turn to hear");
        assertFails(Program.run("demo", "--context", "everything"), ExitCode.USAGE, "use notes, latest, last:N");
    }

    @Test
    void audio_that_cannot_be_played_is_named_with_its_fault() throws IOException {
        var voice = Wavs.caller(3);
        assertBadAudio(folder.resolve("missing.wav"), "does not exist");
        assertBadAudio(Files.createFile(folder.resolve("empty.wav")), "empty");
        assertBadAudio(Files.writeString(folder.resolve("text.wav"), "This is not a recording.\n"), "text.wav");
        assertBadAudio(Wavs.compressed(folder.resolve("mp3.wav")), "mp3.wav");
        assertBadAudio(Wavs.truncated(folder.resolve("cut.wav"), voice), "cut.wav");
        assertBadAudio(Wavs.mono16(folder.resolve("silent.wav"), Pcm.silence(Duration.ofSeconds(3))), "no speech found in");
        assertBadAudio(folder, "directory");
    }

    private void assertBadAudio(Path file, String said) {
        assertFails(Program.run("call", "--audio", file.toString()), ExitCode.AUDIO, said);
    }

    @Test
    void files_that_steer_a_call_are_named_with_their_fault() throws IOException {
        var audio = Wavs.mono16(folder.resolve("yes.wav"), Wavs.caller(3)).toString();
        var text = Files.writeString(folder.resolve("text.json"), "nothing like JSON").toString();
        var empty = Files.createFile(folder.resolve("empty.md")).toString();
        var long_ = Files.writeString(folder.resolve("long.json"),
                "{\"name\":\"x\",\"sample_rate_hz\":24000,\"turns\":[{\"start_ms\":0,\"end_ms\":900000,\"reference\":\"yes\"}]}").toString();
        assertFails(Program.run("call", "--audio", audio, "--prices", text), ExitCode.INPUT, "text.json");
        assertFails(Program.run("call", "--audio", audio, "--prices", folder.resolve("no.json").toString()), ExitCode.INPUT, "no.json");
        assertFails(Program.run("call", "--audio", audio, "--expect", text), ExitCode.INPUT, "text.json");
        assertFails(Program.run("call", "--audio", audio, "--expect", long_), ExitCode.INPUT, "900.0 s");
        assertFails(Program.run("call", "--audio", audio, "--expect", long_, long_), ExitCode.USAGE, "--expect names 2 files for 1 recording");
        assertFails(Program.run("call", "--audio", audio, "--agent-prompt", empty), ExitCode.INPUT, "is empty");
        assertFails(Program.run("call", "--audio", audio, "--transcript-prompt", "nowhere.md"), ExitCode.INPUT, "nowhere.md");
    }

    @Test
    void output_that_cannot_be_written_is_said_before_the_call() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertFails(Program.run("demo", "--out", file.toString()), ExitCode.OUTPUT, "file");
        assertFails(Program.run("demo", "--out", file.resolve("deeper").toString()), ExitCode.OUTPUT, "deeper");
        assertFails(Program.run("demo", "--json", folder.resolve("no/report.json").toString()), ExitCode.OUTPUT, "its folder does not exist");
    }

    @Test
    void a_folder_without_permission_is_said_before_the_call() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may write anywhere");
        var closed = Files.createDirectory(folder.resolve("closed"));
        assertThat(closed.toFile().setWritable(false)).isTrue();
        assertFails(Program.run("demo", "--out", closed.resolve("kept").toString()), ExitCode.OUTPUT, "may not write");
    }

    @Test
    void a_resource_of_azure_is_called_with_its_own_key_and_nobody_else_is() throws Exception {
        var known = new Surroundings(Map.of("AZURE_OPENAI_API_KEY", "azure's", "OPENAI_API_KEY", "openai's"), false, StandardCharsets.UTF_8);

        var azure = target("--endpoint", "https://bank.openai.azure.com", "--header", "x-team=claims").endpoint(known);
        assertThat(azure.uri()).hasToString("wss://bank.openai.azure.com/openai/v1/realtime");
        assertThat(azure.headers()).containsOnly(Map.entry("api-key", "azure's"), Map.entry("x-team", "claims"));
        assertThat(azure.key()).isEmpty();

        var other = target("--endpoint", "wss://bank.example/openai.azure.com").endpoint(known);
        assertThat(other.headers()).isEmpty();
        assertThat(other.key()).isEmpty();
    }

    private static Target target(String... arguments) {
        var target = new Target();
        new CommandLine(target).registerConverter(Seconds.class, new Seconds.Reader()).parseArgs(arguments);
        return target;
    }

    @Test
    void endpoints_that_cannot_be_called_have_codes_of_their_own() throws IOException {
        assertFails(Program.run("demo", "--endpoint", "openai"), ExitCode.KEY, "OPENAI_API_KEY");
        assertFails(Program.run("demo", "--endpoint", "ws://127.0.0.1:1/", "--header", "api-key=env:NOT_SET_ANYWHERE"), ExitCode.KEY,
                "NOT_SET_ANYWHERE");
        assertFails(Program.run("demo", "--endpoint", "over there"), ExitCode.USAGE, "over there");
        assertFails(Program.run("demo", "--endpoint", "ftp://example.com"), ExitCode.USAGE, "no endpoint");
        assertFails(Program.run("demo", "--endpoint", "ws://127.0.0.1:" + freePort() + "/v1/realtime"), ExitCode.UNREACHABLE, "127.0.0.1");
        assertFails(Program.run("demo", "--connect-timeout", "0"), ExitCode.USAGE, "no time");
    }

    @Test
    void a_busy_port_is_one_line() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFails(Program.run("serve", "--port", Integer.toString(taken.getLocalPort())), ExitCode.PORT, "choose another --port");
        }
        assertFails(Program.run("serve", "--port", "70000"), ExitCode.USAGE, "70000");
    }

    @Test
    void options_of_the_server_that_cannot_be_met_are_one_line_each() throws IOException {
        var text = Files.writeString(folder.resolve("text.p12"), "no keystore").toString();
        assertFails(Program.run("serve", "--strict"), ExitCode.USAGE, "add --keys-from-env NAME");
        assertFails(Program.run("serve", "--models", "gpt-realtime"), ExitCode.USAGE, "--models means nothing without --strict");
        assertFails(Program.run("serve", "--keys-from-env", "KEYS"), ExitCode.USAGE, "--keys-from-env means nothing without --strict");
        assertFails(Program.run("serve", "--strict", "--keys-from-env", "NOT_SET_ANYWHERE"), ExitCode.KEY, "NOT_SET_ANYWHERE");
        assertFails(Program.run("serve", "--keystore", folder.resolve("no.p12").toString()), ExitCode.KEYSTORE, "cannot be read");
        assertFails(Program.run("serve", "--keystore", text), ExitCode.KEYSTORE, "is no PKCS12 file");
        assertFails(Program.run("serve", "--keystore", text, "--keystore-password-from-env", "NOT_SET_ANYWHERE"), ExitCode.KEYSTORE, "NOT_SET_ANYWHERE");
        assertFails(Program.run("serve", "--max-connections", "0"), ExitCode.USAGE, "--max-connections 0 lets nobody in");
        assertFails(Program.run("serve", "--max-audio", "-1"), ExitCode.USAGE, "--max-audio -1 is not possible");
        assertFails(Program.run("serve", "--session-limit", "never"), ExitCode.USAGE, "use seconds above 0");
        assertFails(Program.run("serve", "--log-format", "xml"), ExitCode.USAGE, "xml");
        assertFails(Program.run("serve", "--port", "65535", "--tls"), ExitCode.USAGE, "with a next one for TLS");
    }

    @Test
    void speech_models_that_do_not_load_are_one_line() {
        var out = new java.io.StringWriter();
        var err = new java.io.StringWriter();
        int exit = Main.run(new Main(Program.PIPE, () -> {
            throw new java.io.UncheckedIOException(new IOException("the model is cut short"));
        }), new java.io.PrintWriter(out), new java.io.PrintWriter(err), "demo");
        assertFails(new Program(exit, "", err.toString()), ExitCode.SPEECH, "the model is cut short");
    }

    @Test
    void a_stack_trace_is_shown_only_when_asked_for() {
        var debug = new Surroundings(Map.of("SIDETONE_DEBUG", "1"), false, StandardCharsets.UTF_8);
        assertThat(Program.run(debug, Program.claims(), "call", "--audio", "no.wav").err()).contains("\tat dev.sidetone");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void assertFails(Program ran, ExitCode exit, String said) {
        assertThat(ran.err()).startsWith("sidetone: ").contains(said).doesNotContain("\tat ");
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.exit()).isEqualTo(exit.code());
    }
}
