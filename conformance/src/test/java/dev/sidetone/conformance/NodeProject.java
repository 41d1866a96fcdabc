package dev.sidetone.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.protocol.Json;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
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

    /** How a program ended. */
    private record Ended(int exit, String output, String complaints) {}

    /** Installs what is missing; the test that needs it is skipped, with the reason, where that cannot be done. */
    static void install() throws IOException, InterruptedException {
        for (var program : List.of("node", "npm")) assumeTrue(onPath(program), program + " is not on the PATH");
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
        assumeTrue(ended.exit == 0, "npm cannot install the clients: " + ended.complaints.strip());
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)) || Files.isExecutable(Path.of(folder, program + ".cmd")));
    }

    /**
     * Lets a script hold the recorded call.
     *
     * @return the facts it printed
     */
    static JsonNode hold(String script, URI server, RecordedCall call) throws IOException, InterruptedException {
        return hold(script, server, call, CALLING);
    }

    /** @param limit how long the call may take in all */
    static JsonNode hold(String script, URI server, RecordedCall call, Duration limit) throws IOException, InterruptedException {
        var environment = new HashMap<>(Map.of("CALL_LIMIT_MS", Long.toString(limit.toMillis())));
        if (server.getScheme().equals("wss")) environment.put("NODE_EXTRA_CA_CERTS", certificateOf(server).toString());
        var ended = run(limit.plus(MARGIN), environment, List.of("node", script, server.toString(), call.wav().toString(), call.reference().toString()));
        if (ended.exit != 0) throw new AssertionError(script + " ended with " + ended.exit + ": " + ended.complaints + ended.output);
        return Json.parse(ended.output.strip().lines().toList().getLast()).node();
    }

    /** Starts a program that serves until its input ends. */
    static Process serving(String script) throws IOException {
        return new ProcessBuilder("node", script).directory(FOLDER.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Ended run(Duration limit, Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile(FOLDER, "output", ".txt");
        var complaints = Files.createTempFile(FOLDER, "complaints", ".txt");
        try {
            var builder = new ProcessBuilder(command).directory(FOLDER.toFile()).redirectOutput(output.toFile()).redirectError(complaints.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(complaints));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(complaints);
        }
    }

    /** What a user does with {@code openssl s_client}: the certificate the server made for itself, to be trusted from now on. */
    private static Path certificateOf(URI server) throws IOException {
        try {
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new Anyone()}, null);
            try (var socket = (SSLSocket) tls.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
                var certificate = socket.getSession().getPeerCertificates()[0].getEncoded();
                var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
                return Files.writeString(FOLDER.resolve("server.pem"), "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
