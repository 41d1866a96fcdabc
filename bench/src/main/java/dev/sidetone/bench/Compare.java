package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same callers on four clients, one after the other at one server: what each takes of processor and memory. */
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Compares our client with ones written plainly on the official Java SDK, the official Node SDK and Python's websockets.")
public final class Compare implements Callable<Integer> {

    private static final String PYTHON = "/usr/bin/python3";

    /**
     * For both clients in Java: the collector that takes least, as our launcher has it, and a heap with room for either's live data three times
     * over. Left alone, Java lets garbage grow until it is cheap to collect, and what is resident says nothing about the client.
     */
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-Xmx192m", "-Xmn32m");

    /** Of what the kernel counts processor time in; 100 a second on every Linux that Java runs on. */
    private static final double TICKS = 100;

    @Option(names = "--sessions", defaultValue = "100", description = "How many, on each client (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(names = "--frame", defaultValue = "100ms", converter = Load.Length.class, description = "Audio in a message (default: ${DEFAULT-VALUE}).")
    private Duration frame;

    @Option(names = "--for", defaultValue = "1m", converter = Load.Length.class, description = "How long to measure each (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(names = "--warm-up", defaultValue = "2m", converter = Load.Length.class, description = "Not measured, before that (default: ${DEFAULT-VALUE}).")
    private Duration warmUp;

    @Option(names = "--no-compression", description = "Node and Python do not offer to compress, as by default they do; the Java SDK always does, we never.")
    private boolean uncompressed;

    @Option(names = "--tls", description = "Over TLS, as to the live service.")
    private boolean tls;

    @Option(names = "--sources", defaultValue = "bench/src/main", description = "Where the clients in other languages are (default: ${DEFAULT-VALUE}).")
    private Path sources;

    @Option(names = "--node", defaultValue = "bench/target/node", description = "Where the Node SDK is installed (default: ${DEFAULT-VALUE}).")
    private Path node;

    /** @param command without arguments; absent with the reason why it cannot run */
    private record Client(String name, Optional<List<String>> command, String missing) {}

    /** @param cpu seconds per session-minute; {@code kilobytes} resident per session; what was heard and read back, per session and minute */
    private record Row(String name, double cpu, double kilobytes, double secondsHeard, double transcripts) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var scene = new Scene(frame, Scene.CYCLE);
        var cycle = Files.createTempFile("caller", ".pcm");
        Files.write(cycle, Pcm.of(scene.caller()).bytes());
        var rows = new ArrayList<Row>();
        try (var server = ServerProcess.start(scene, sessions + 1, "")) {
            var secured = tls ? Optional.of(Secured.of(server.order("secure"))) : Optional.<Secured>empty();
            for (var client : clients(secured.map(Secured::javaOptions).orElse(List.of()))) {
                if (client.command.isEmpty()) System.out.println("skipped: " + client.name + " (" + client.missing + ")");
                else rows.add(run(client, secured.map(Secured::uri).orElse(server.uri()), secured.map(Secured::environment).orElse(Map.of()), cycle));
            }
        } finally {
            Files.delete(cycle);
        }
        tell(rows);
        return 0;
    }

    /** @param options for those in Java */
    private List<Client> clients(List<String> options) {
        var module = node.resolve("callers.mjs").toAbsolutePath();
        return List.of(
                new Client("Sidetone", Optional.of(inJava(OurCallers.class, options)), ""),
                new Client("Java SDK", Optional.of(inJava(SdkCallers.class, options)), ""),
                new Client("Node SDK", Optional.of(List.of("node", module.toString())).filter(c -> Files.exists(module)), "it is not installed in " + node),
                new Client("Python websockets", Optional.of(List.of(PYTHON, sources.resolve("python/callers.py").toString())).filter(c -> hasWebsockets()),
                        "apt-get install python3-websockets"));
    }

    private static List<String> inJava(Class<?> program, List<String> options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        return command;
    }

    private static boolean hasWebsockets() {
        try {
            return new ProcessBuilder(PYTHON, "-c", "import websockets").redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Row run(Client client, URI server, Map<String, String> environment, Path cycle) throws IOException, InterruptedException {
        var command = new ArrayList<>(client.command.orElseThrow());
        command.addAll(List.of(server.toString(), cycle.toString(), Integer.toString(sessions), Long.toString(frame.toMillis())));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        if (uncompressed) builder.environment().put("COMPRESSION", "off");
        var process = builder.start();
        try (var orders = process.outputWriter(); var says = process.inputReader()) {
            await(says, "ready", client);
            double empty = residentKilobytes(process);
            order(orders, "connect");
            await(says, "connected", client);
            order(orders, "speak");
            Thread.sleep(warmUp);
            double cpu = cpuSeconds(process);
            long begun = System.nanoTime();
            Thread.sleep(duration);
            double used = cpuSeconds(process) - cpu;
            double minutes = (System.nanoTime() - begun) / 60e9;
            double resident = residentKilobytes(process);
            orders.close();
            var counts = says.readLine().split(" ");
            double all = warmUp.plus(duration).toMillis() / 60e3 * sessions;
            return new Row(client.name, used / minutes / sessions, (resident - empty) / sessions,
                    Long.parseLong(counts[0]) / 48_000.0 / all, Long.parseLong(counts[1]) / all);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void order(BufferedWriter orders, String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    private static void await(BufferedReader says, String wanted, Client client) throws IOException {
        var line = says.readLine();
        if (!wanted.equals(line)) throw new IOException(client.name + " said \"" + line + "\" instead of \"" + wanted + "\"; its complaints stand above");
    }

    /** User and system time; the fields are counted from behind the program's name, which may hold blanks. */
    private static double cpuSeconds(Process process) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    private static double residentKilobytes(Process process) throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm")).split(" ")[1]) * 4.096;
    }

    private void tell(List<Row> rows) {
        System.out.printf("%d sessions each, frames of %d ms, %d s measured after %d s of warm-up%n%n", sessions, frame.toMillis(), duration.toSeconds(), warmUp.toSeconds());
        System.out.printf("%-18s %14s %10s %14s %10s %12s %12s%n", "client", "CPU s/sess-min", "ratio", "resident kB", "ratio", "sess/core", "heard s, tr.");
        var ours = rows.getFirst();
        for (var row : rows) {
            System.out.printf("%-18s %14.3f %9.1fx %14.0f %9.1fx %12.0f %7.1f %4.1f%n", row.name, row.cpu, row.cpu / ours.cpu, row.kilobytes,
                    row.kilobytes / ours.kilobytes, 60 / row.cpu, row.secondsHeard, row.transcripts);
        }
        System.out.println("\nsess/core: sessions that one core carries by processor time alone. heard s, tr.: voice and transcripts per session and minute, to see that all did the same.");
    }
}
