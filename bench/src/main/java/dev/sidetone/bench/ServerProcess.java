package dev.sidetone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The server of a load in a JVM of its own, and the orders it takes. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;
    private final URI uri;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.orders = new PrintWriter(process.outputWriter(), true);
        this.answers = process.inputReader();
        var first = answers.readLine();
        if (first == null) throw new IOException("the server's process ended at once; what it said stands above");
        this.uri = URI.create(first);
    }

    /** @param options for its JVM, split at blanks */
    static ServerProcess start(Scene scene, int connections, String options) {
        return start(LoadServer.class, options, List.of(
                Long.toString(scene.frame().toMillis()), Integer.toString(connections), Long.toString(scene.spread().toMillis())));
    }

    /** @param program says its address first, then answers orders, and ends with its input */
    static ServerProcess start(Class<?> program, String options, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Its output is for answers to orders.
        command.add("-Xlog:disable");
        Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        try {
            return new ServerProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return uri;
    }

    long pid() {
        return process.pid();
    }

    String order(String order) {
        orders.println(order);
        return line();
    }

    List<LoadSight> sessions() {
        var all = new ArrayList<LoadSight>();
        for (var line = order("sessions"); !line.isEmpty(); line = line()) all.add(LoadSight.parse(line));
        return all;
    }

    private String line() {
        try {
            var line = answers.readLine();
            if (line == null) throw new IOException("the server's process ended");
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        orders.close();
        process.waitFor();
    }
}
