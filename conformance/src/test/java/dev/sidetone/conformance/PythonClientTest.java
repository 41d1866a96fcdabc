package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The official SDK for Python, as its package comes, holds the whole recorded call with our server, in the clear and over TLS. */
class PythonClientTest {

    private static final RecordedCall CALL = RecordedCall.find();
    private static final Path SOURCES = Path.of("src/test/python").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/python").toAbsolutePath();
    private static final Path PYTHON = FOLDER.resolve("bin/python");

    /** A slow network may take minutes; a hanging one must not hold up the build for ever. */
    private static final Duration INSTALLING = Duration.ofMinutes(3);

    /** For a scripted model, which answers at once. */
    private static final Duration CALLING = Duration.ofSeconds(60);

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        assumeTrue(OutsideProgram.onPath("python3"), "python3 is not on the PATH");
        Files.createDirectories(FOLDER);
        var wanted = SOURCES.resolve("requirements.txt");
        // Copied last, after a successful installation: it stands for what is installed.
        var installed = FOLDER.resolve("installed.txt");
        if (Files.exists(installed) && Files.mismatch(wanted, installed) < 0) return;
        var made = OutsideProgram.run(FOLDER, INSTALLING, Map.of(), List.of("python3", "-m", "venv", FOLDER.toString()));
        assumeTrue(made.exit() == 0, "python3 cannot make an environment: " + made.output().strip());
        var ended = OutsideProgram.run(FOLDER, INSTALLING, Map.of(), List.of(PYTHON.toString(), "-m", "pip", "install", "--quiet", "--retries", "0",
                "--disable-pip-version-check", "-r", wanted.toString()));
        assumeTrue(ended.exit() == 0, "pip cannot install the SDK: " + ended.complaints().strip());
        Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void the_official_sdk_for_python_holds_the_call() throws Exception {
        try (var server = ClaimsScript.server()) {
            check(hold(Place.plain(server)));
        }
    }

    @Test
    void the_official_sdk_for_python_holds_the_call_over_tls() throws Exception {
        try (var server = ClaimsScript.server()) {
            check(hold(Place.secure(server)));
        }
    }

    private static JsonNode hold(Place server) throws IOException, InterruptedException {
        var environment = new HashMap<>(Map.of("CALL_LIMIT_MS", Long.toString(CALLING.toMillis())));
        if (server.secured()) environment.put("CERTIFICATE", server.pem(FOLDER).toString());
        var ended = OutsideProgram.run(FOLDER, CALLING.multipliedBy(2), environment, List.of(PYTHON.toString(), SOURCES.resolve("openai_call.py").toString(),
                server.uri().toString(), CALL.wav().toString(), CALL.reference().toString()));
        assertThat(ended.exit()).as(ended.complaints()).isZero();
        return Json.parse(ended.output()).node();
    }

    private static void check(JsonNode facts) {
        assertThat(facts.get("errors")).isEmpty();
        assertThat(facts.get("invalid")).as("events that are not what the SDK's own classes say").isEmpty();
        assertThat(facts.get("model").asString()).isEqualTo("gpt-realtime");
        assertThat(texts(facts, "heard")).isEqualTo(ClaimsScript.HEARD);
        assertThat(texts(facts, "said")).isEqualTo(ClaimsScript.said(ClaimsScript.CUT_OFF));
        assertThat(facts.get("tools")).containsExactly(Json.parse("{\"name\":\"look_up_policy\",\"arguments\":{\"name\":\"Virtanen\"}}").node());
        assertThat(texts(facts, "responses")).isEqualTo(ClaimsScript.statuses());
        assertThat(facts.get("audioMs").asInt()).isGreaterThan(5_000);
        assertThat(facts.get("keptMs").asInt()).isEqualTo(300);
    }

    private static List<String> texts(JsonNode facts, String name) {
        var texts = new ArrayList<String>();
        facts.get(name).forEach(text -> texts.add(text.asString("")));
        return texts;
    }
}
