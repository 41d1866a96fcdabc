package dev.sidetone.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs in other languages. */
final class OutsideProgram {

    private OutsideProgram() {}

    /** How a program ended. */
    record Ended(int exit, String output, String complaints) {}

    static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)) || Files.isExecutable(Path.of(folder, program + ".cmd")));
    }

    /** Runs it to its end, or to the limit. @param folder where it runs */
    static Ended run(Path folder, Duration limit, Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, "output", ".txt");
        var complaints = Files.createTempFile(folder, "complaints", ".txt");
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(output.toFile()).redirectError(complaints.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(complaints));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(complaints);
        }
    }
}
