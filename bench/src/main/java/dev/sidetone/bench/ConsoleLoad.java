package dev.sidetone.bench;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many console calls at once: a console with the scripted server inside in one process, what stands for the pages in this one. */
@Command(name = "console", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Holds many console calls at once on this machine and counts glitches in what the pages play.",
        exitCodeOnInvalidInput = 2, footer = {"", "Ends with 1 when there was a glitch, or a turn too few."})
public final class ConsoleLoad implements Callable<Integer> {

    @Option(names = "--calls", defaultValue = "50", description = "How many (default: ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--for", defaultValue = "1m", converter = Load.Length.class, description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(names = "--warm-up", defaultValue = "20s", converter = Load.Length.class, description = "Not measured, before that (default: ${DEFAULT-VALUE}).")
    private Duration warmUp;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ConsoleLoad()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (var console = ServerProcess.start(ConsoleHost.class, "", List.of(Integer.toString(calls)))) {
            var browser = HttpClient.newHttpClient();
            var lateness = new Delays();
            var callers = new ArrayList<ConsoleCaller>();
            for (int i = 0; i < calls; i++) {
                var caller = new ConsoleCaller(Duration.ofMillis(10_000L * i / calls), lateness);
                caller.connect(browser, console.uri());
                callers.add(caller);
            }
            long start = System.nanoTime(), measured = start + warmUp.toNanos(), end = measured + duration.toNanos();
            var threads = callers.stream().map(caller -> Thread.ofVirtual().start(() -> caller.talk(start, end))).toList();
            Thread.sleep(Duration.ofNanos(measured - System.nanoTime()));
            var before = Sums.of(callers);
            var used = Footprint.parse(console.order("used"));
            lateness.open();
            for (var thread : threads) thread.join();
            var sums = Sums.of(callers).since(before);
            callers.forEach(ConsoleCaller::hangUp);
            return told(sums, used, Footprint.parse(console.order("used")), lateness.spread());
        }
    }

    private record Sums(int turns, int glitches, int problems) {
        static Sums of(List<ConsoleCaller> callers) {
            return new Sums(callers.stream().mapToInt(caller -> caller.turns.get()).sum(), callers.stream().mapToInt(ConsoleCaller::underruns).sum(),
                    callers.stream().mapToInt(caller -> caller.problems.get()).sum());
        }

        Sums since(Sums before) {
            return new Sums(turns - before.turns, glitches - before.glitches, problems - before.problems);
        }
    }

    private int told(Sums sums, Footprint before, Footprint after, Delays.Spread lateness) {
        double minutes = duration.toMillis() / 60_000.0;
        System.out.printf("%d calls for %.1f min: %d turns, %d glitches, %d problems%n", calls, minutes, sums.turns, sums.glitches, sums.problems);
        System.out.printf("console and server: %.2f CPU s per call-minute, %d MB resident%n",
                (after.cpuNanos() - before.cpuNanos()) / 1e9 / calls / minutes, after.resident() >> 20);
        System.out.printf("the callers' own frames were late by %.1f ms (p50), %.1f ms (p99), %.1f ms at most%n", lateness.p50(), lateness.p99(), lateness.most());
        // A turn every ten seconds each; the first and the last may lie half outside.
        boolean heard = sums.turns >= calls * (duration.toSeconds() / 10 - 1);
        return sums.glitches == 0 && sums.problems == 0 && heard ? 0 : 1;
    }
}
