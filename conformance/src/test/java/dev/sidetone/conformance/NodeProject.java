package dev.sidetone.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The clients written for Node, installed once under {@code target} exactly as their lock file says. */
final class NodeProject {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node").toAbsolutePath();

    /** A slow network may take minutes; a hanging one must not hold up the build for ever. */
    private static final Duration INSTALLING = Duration.ofMinutes(5);

    /** For a scripted model, which answers at once. */
    private static final Duration CALLING = Duration.ofSeconds(30);

    /** Above the scripts' own limit, so that they can say what they waited for. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private NodeProject() {}

    /** Installs what is missing; the test that needs it is skipped, with the reason, where that cannot be done. */
    static void install() throws IOException, InterruptedException {
        for (var program : List.of("node", "npm")) assumeTrue(OutsideProgram.onPath(program), program + " is not on the PATH");
        Files.createDirectories(FOLDER);
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (var source : sources.toList()) {
                if (!source.endsWith("package-lock.json")) Files.copy(source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        var lock = SOURCES.resolve("package-lock.json");
        // Copied last, after a successful installation: it stands for what is installed.
        var installed = FOLDER.resolve("installed.json");
        if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) return;
        Files.copy(lock, FOLDER.resolve("package-lock.json"), StandardCopyOption.REPLACE_EXISTING);
        var ended = run(INSTALLING, Map.of(), List.of("npm", "ci", "--prefer-offline", "--ignore-scripts", "--silent"));
        assumeTrue(ended.exit() == 0, "npm cannot install the clients: " + ended.complaints().strip());
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Lets a script hold the recorded call.
     *
     * @return the facts it printed
     */
    static JsonNode hold(String script, Place server, RecordedCall call) throws IOException, InterruptedException {
        return hold(script, server, call, CALLING);
    }

    /** @param limit how long the call may take in all */
    static JsonNode hold(String script, Place server, RecordedCall call, Duration limit) throws IOException, InterruptedException {
        var environment = new HashMap<>(Map.of("CALL_LIMIT_MS", Long.toString(limit.toMillis())));
        if (server.secured()) environment.put("NODE_EXTRA_CA_CERTS", server.pem(FOLDER).toString());
        var ended = run(limit.plus(MARGIN), environment, List.of("node", script, server.uri().toString(), call.wav().toString(), call.reference().toString()));
        if (ended.exit() != 0) throw new AssertionError(script + " ended with " + ended.exit() + ": " + ended.complaints() + ended.output());
        return Json.parse(ended.output().strip().lines().toList().getLast()).node();
    }

    /** Starts a program that serves until its input ends. */
    static Process serving(String script) throws IOException {
        return new ProcessBuilder("node", script).directory(FOLDER.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static OutsideProgram.Ended run(Duration limit, Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        return OutsideProgram.run(FOLDER, limit, environment, command);
    }
}
