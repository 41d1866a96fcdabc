package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.EnergyDetector;
import dev.sidetone.server.ScriptedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sidetone serve}, called by {@code sidetone call}. */
class ServeTest {

    private static final String KEY = "sk-key-of-the-caller-7731";
    private static final Pattern LISTENING = Pattern.compile("listening on (ws://\\S+)");

    @TempDir
    private Path folder;

    /** What the program printed while it served. */
    private record Served(String out, String err) {}

    private interface Caller {
        void call(String uri) throws Exception;
    }

    private static Served serving(Caller caller, String... options) throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        var model = ScriptedModel.script().hears("my policy number is kiwi").replies(ScriptedModel.says("Thank you, pelican."))
                .answersBy(prompt -> ScriptedModel.says("My policy number is KIWI.")).build();
        var surroundings = new Surroundings(Map.of("KEYS", "sk-other, " + KEY), false, StandardCharsets.UTF_8);
        var main = new Main(surroundings, () -> new Engine(model, EnergyDetector::new));
        var arguments = new java.util.ArrayList<>(List.of("serve", "--port", "0"));
        arguments.addAll(List.of(options));
        var program = Thread.ofPlatform().start(() -> Main.run(main, new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new)));
        try {
            caller.call(address(out, program));
        } finally {
            program.interrupt();
            program.join(Duration.ofSeconds(20));
        }
        return new Served(out.toString(), err.toString());
    }

    private static String address(StringWriter out, Thread program) {
        while (program.isAlive()) {
            var line = LISTENING.matcher(out.toString());
            if (line.find()) return line.group(1);
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("it did not listen: " + out);
    }

    private Program call(String uri, String key) throws IOException {
        var audio = Wavs.mono16(folder.resolve("caller.wav"), Wavs.caller(3)).toString();
        var surroundings = new Surroundings(Map.of("KEY", key), false, StandardCharsets.UTF_8);
        return Program.run(surroundings, Program.claims(), "call", "--audio", audio, "--endpoint", uri, "--header", "api-key=env:KEY");
    }

    private static String page(String uri, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(uri.replace("ws:", "http:")).resolve(path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void a_whole_call_is_logged_without_what_was_said_and_without_the_key() throws Exception {
        var served = serving(uri -> {
            assertThat(call(uri, KEY).out()).contains("KIWI");
            assertThat(call(uri, "sk-a-wrong-key-1234").exit()).isEqualTo(ExitCode.KEY.code());
        }, "--strict", "--keys-from-env", "KEYS", "--models", "gpt-realtime", "--log-format", "json");

        var lines = served.err().lines().map(line -> Json.parse(line).node()).toList();
        assertThat(lines.stream().map(line -> line.get("message").asString()))
                .contains("session opened", "session closed", "client refused");
        var closed = lines.stream().filter(line -> line.get("message").asString().equals("session closed")).findFirst().orElseThrow();
        assertThat(closed.get("session").asString()).startsWith("sess_");
        assertThat(closed.get("turns").asInt()).isEqualTo(1);
        assertThat(closed.get("reason").asString()).isEqualTo("client_left");
        assertThat(closed.get("lasted_ms").isIntegralNumber()).isTrue();
        for (var secret : List.of(KEY, KEY.substring(3), "sk-other", "wrong-key", "kiwi", "policy", "pelican", "Thank")) {
            assertThat(served.err() + served.out()).doesNotContainIgnoringCase(secret);
        }
    }

    @Test
    void metrics_are_served_when_asked_for() throws Exception {
        serving(uri -> {
            assertThat(call(uri, "any").exit()).isZero();
            assertThat(page(uri, "/metrics")).contains("sidetone_sessions_open ", "sidetone_sessions_opened_total{kind=\"conversation\"} 1.0",
                    "sidetone_responses_total{kind=\"out_of_band\",status=\"completed\"} 1.0", "sidetone_response_first_audio_seconds_count 1",
                    "sidetone_transcription_latency_seconds_bucket", "jvm_memory_used_bytes").doesNotContain("kiwi");
        }, "--metrics", "--log-format", "off");
    }

    @Test
    void without_the_option_there_are_none_and_logs_are_lines_of_text() throws Exception {
        var served = serving(uri -> {
            assertThat(page(uri, "/metrics")).startsWith("Nothing here");
            assertThat(call(uri, "any").exit()).isZero();
        });
        assertThat(served.err().lines().toList()).hasSize(2).first().asString().matches("\\S+Z INFO session opened session=sess_\\w+ model=gpt-realtime");
    }

    @Test
    void bounds_are_kept() throws Exception {
        serving(uri -> assertThat(page(uri, "/healthz")).contains("\"room_for\":3"), "--max-connections", "3", "--max-audio", "1", "--quirks",
                "--session-limit", "2.5", "--grace", "1");
    }
}
